package org.skytrawl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The commands that documents and help show, as lines for a shell.
 *
 * @param where the document, or the command whose help it is
 * @param line as it is shown, lines that go on in the next put together
 * @param status the exit status that it says it has: {@code # exit status 3}, else 0
 */
record ShownCommand(String where, String line, int status) {
    private static final Pattern COMMAND = Pattern.compile("(?m)^(?:[A-Z_]+=\\S+ )*\\./skytrawl (?:.*\\\\\\n)*.*$");
    private static final Pattern STATUS = Pattern.compile("# .*\\bexit status (\\d+)");

    static ShownCommand of(String where, String line) {
        Matcher status = STATUS.matcher(line);
        return new ShownCommand(where, line, status.find() ? Integer.parseInt(status.group(1)) : 0);
    }

    /** Those of a document, in their order: whole lines that begin with {@code ./skytrawl}, or set a variable for it. */
    static List<ShownCommand> inDocument(Path document) throws IOException {
        return COMMAND.matcher(Files.readString(document))
                .results()
                .map(found -> of(String.valueOf(document.getFileName()), found.group()))
                .toList();
    }

    /** Those of the help of all commands. */
    static List<ShownCommand> inHelp() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        List<ShownCommand> shown = new ArrayList<>();
        addHelp(Main.commandLine(nowhere, nowhere), shown);
        return shown;
    }

    private static void addHelp(CommandLine line, List<ShownCommand> shown) {
        String name = line.getCommandSpec().qualifiedName();
        String footer = String.join("\n", line.getCommandSpec().usageMessage().footer())
                .replace("%n", "\n")
                .replace("%%", "%");
        Pattern.compile("(?m)^ *(skytrawl (?:.*\\\\\\n)*.*)$")
                .matcher(footer)
                .results()
                .forEach(found -> shown.add(of(name + " --help", "./" + found.group(1))));
        line.getSubcommands().values().forEach(subcommand -> addHelp(subcommand, shown));
    }

    /** The words after {@code skytrawl}, up to a pipe, a redirection or a comment. */
    String[] words() {
        String command = line.substring(line.indexOf("./skytrawl ") + "./skytrawl ".length())
                .replace("\\\n", " ");
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(command);
        while (word.find()) {
            if (word.group(3) != null && (word.group(3).matches("[#|>&;].*|2>.*"))) {
                break;
            }
            words.add(Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElseThrow());
        }
        return words.toArray(String[]::new);
    }

    /** The documents that show commands, those for users before those for builders. */
    static List<Path> documents() throws IOException {
        Path root = Path.of("..");
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(root.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    @Override
    public String toString() {
        return where + ": " + Arrays.toString(words());
    }
}
