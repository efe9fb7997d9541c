package org.skytrawl.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.registry.access.MirrorMemory;

/** What other programs, or a fault of the disk, may have put into the cache: an error that is handled, whatever it is. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileDiskTest {
    private static final String HEADER =
            "{\"version\":2,\"source\":\"http://a/tap\",\"fetched\":\"2026-03-01T12:00:00Z\",\"stamp\":\"s\"}\n";

    @TempDir
    private Path folder;

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static String odd(String text) {
        return text.replace("MILLION", "9".repeat(1_000_000)).replace("DEEP", "[".repeat(100_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fetched\":\"-999999999-01-01T00:00:00Z\"}",
                "{\"fetched\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"full_fetched\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"fetched\":7}",
                "{\"version\":1e22}",
                "{\"version\":10000000000000000000000}",
                "{\"version\":MILLION}",
                "{\"version\":NaN}",
                "{\"services\":-10000000000000000000000}",
                "{\"notes\":DEEP}",
                "{\"odd\":DEEP}",
                "{\"coverage_axes\":[\"SIDEWAYS\"]}",
                "[]",
                "7",
                ""
            })
    void aSnapshotsHeaderIsRefused(String text) throws IOException {
        byte[] file = zipped(odd(text.replace("{", HEADER.strip().replace("}", ","))) + "\n{\"candidates\":0}\n");
        assertThatThrownBy(() -> SnapshotJson.read(new ByteArrayInputStream(file)))
                .isInstanceOf(IOException.class);
        SnapshotStore store = new SnapshotStore(folder);
        Files.write(store.file("http://a/tap"), file);
        assertThat(store.header("http://a/tap")).isNull();
        assertThat(store.load("http://a/tap").notes())
                .singleElement()
                .asString()
                .contains("set aside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"max_records\":10000000000000000000000",
                "\"max_records\":1e22",
                "\"max_records\":MILLION",
                "\"mjd\":[1e999,1]",
                "\"mjd\":[NaN,1]",
                "\"mjd\":[1]",
                "\"candidates\":10000000000000000000000",
                "\"odd\":DEEP"
            })
    void aSnapshotsCandidateIsRefused(String member) throws IOException {
        byte[] file = zipped(HEADER + "{\"ivoids\":[\"ivo://a/b\"],\"protocol\":\"SIA1\",\"access_url\":\"http://a\","
                + odd(member) + "}\n{\"candidates\":1}\n");
        assertThatThrownBy(() -> SnapshotJson.read(new ByteArrayInputStream(file)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aSnapshotWithALineOfGigabytesIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(HEADER.getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 300; i++) {
                zip.write(blanks);
            }
        }
        assertThatThrownBy(() -> SnapshotJson.read(new ByteArrayInputStream(out.toByteArray())))
                .hasMessage("it has a line of more than 67108864 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":2,\"stamp\":\"s\",\"full_fetched\":\"-999999999-01-01T00:00:00Z\",\"queries\":0}{}{}",
                "{\"version\":2,\"stamp\":\"s\",\"full_fetched\":\"2026-03-01T12:00:00Z\",\"queries\":1e22}{}{}",
                "{\"version\":2,\"stamp\":\"s\",\"full_fetched\":\"2026-03-01T12:00:00Z\",\"queries\":2000000000}{}{}",
                "{\"version\":2,\"stamp\":\"s\",\"full_fetched\":\"2026-03-01T12:00:00Z\",\"queries\":1}{}"
                        + "{\"query\":\"q\",\"rows\":2000000000}[1]",
                "{\"version\":2,\"stamp\":\"s\",\"full_fetched\":\"2026-03-01T12:00:00Z\",\"queries\":1}{}"
                        + "{\"query\":\"q\",\"rows\":1}[10000000000000000000000]{\"end\":true}",
                "{\"version\":2,\"stamp\":\"s\",\"full_fetched\":\"2026-03-01T12:00:00Z\",\"queries\":1}{}"
                        + "{\"query\":\"q\",\"rows\":1}[MILLION]{\"end\":true}",
                "{\"version\":2,\"stamp\":\"s\",\"full_fetched\":\"2026-03-01T12:00:00Z\",\"queries\":1}{}"
                        + "{\"query\":\"q\",\"rows\":1}DEEP",
                "DEEP"
            })
    void keptRowsAreRefused(String text) throws IOException {
        byte[] file = zipped(odd(text));
        assertThatThrownBy(() -> ContentsJson.read("s", new ByteArrayInputStream(file)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"answered\":\"-999999999-01-01T00:00:00Z\"",
                "\"failed\":\"+999999999-12-31T23:59:59Z\"",
                "\"features_asked\":\"noon\"",
                "\"seconds\":1e999",
                "\"seconds\":-1",
                "\"seconds\":NaN",
                "\"seconds\":MILLION",
                "\"features\":DEEP",
                "\"features\":{\"tables\":{\"t\":7}}",
                "\"why\":"
            })
    void whatIsKnownOfRegistriesIsForgotten(String member) throws IOException {
        SnapshotStore store = new SnapshotStore(folder);
        Files.writeString(
                store.folder().mirrorsFile(),
                "{\"version\":1,\"mirrors\":[{\"url\":\"http://a/tap\"," + odd(member) + "}]}");
        MirrorMemory.Known known = new MirrorMemory(store.folder()).read();
        assertThat(known.mirrors()).isEmpty();
        assertThat(known.problem()).contains("set aside");
    }
}
