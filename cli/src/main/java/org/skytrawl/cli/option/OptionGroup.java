package org.skytrawl.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.region.GivenRegion;
import org.skytrawl.registry.search.SearchConstraint;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that several commands share. */
abstract class OptionGroup {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    /** Reads the value of an option, null if it was not given. */
    <T, R> @Nullable R read(String option, @Nullable T value, Function<T, R> reader) {
        try {
            return value == null ? null : reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": " + e.getMessage());
        }
    }

    /** The region of {@code --moc} or {@code --footprint}; null if neither was given. */
    @Nullable
    GivenRegion region(@Nullable String moc, @Nullable String probability, @Nullable String footprint) {
        if (moc == null) {
            return read("--footprint", footprint, GivenRegion::ofImage);
        }
        Double level = read("--probability", probability, GivenRegion::probability);
        return read("--moc", moc, text -> GivenRegion.ofMoc(text, level));
    }

    <T> void add(List<SearchConstraint> into, String option, @Nullable T value, Function<T, SearchConstraint> reader) {
        SearchConstraint constraint = read(option, value, reader);
        if (constraint != null) {
            into.add(constraint);
        }
    }

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
            throw wrong(option + " and " + otherOption + " name the same file");
        }
    }

    void checkFolder(String option, @Nullable Path file) {
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
            throw wrong(option + ": " + wrong);
        }
    }

    /** Writes something into the folder of a file and deletes it: the disk may be full. */
    void tryToWrite(@Nullable Path file) {
        try {
            if (file != null) {
                AtomicFile.check(file);
            }
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + Words.cause(e) + "; no request was sent");
        }
    }
}
