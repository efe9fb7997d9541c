package org.skytrawl.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    private static List<String> lines(String text, int longest) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
        List<String> lines = new ArrayList<>();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(reader.number() + "@" + reader.start() + (reader.isTorn() ? "~" : "=")
                    + new String(line, StandardCharsets.UTF_8));
        }
        assertThat(reader.isTorn()).isTrue();
        return lines;
    }

    @Test
    void saysWhereEachLineIsAndWhetherItIsWhole() throws IOException {
        assertThat(lines("", 9)).isEmpty();
        assertThat(lines("a\n\nb\r\nlast", 9)).containsExactly("1@0=a", "2@2=", "3@3=b\r", "4@6~last");
        assertThat(lines("a\n", 9)).containsExactly("1@0=a");
    }

    /** The buffer has 64 kB. */
    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535, 65_536, 65_537, 200_000})
    void readsLinesOfAnyLengthUpToTheBound(int length) throws IOException {
        String line = "x".repeat(length);
        assertThat(lines(line + "\n" + line, length)).containsExactly("1@0=" + line, "2@" + (length + 1) + "~" + line);
        assertThatIOException()
                .isThrownBy(() -> lines("a\n" + line + "\n", length - 1))
                .withMessage("line 2: it is longer than " + (length - 1) + " bytes");
    }

    @Test
    void takesNoMoreThanTheBoundOfAFileOfGigabytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        try (InputStream in = Files.newInputStream(file)) {
            assertThatIOException()
                    .isThrownBy(() -> new LineReader(in, 1 << 20).next())
                    .withMessage("line 1: it is longer than 1 MiB");
        }
    }
}
