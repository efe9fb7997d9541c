package org.skytrawl.cli.option;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    <T> void add(List<SearchConstraint> into, String option, @Nullable T value, Function<T, SearchConstraint> reader) {
        SearchConstraint constraint = read(option, value, reader);
        if (constraint != null) {
            into.add(constraint);
        }
    }
}
