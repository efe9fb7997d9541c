package org.skytrawl.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.command.CheckCommand;
import org.skytrawl.cli.command.DatasetsCommand;
import org.skytrawl.cli.command.DemoCommand;
import org.skytrawl.cli.command.DiffCommand;
import org.skytrawl.cli.command.DownloadCommand;
import org.skytrawl.cli.command.HarvestCommand;
import org.skytrawl.cli.command.HelpCommand;
import org.skytrawl.cli.command.ImagesCommand;
import org.skytrawl.cli.command.LogCommand;
import org.skytrawl.cli.command.RegistryCommand;
import org.skytrawl.cli.command.RerunCommand;
import org.skytrawl.cli.command.RetryCommand;
import org.skytrawl.cli.command.ServeCommand;
import org.skytrawl.cli.command.ServicesCommand;
import org.skytrawl.cli.command.SimvoCommand;
import org.skytrawl.cli.command.SpectraCommand;
import org.skytrawl.cli.command.TimeseriesCommand;
import org.skytrawl.cli.command.VersionCommand;
import org.skytrawl.cli.option.Durations;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.cli.terminal.SystemText;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.cli.terminal.WrappingWriter;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.model.SimilarWords;
import org.skytrawl.run.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
        name = "skytrawl",
        description = "Sends one question to all services of the Virtual Observatory and reports the outcome for every"
                + " service.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {
            ExitStatus.DONE,
            ExitStatus.FAILED,
            ExitStatus.USAGE,
            "3:with --strict: the result is not complete (diff: the results differ); check: the service has errors",
            "4:rerun with --new-since: nothing new was found",
            ExitStatus.STOPPED
        },
        footer = {
            "  skytrawl demo",
            "  skytrawl images --cone 10.68,41.27,0.2 -o m31.vot",
            "  skytrawl spectra --cone 10.68,41.27,0.2 -o m31-spectra.vot"
        })
public final class Main implements Runnable {
    /** A negative number looks like an option, but is the declination in {@code --cone 10.68 -41.27 0.2}. */
    private static final Pattern NUMBER = Pattern.compile("-[.]?[0-9]");

    /** In the order of the help text. */
    static final List<String> COMMANDS = List.of(
            "images",
            "spectra",
            "timeseries",
            "datasets",
            "services",
            "log",
            "retry",
            "rerun",
            "diff",
            "download",
            "check",
            "registry",
            "harvest",
            "serve",
            "demo",
            "simvo",
            "help",
            "version");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String... args) {
        quieten();
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = stderr();
        String lost = SystemText.lost(args);
        if (lost != null) {
            err.println("skytrawl: " + lost);
            System.exit(ExitStatus.WRONG_USAGE);
        }
        int status;
        try {
            status = commandLine(out, err, args).execute(args);
        } catch (OutOfMemoryError e) {
            err.println("skytrawl: memory ran out; give Java more (JDK_JAVA_OPTIONS=-Xmx8g), or narrow the question");
            status = ExitStatus.NOTHING_DONE;
        }
        out.flush();
        err.flush();
        Interruption.finished();
        if (!Interruption.happened()) {
            System.exit(status);
        }
    }

    /**
     * The command line with these writers for messages; the data goes where the command says.
     *
     * @param args the arguments, so that only the model of the named command is made; none for all commands
     */
    static CommandLine commandLine(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main());
        line.getCommandSpec().version("skytrawl " + Version.version());
        boolean version = args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"));
        // making the model of all of them takes longer than starting the JVM
        boolean named = args.length > 0 && COMMANDS.contains(args[0]);
        // help shows that of another command
        boolean needsAll = !named || args[0].equals("help");
        List<String> names = version ? List.of() : needsAll ? COMMANDS : List.of(args[0]);
        names.forEach(name -> line.addSubcommand(name, command(name)));
        line.registerConverter(Duration.class, new Durations());
        setUp(line);
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::wrongUsage);
        line.setExecutionExceptionHandler(Main::failed);
        line.setExecutionStrategy(Main::whole);
        return line;
    }

    /** On a terminal, lines are broken at blanks. */
    private static PrintWriter stderr() {
        if (!TerminalSize.isStderrForPeople()) {
            return new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        }
        Writer plain = new OutputStreamWriter(System.err, StandardCharsets.UTF_8);
        return new PrintWriter(
                new WrappingWriter(plain, () -> TerminalSize.lastKnown().columns()), true);
    }

    /** Keeps log messages of libraries off the terminal: STIL logs through java.util.logging, straight to stderr. */
    static void quieten() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static void setUp(CommandLine line) {
        // by default picocli replaces an argument that begins with @ by the content of the file, and error messages
        // show it
        line.setExpandAtFiles(false);
        line.getCommandSpec().usageMessage().sortOptions(false).footerHeading("%nExamples:%n");
        line.getSubcommands().values().forEach(Main::setUp);
    }

    private static Object command(String name) {
        return switch (name) {
            case "images" -> new ImagesCommand();
            case "spectra" -> new SpectraCommand();
            case "timeseries" -> new TimeseriesCommand();
            case "datasets" -> new DatasetsCommand();
            case "services" -> new ServicesCommand();
            case "log" -> new LogCommand();
            case "retry" -> new RetryCommand();
            case "rerun" -> new RerunCommand();
            case "diff" -> new DiffCommand();
            case "download" -> new DownloadCommand();
            case "check" -> new CheckCommand();
            case "registry" -> new RegistryCommand();
            case "harvest" -> new HarvestCommand();
            case "serve" -> new ServeCommand();
            case "demo" -> new DemoCommand();
            case "simvo" -> new SimvoCommand();
            case "help" -> new HelpCommand();
            case "version" -> new VersionCommand();
            default -> throw new IllegalArgumentException("no subcommand " + name);
        };
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** A PrintWriter hides write errors: a truncated list must not look complete. */
    private static int whole(CommandLine.ParseResult parsed) {
        CommandLine line = parsed.commandSpec().commandLine();
        int status = new CommandLine.RunLast().execute(parsed);
        if (status != ExitStatus.OK || !line.getOut().checkError()) {
            return status;
        }
        line.getErr()
                .println(line.getCommandSpec().qualifiedName()
                        + ": stdout was closed, or its disk is full: the output is incomplete");
        return ExitStatus.NOTHING_DONE;
    }

    /** Prints one line about the error instead of the whole help. */
    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        List<String> meant = e instanceof UnmatchedArgumentException unmatched ? meant(unmatched) : List.of();
        String hint = meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?";
        line.getErr()
                .println(name + ": " + PlainText.of(ShownUrl.inText(what(e))) + hint + " (see " + name + " --help)");
        return ExitStatus.WRONG_USAGE;
    }

    private static List<String> meant(UnmatchedArgumentException unmatched) {
        String odd = unmatched.getUnmatched().getFirst();
        if (NUMBER.matcher(odd).lookingAt()) {
            return List.of();
        }
        // picocli's suggestions for a command include names that share few letters with the word
        return unmatched.isUnknownOption()
                ? unmatched.getSuggestions()
                : SimilarWords.of(
                        odd.toLowerCase(Locale.ROOT),
                        unmatched.getCommandLine().getSubcommands().keySet());
    }

    /** Picocli names arguments by their index, which does not help users. */
    private static String what(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        if (unmatched.isUnknownOption()
                && !NUMBER.matcher(unmatched.getUnmatched().getFirst()).lookingAt()) {
            return "there is no option '" + unmatched.getUnmatched().getFirst() + "'";
        }
        if (!e.getCommandLine().getSubcommands().isEmpty()) {
            return "there is no command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        List<String> odd = unmatched.getUnmatched();
        String what = "'" + String.join("', '", odd) + (odd.size() == 1 ? "' belongs" : "' belong") + " to no option; ";
        String place = place(e.getCommandLine().getCommandSpec(), String.join(" ", odd));
        return what + (place == null ? "put a value with blanks in quotes" : place);
    }

    /** How a place is written: its name or position alone is what many try first. Null where none can be meant. */
    private static @Nullable String place(CommandSpec command, String text) {
        List<OptionSpec> places = Stream.of("--target", "--cone", "--galactic")
                .map(command::findOption)
                .filter(Objects::nonNull)
                .toList();
        if (places.isEmpty() || places.stream().anyMatch(option -> option.getValue() != null)) {
            return null;
        }
        if (text.indexOf(',') >= 0) {
            return "for a position write --cone RA,DEC,RADIUS";
        }
        String quoted = text.indexOf(' ') < 0 ? text : "'" + text + "'";
        boolean radius = command.findOption("--radius").getValue() != null;
        return "for an object of that name write --target " + quoted
                + (radius ? "" : " with a radius, such as --radius 0.1deg");
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        String name = line.getCommandSpec().qualifiedName();
        String why = switch (e) {
            case CommandException said -> String.valueOf(said.getMessage());
            case DiscoveryException said -> String.valueOf(said.getMessage());
            case InvalidPathException odd -> "not a valid file name: '" + odd.getInput() + "'";
            default -> "a bug in Skytrawl, please report it: " + e;
        };
        line.getErr().println(name + ": " + PlainText.of(ShownUrl.inText(why)));
        return e instanceof CommandException command ? command.status() : ExitStatus.NOTHING_DONE;
    }
}
