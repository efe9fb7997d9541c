package org.skytrawl.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.Service;
import org.skytrawl.output.ServiceListFormat;
import picocli.CommandLine.Option;

/** A list of services that is written beside what the command prints. */
public final class ServiceListOption extends OptionGroup {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Also write a list for --services: the services that Skytrawl can query."
                    + " The extension of the file selects the format: .csv, .json, .vot")
    private @Nullable Path file;

    private @Nullable ServiceListFormat format;

    public void check(@Nullable Path input) {
        if (file != null) {
            checkFolder("-o", file);
            format = read("-o", String.valueOf(file.getFileName()), ServiceListFormat::ofFileName);
            refuseSame("-o", file, "--services", input);
        }
    }

    public boolean isGiven() {
        return file != null;
    }

    public void write(List<Service> services, boolean quiet) {
        Path to = file;
        ServiceListFormat as = format;
        if (to == null || as == null) {
            return;
        }
        try {
            AtomicFile.write(to, out -> as.write(services, out));
        } catch (IOException e) {
            throw new CommandException("cannot write " + to + ": " + Words.cause(e));
        }
        if (!quiet) {
            err().println("list of " + Words.count(services.size(), "service") + " in " + to);
        }
    }
}
