package org.skytrawl.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.output.OutputFiles;
import org.skytrawl.cli.print.Causes;
import org.skytrawl.cli.print.Count;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.model.Service;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.output.ServiceListFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file that a list of services is to be written to. */
public record ServiceListFile(CommandSpec spec, Path file, ServiceListFormat form) {
    /** The file of option {@code -o}, looked at before anybody is asked; null if none is wanted. */
    public static @Nullable ServiceListFile of(CommandSpec spec, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        new OutputFiles(spec).checkFolder("-o", file);
        try {
            return new ServiceListFile(spec, file, ServiceListFormat.ofFileName(String.valueOf(file.getFileName())));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "-o: " + e.getMessage());
        }
    }

    /** Writes all of them or nothing. */
    public void write(List<Service> services, boolean quiet) {
        try {
            AtomicFile.write(file, out -> form.write(services, out));
        } catch (IOException e) {
            throw new CommandException(ExitStatus.NOTHING_DONE, "cannot write " + file + ": " + Causes.of(e));
        }
        if (!quiet) {
            spec.commandLine().getErr().println("list of " + Count.of(services.size(), "service") + " in " + file);
        }
    }
}
