package org.skytrawl.cli;

import java.util.List;
import org.skytrawl.cli.command.DemoCommand;
import org.skytrawl.cli.command.DiffCommand;
import org.skytrawl.cli.command.DownloadCommand;
import org.skytrawl.cli.command.ImagesCommand;
import org.skytrawl.cli.command.LogCommand;
import org.skytrawl.cli.command.RegistryCommand;
import org.skytrawl.cli.command.RerunCommand;
import org.skytrawl.cli.command.RetryCommand;
import org.skytrawl.cli.command.ServicesCommand;
import org.skytrawl.cli.command.SimvoCommand;
import picocli.CommandLine;

/**
 * The subcommands of {@code skytrawl}, in the order in which its help shows them. Making the model of all of them takes longer
 * than starting the JVM, so where a command line names one, only that one is made.
 */
final class Subcommands {
    static final List<String> NAMES =
            List.of("images", "services", "log", "retry", "rerun", "diff", "download", "registry", "demo", "simvo");

    private Subcommands() {}

    /** Adds those that these arguments need; with no arguments all. */
    static void addTo(CommandLine line, String... args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            return;
        }
        boolean named = args.length > 0 && NAMES.contains(args[0]);
        for (String name : named ? List.of(args[0]) : NAMES) {
            line.addSubcommand(name, of(name));
        }
    }

    private static Object of(String name) {
        return switch (name) {
            case "images" -> new ImagesCommand();
            case "services" -> new ServicesCommand();
            case "log" -> new LogCommand();
            case "retry" -> new RetryCommand();
            case "rerun" -> new RerunCommand();
            case "diff" -> new DiffCommand();
            case "download" -> new DownloadCommand();
            case "registry" -> new RegistryCommand();
            case "demo" -> new DemoCommand();
            case "simvo" -> new SimvoCommand();
            default -> throw new IllegalArgumentException("no subcommand " + name);
        };
    }
}
