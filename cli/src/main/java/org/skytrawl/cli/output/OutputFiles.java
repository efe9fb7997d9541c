package org.skytrawl.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.files.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Checks the output files of a command before any request is sent, so that no run ends without a place for its result, and no
 * input is overwritten.
 */
public record OutputFiles(CommandSpec spec) {
    /** Refuses two options with the same file: no input and no other output may be overwritten. */
    public void refuseSame(String option, @Nullable Path one, String otherOption, @Nullable Path other) {
        if (one == null || other == null) {
            return;
        }
        boolean same =
                one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
        try {
            same |= Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException ignored) {
            // a file that cannot be compared is reported when it is opened
        }
        if (same) {
            throw new ParameterException(spec.commandLine(), option + " and " + otherOption + " name the same file");
        }
    }

    public void checkFolder(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        String wrong = "";
        if (Files.isDirectory(file)) {
            wrong = file + " is a folder";
        } else if (folder == null || !Files.isDirectory(folder)) {
            wrong = "there is no folder " + folder;
        } else if (Files.exists(file) && !Files.isWritable(file)) {
            wrong = file + " cannot be written";
        } else if (!Files.isWritable(folder) && (!Files.exists(file) || Files.isRegularFile(file))) {
            wrong = "the folder " + folder + " cannot be written";
        }
        if (!wrong.isEmpty()) {
            throw new ParameterException(spec.commandLine(), option + ": " + wrong);
        }
    }

    /** Writes something into the folder of a file and deletes it: the disk may be full. */
    public void tryToWrite(@Nullable Path file) {
        try {
            if (file != null) {
                AtomicFile.check(file);
            }
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + Words.cause(e) + "; no request was sent");
        }
    }
}
