package org.skytrawl.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.output.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Looks at the files that a command is to write, before anybody is asked: nobody wants to learn at the end that nothing could
 * be kept, or that what was read has been written over.
 */
public record OutputFiles(CommandSpec spec) {
    /** What is read must not be written over, nor one result by another. */
    public void refuseSame(String option, @Nullable Path one, String otherOption, @Nullable Path other) {
        if (one == null || other == null) {
            return;
        }
        boolean same =
                one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
        try {
            same |= Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            // whatever cannot be compared is reported when it is opened
            same |= false;
        }
        if (same) {
            throw new ParameterException(spec.commandLine(), option + " and " + otherOption + " name the same file");
        }
    }

    /** Whether a file can be written where it is to be. */
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

    /**
     * Writes something into the folder of a file and takes it away again.
     *
     * @throws CommandException if that cannot be done: the disk is full, say
     */
    public void tryToWrite(@Nullable Path file) {
        try {
            if (file != null) {
                AtomicFile.check(file);
            }
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + Words.cause(e) + "; nobody was asked");
        }
    }
}
