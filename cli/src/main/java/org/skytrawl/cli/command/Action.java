package org.skytrawl.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that ends with an exit status. */
abstract class Action implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ParameterException wrong(@Nullable Object message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    static ReadResult read(Path file) {
        try {
            return ResultFile.read(file);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + Words.cause(e));
        }
    }

    void notes(List<String> notes) {
        notes.forEach(note -> err().println("  note: " + PlainText.of(note, 300)));
    }
}
