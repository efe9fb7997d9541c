package org.skytrawl.cli.manual;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for zsh: options with what they mean, subcommands, files and values where they are known. */
public final class ZshCompletion {
    private final StringBuilder script = new StringBuilder();

    private ZshCompletion() {}

    /** The completion function of a command and all its subcommands, for a file {@code _NAME} in zsh's fpath. */
    public static String of(CommandSpec command) {
        ZshCompletion completion = new ZshCompletion();
        completion.line("#compdef " + command.name());
        completion.line("# Made from the same source as " + command.name() + " --help.");
        completion.function(command);
        completion.line("");
        completion.line("_" + command.name() + " \"$@\"");
        return completion.script.toString();
    }

    private void function(CommandSpec command) {
        List<CommandSpec> subcommands = Texts.subcommands(command);
        List<String> specs = new ArrayList<>();
        Texts.options(command).forEach(option -> specs.add(option(option)));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (parameter.hidden()) {
                continue;
            }
            String place = parameter.index().max() == Integer.MAX_VALUE
                    ? "*"
                    : String.valueOf(parameter.index().min() + 1);
            specs.add("'" + place + ":" + label(parameter) + ":" + values(parameter) + "'");
        }
        line("");
        line(name(command) + "() {");
        if (!subcommands.isEmpty()) {
            line("  local curcontext=$curcontext state line");
            line("  typeset -A opt_args");
            specs.add("'1:command:->command'");
            specs.add("'*::argument:->argument'");
        }
        line("  _arguments " + (subcommands.isEmpty() ? "" : "-C ") + "\\");
        line(specs.stream().map(spec -> "    " + spec).collect(Collectors.joining(" \\\n")));
        if (!subcommands.isEmpty()) {
            choice(subcommands);
        }
        line("}");
        subcommands.forEach(this::function);
    }

    private void choice(List<CommandSpec> subcommands) {
        line("  case $state in\n    command)\n      local -a commands=(");
        subcommands.forEach(subcommand -> line("        '" + quoted(subcommand.name()) + ":"
                + quoted(Texts.summary(subcommand)).replace(":", "\\:") + "'"));
        line("      )\n      _describe command commands\n      ;;\n    argument)\n      case $line[1] in");
        subcommands.forEach(subcommand -> line("        " + subcommand.name() + ") " + name(subcommand) + " ;;"));
        line("      esac\n      ;;\n  esac");
    }

    private static String option(OptionSpec option) {
        String[] names = option.names();
        String what = "[" + inBrackets(Texts.firstSentence(option)) + "]";
        String value = option.arity().max() == 0 ? "" : ":" + label(option) + ":" + values(option);
        // an option may be given again only if it takes several values
        String again = option.isMultiValue() ? "*" : names.length > 1 ? "(" + String.join(" ", names) + ")" : "";
        String shown = names.length == 1 ? names[0] : "'{" + String.join(",", names) + "}'";
        return "'" + again + shown + what + value + "'";
    }

    private static String values(ArgSpec argument) {
        Class<?> type = argument.isMultiValue() && argument.auxiliaryTypes().length > 0
                ? argument.auxiliaryTypes()[0]
                : argument.type();
        if (type == Path.class || type == File.class) {
            return "_files";
        }
        List<String> known = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(known::add);
        } else if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants())
                    .forEach(value -> known.add(value.toString().toLowerCase(Locale.ROOT)));
        }
        if (known.isEmpty()) {
            return "";
        }
        String words = quoted(String.join(" ", known));
        return Texts.isList(argument) ? "_values -s , value " + words : "(" + words + ")";
    }

    private static String label(ArgSpec argument) {
        return quoted(argument.paramLabel()).replace(":", "\\:");
    }

    private static String name(CommandSpec command) {
        return "_" + command.qualifiedName("_").replace('-', '_');
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }

    private static String inBrackets(String text) {
        return quoted(text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:"));
    }

    private void line(String text) {
        script.append(text).append('\n');
    }
}
