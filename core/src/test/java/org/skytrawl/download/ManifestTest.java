package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest that is damaged, or was made by somebody else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManifestTest {
    private static final String GOOD = line("\"bytes\":7");

    @TempDir
    private Path folder;

    private static String line(String member) {
        return "{\"url\":\"http://a/x\",\"outcome\":\"downloaded\",\"file\":\"x.fits\",\"sha256\":\"00\"," + member
                + "}\n";
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve(Manifest.NAME), text);
    }

    private static String digits(int count) {
        return "9".repeat(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"bytes\":1e22",
                "\"bytes\":10000000000000000000000",
                "\"bytes\":-10000000000000000000000",
                "\"bytes\":9223372036854775808",
                "\"bytes\":1.5",
                "\"bytes\":NaN",
                "\"bytes\":Infinity",
                "\"bytes\":1e999999999",
                "\"bytes\":\"7\"",
                "\"bytes\":[7]",
                "\"bytes\":MILLION",
                "\"bytes\":7,\"bytes\":7",
                "\"bytes\":7,\"url\":\"http://a/y\"",
                "\"bytes\":7,\"deep\":DEEP",
                "\"bytes\":7}{"
            })
    void aDamagedLineIsPassedOver(String member) throws Exception {
        String odd =
                member.replace("MILLION", digits(1_000_000)).replace("DEEP", "[".repeat(100_000) + "]".repeat(100_000));
        file(line(odd));
        try (Manifest manifest = Manifest.open(folder)) {
            assertThat(manifest.known("http://a/x")).isNull();
            assertThat(manifest.known("http://a/y")).isNull();
        }
        file(line(odd) + GOOD);
        try (Manifest manifest = Manifest.open(folder)) {
            assertThat(manifest.known("http://a/x")).extracting("bytes").isEqualTo(7L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"x\"", "[1]", "", " ", "{\"url\":7}", "{\"outcome\":null}"})
    void aLineOfSomethingElseIsPassedOver(String line) throws Exception {
        file(line + "\n" + GOOD);
        try (Manifest manifest = Manifest.open(folder)) {
            assertThat(manifest.known("http://a/x")).isNotNull();
        }
    }

    @Test
    void aTornLineIsCutOff() throws Exception {
        Path file = file(GOOD + "{\"torn");
        Manifest.open(folder).close();
        assertThat(Files.readString(file)).isEqualTo(GOOD);
        file("{\"torn");
        Manifest.open(folder).close();
        assertThat(file).isEmptyFile();
    }

    /** Nobody's torn line: it is left as it is. */
    @Test
    void aLineOfGigabytesIsAnErrorThatNamesIt() throws Exception {
        Path file = file(GOOD + "x");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        assertThatExceptionOfType(FolderException.class)
                .isThrownBy(() -> Manifest.open(folder))
                .withMessage("cannot read " + file + ": line 2: it is longer than 4 MiB");
        assertThat(Files.size(file)).isEqualTo(2L << 30);
        assertThat(GOOD.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4 << 20);
    }
}
