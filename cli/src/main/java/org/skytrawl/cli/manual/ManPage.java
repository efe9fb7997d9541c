package org.skytrawl.cli.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, in the macros of man(7). */
public final class ManPage {
    private final CommandSpec command;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** {@code skytrawl-registry-search.1}. */
    public static String fileName(CommandSpec command) {
        return command.qualifiedName("-") + ".1";
    }

    /** The date is a day such as 2026-11-30. */
    public static String of(CommandSpec command, String version, String date) {
        return new ManPage(command).write(version, date);
    }

    private String write(String version, String date) {
        line(".TH " + command.qualifiedName("-").toUpperCase(Locale.ROOT) + " 1 " + quoted(date) + " "
                + quoted("Skytrawl " + version) + " " + quoted("Skytrawl manual"));
        // no hyphens at line ends, and no straightened quotes: what is shown can be copied
        line(".nh");
        line(".ad l");
        section("NAME");
        line(command.qualifiedName("-").replace("-", "\\-") + " \\- "
                + escaped(Texts.summary(command).replaceFirst("\\.$", "")));
        section("SYNOPSIS");
        synopsis();
        section("DESCRIPTION");
        line(Texts.lines(command.usageMessage().description()).stream()
                .map(text -> escaped(text.strip()))
                .collect(Collectors.joining("\n.PP\n")));
        arguments("ARGUMENTS", command.positionalParameters());
        arguments("OPTIONS", Texts.options(command));
        section(
                "COMMANDS",
                Texts.subcommands(command).stream()
                        .map(it -> entry(bold(it.name()), escaped(Texts.summary(it)) + " See " + page(it) + "."))
                        .toList());
        List<String> examples = Texts.lines(command.usageMessage().footer());
        if (!examples.isEmpty()) {
            section("EXAMPLES");
            line(".nf");
            examples.forEach(text -> line(text.isEmpty() ? ".sp" : escaped(text.strip())));
            line(".fi");
        }
        section(
                "EXIT STATUS",
                command.usageMessage().exitCodeList().entrySet().stream()
                        .map(it -> entry(bold(it.getKey().strip()), escaped(Texts.joined(it.getValue()))))
                        .toList());
        seeAlso();
        return page.toString();
    }

    private void synopsis() {
        line(".B " + escaped(command.qualifiedName(" ")));
        String positionals = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(parameter -> parameter.arity().max() > 1
                        ? italic(parameter.paramLabel()) + " ..."
                        : parameter.arity().min() == 0
                                ? "[" + italic(parameter.paramLabel()) + "]"
                                : italic(parameter.paramLabel()))
                .collect(Collectors.joining(" "));
        String required = Texts.options(command).stream()
                .filter(OptionSpec::required)
                .map(option -> " " + bold(option.shortestName()) + " " + italic(option.paramLabel()))
                .collect(Collectors.joining());
        String rest = (Texts.options(command).isEmpty() ? "" : "[\\fIoptions\\fR]")
                + required
                + (positionals.isEmpty() ? "" : " " + positionals)
                + (Texts.subcommands(command).isEmpty() ? "" : " \\fIcommand\\fR ...");
        line(rest.strip());
    }

    private void arguments(String title, List<? extends ArgSpec> arguments) {
        section(
                title,
                arguments.stream()
                        .filter(argument -> !argument.hidden())
                        .map(argument -> entry(name(argument), escaped(Texts.joined(argument.description()))))
                        .toList());
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return italic(argument.paramLabel());
        }
        OptionSpec option = (OptionSpec) argument;
        String names = Arrays.stream(option.names()).map(ManPage::bold).collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " " + italic(option.paramLabel());
    }

    private void seeAlso() {
        section("SEE ALSO");
        CommandSpec parent = command.parent();
        Stream<CommandSpec> others = parent == null
                ? Texts.subcommands(command).stream()
                : Stream.concat(
                        Stream.of(parent),
                        Texts.subcommands(parent).stream()
                                .filter(other -> !other.name().equals(command.name())));
        line(others.map(ManPage::page).collect(Collectors.joining(",\n")));
    }

    private void section(String title) {
        line(".SH " + quoted(title));
    }

    /** A section with these entries; none without them. */
    private void section(String title, List<String> entries) {
        if (!entries.isEmpty()) {
            section(title);
            entries.forEach(this::line);
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String entry(String term, String meaning) {
        return ".TP\n" + term + "\n" + meaning;
    }

    private static String page(CommandSpec command) {
        return bold(command.qualifiedName("-")) + "(1)";
    }

    private static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    private static String italic(String text) {
        return "\\fI" + escaped(text) + "\\fR";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "") + '"';
    }

    /** Text as it is: neither a request at the beginning of a line, nor a hyphen or quote of another shape. */
    static String escaped(String text) {
        String plain = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
        return plain.startsWith(".") ? "\\&" + plain : plain;
    }
}
