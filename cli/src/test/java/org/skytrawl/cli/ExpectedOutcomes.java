package org.skytrawl.cli;

import java.util.Map;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.fault.Fault;

/** What each fault of the simulated VO must end in, over whichever protocol. */
final class ExpectedOutcomes {
    private static final Map<String, String> BY_FAULT = Map.ofEntries(
            Map.entry("refuse", "failed CONNECTION_REFUSED"),
            Map.entry("hang-before-headers", "timed out WAITING"),
            Map.entry("hang-after-headers", "timed out READING"),
            Map.entry("drip", "timed out READING"),
            Map.entry("cut", "incomplete TRUNCATED"),
            Map.entry("http-500", "failed HTTP_STATUS"),
            Map.entry("http-503", "failed HTTP_STATUS"),
            Map.entry("html", "failed NOT_VOTABLE"),
            Map.entry("votable-error", "failed SERVICE_ERROR"),
            Map.entry("overflow", "overflowed"),
            Map.entry("reset", "failed CONNECTION_RESET"),
            Map.entry("http-404", "failed HTTP_STATUS"),
            Map.entry("http-404-twice", "failed HTTP_STATUS"),
            Map.entry("empty", "failed EMPTY"),
            Map.entry("external-entity", "failed FORBIDDEN_XML"),
            Map.entry("billion-laughs", "failed FORBIDDEN_XML"),
            Map.entry("stream-file", "failed MALFORMED"),
            Map.entry("stream-http", "failed MALFORMED"),
            Map.entry("gzip-bomb", "failed TOO_LARGE"),
            Map.entry("deflate-bomb", "failed TOO_LARGE"),
            Map.entry("endless-body", "failed TOO_LARGE"),
            Map.entry("endless-rows", "incomplete TOO_LARGE"),
            Map.entry("huge-headers", "failed TRUNCATED"),
            Map.entry("redirect-loop", "failed TOO_MANY_REDIRECTS"),
            Map.entry("redirect-file", "failed BAD_REDIRECT"),
            Map.entry("redirect-ftp", "failed BAD_REDIRECT"),
            Map.entry("huge-cell", "failed MALFORMED"),
            Map.entry("deep-nesting", "failed MALFORMED"),
            Map.entry("attlist", "failed FORBIDDEN_XML"),
            // of the 8 MB of an answer that these tests take; FloodIT has all that a heap can hold
            Map.entry("row_flood", "incomplete TOO_LARGE"),
            Map.entry("row_flood_same", "incomplete TOO_LARGE"));

    private ExpectedOutcomes() {}

    static String of(Fault fault) {
        return fault.effect() == Fault.Effect.ALL ? "answered" : BY_FAULT.getOrDefault(fault.name(), "unknown");
    }

    /** An outcome in the same words. */
    static String said(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Failed failed -> "failed " + failed.code();
            case ServiceOutcome.Incomplete incomplete -> "incomplete " + incomplete.code();
            case ServiceOutcome.TimedOut late -> "timed out " + late.phase();
            default -> outcome.word();
        };
    }
}
