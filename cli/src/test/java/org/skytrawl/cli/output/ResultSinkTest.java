package org.skytrawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.output.OutputFormat;

class ResultSinkTest {
    @TempDir
    private Path folder;

    /** FITS may be a thousand times larger than what it holds. */
    @Test
    void whatFitsNowhereIsKeptInTheSmallerForm() throws Exception {
        ResultSink sink = new ResultSink(
                out -> {
                    throw new IOException("No space left on device");
                },
                out -> out.write(7));
        CommandException said = catchThrowableOfType(
                CommandException.class, () -> sink.write(folder.resolve("found.fits"), OutputFormat.FITS));
        assertThat(said).hasMessageContaining("THE DATASETS WERE KEPT IN ").hasMessageEndingWith(".vot");
        Path kept = Path.of(said.getMessage().replaceFirst(".* KEPT IN ", ""));
        assertThat(kept).hasBinaryContent(new byte[] {7});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        Files.delete(kept);
    }
}
