package org.skytrawl.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.cli.terminal.WrappingWriter;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

abstract class Action implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Stdout for text in lines, which a terminal gets broken at blanks. */
    PrintWriter text() {
        return TerminalSize.isStdoutForPeople()
                ? new PrintWriter(new WrappingWriter(out(), TerminalSize::columnsAtStart))
                : out();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ParameterException wrong(@Nullable Object message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    /** Makes something of options; what is wrong with them is wrong usage. */
    <T> T of(String option, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw wrong(option + e.getMessage());
        }
    }

    static ReadResult read(Path file) {
        try {
            return ResultFile.read(file);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + Words.cause(e));
        }
    }

    /** The end of a message about a resource that is not there. */
    static String similar(List<Ivoid> near) {
        return near.isEmpty()
                ? ""
                : "; similar identifiers are " + near.stream().map(Ivoid::value).collect(Collectors.joining(", "));
    }

    void notes(List<String> notes) {
        Words.notes(err(), notes);
    }

    /** Which registry answered, after those that did not. */
    void registry(List<String> tried, String url, List<String> notes) {
        tried.forEach(each -> err().println("passed over " + PlainText.of(each, 300)));
        err().println("registry    " + PlainText.of(url));
        notes(notes);
    }
}
