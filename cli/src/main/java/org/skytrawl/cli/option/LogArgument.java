package org.skytrawl.cli.option;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ReadLog;
import picocli.CommandLine.Parameters;

/** The log of an earlier run, as a command's argument. */
public final class LogArgument extends OptionGroup {
    @Parameters(
            index = "0",
            paramLabel = "RUN.jsonl",
            description = "Log of an earlier run, written by --log; - for stdin.")
    private Path file = Path.of("");

    /** Null for stdin. */
    public @Nullable Path file() {
        return isStdin() ? null : file;
    }

    private boolean isStdin() {
        return file.toString().equals("-");
    }

    public ReadLog read() {
        try {
            return isStdin() ? LogFile.read("stdin", System.in) : LogFile.read(file);
        } catch (NoSuchFileException e) {
            throw wrong(file + " cannot be read as a log: there is no such file");
        } catch (IOException e) {
            throw wrong((isStdin() ? "stdin" : file) + " cannot be read as a log: " + Words.cause(e));
        }
    }
}
