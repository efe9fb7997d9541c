package org.skytrawl.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.ObsCoreColumn.Type;

class ParquetFooterTest {
    private static final ParquetTable<String> TABLE = new ParquetTable<>(
            "names", List.of(new ParquetColumn<>("name", Type.TEXT, true, name -> name)), Map.of("a", "b"), null, 2, 1);

    @TempDir
    private Path folder;

    private Path write(byte... content) throws IOException {
        return Files.write(folder.resolve("file.parquet"), content);
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("whole.parquet");
        ParquetFooter written;
        try (OutputStream out = Files.newOutputStream(file)) {
            ParquetWriter<String> writer = new ParquetWriter<>(TABLE, out);
            writer.write(List.of("x", "y", "z"));
            written = writer.finish();
        }
        assertThat(ParquetFooter.read(file).unpacked()).isEqualTo(written.unpacked());
        byte[] bytes = Files.readAllBytes(file);
        assertThat(ParquetFooter.bytes(file)).isBetween(100, bytes.length - 12);

        Path cut = write(Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> ParquetFooter.read(cut))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(cut + ": it is no Parquet file");
    }

    @Test
    void namesAFileWithoutOne() throws IOException {
        for (String content :
                List.of("", "PAR1", "\0\0\0\0PAR1", "PAR1\u007f\u007f\u007f\u007fPAR1", "PAR1\0\0\0\1PAR1")) {
            Path file = write(content.getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> ParquetFooter.read(file))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file + ": it is ");
        }
    }
}
