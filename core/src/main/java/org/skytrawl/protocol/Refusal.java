package org.skytrawl.protocol;

import java.util.regex.Pattern;
import org.skytrawl.provenance.ServiceOutcome.Failed;

/** A service understood that it was asked something, and would not answer that: a simpler question may be answered. */
final class Refusal {
    /** Errors that say nothing about the question. */
    private static final Pattern PASSING =
            Pattern.compile("time[- ]?d?[- ]?out|too many|busy|overload", Pattern.CASE_INSENSITIVE);

    private Refusal() {}

    static boolean is(Failed failed) {
        return switch (failed.code()) {
            case SERVICE_ERROR -> !PASSING.matcher(failed.reason()).find();
            case HTTP_STATUS ->
                Integer.valueOf(400).equals(failed.httpStatus())
                        || Integer.valueOf(500).equals(failed.httpStatus());
            default -> false;
        };
    }

    /** What the service said to the best form says most; the simpler ones only say that they did not help. */
    static Failed ofAll(Failed first, int simpler) {
        return new Failed(
                first.code(),
                first.httpStatus(),
                first.reason() + " (so were " + simpler + " simpler queries refused)");
    }
}
