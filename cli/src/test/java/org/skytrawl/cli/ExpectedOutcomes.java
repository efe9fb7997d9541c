package org.skytrawl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.truth.RegisteredService;
import org.skytrawl.simvo.truth.TruthAnswer;

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

    /** A service floods with the rows that it has; where it has none for the question, it answers. */
    private static boolean isFloodOfNothing(@Nullable Fault fault, ServiceEnded ended) {
        return fault != null
                && fault.name().startsWith("row_flood")
                && ended.outcome() instanceof ServiceOutcome.Answered
                && ended.facts() != null
                && ended.facts().records() == 0;
    }

    /** Megabytes of packed rows take processor time: a busy machine may not get to the limit of bytes within the timeout. */
    private static boolean isLateFlood(@Nullable Fault fault, ServiceEnded ended) {
        return fault != null
                && fault.name().startsWith("row_flood")
                && said(ended.outcome()).equals("timed out READING");
    }

    /** Services whose outcome is not what their fault, or its absence, must lead to; or that have not exactly one. */
    static List<String> unexpected(DiscoveryResult found, SimulatedVo vo, TruthAnswer truth) {
        List<String> wrong = new ArrayList<>();
        for (RegisteredService service : truth.services()) {
            List<ServiceEnded> ended = found.log().services().stream()
                    .filter(each -> isSame(each.service(), service))
                    .toList();
            String said = ended.stream().map(each -> said(each.outcome())).collect(Collectors.joining(", "));
            boolean asked = service.fate().word().startsWith("ASKED")
                    || ended.stream().anyMatch(each -> each.failedOverFrom() != null);
            Fault fault = service.service() < 0
                    ? null
                    : vo.universe().services().get(service.service()).fault();
            String expected = fault == null ? "answered" : of(fault);
            // nothing here speaks https; and of a host whose services hang or refuse the others are left alone
            boolean right = ended.size() == 1
                    && (!asked
                            || said.equals(expected)
                            || said.equals("skipped")
                            // nothing is kept of rows that do not match, and half of one row is none
                            || (service.matching().size() < 2 && said.equals(expected.replace("incomplete", "failed")))
                            || isFloodOfNothing(fault, ended.getFirst())
                            || isLateFlood(fault, ended.getFirst())
                            || service.accessUrl().startsWith("https:"));
            if (!right) {
                wrong.add(service.protocol() + " " + service.ivoids() + " " + service.accessUrl() + " (" + fault + "): "
                        + said + ", not " + expected);
            }
        }
        return wrong;
    }

    private static boolean isSame(Service one, RegisteredService other) {
        return one.protocol().name().equals(other.protocol().name())
                && one.accessUrl().equals(other.accessUrl())
                && Objects.equals(one.tableName(), other.table())
                && one.ivoids().stream()
                        .map(Ivoid::value)
                        .toList()
                        .containsAll(other.ivoids().stream()
                                .map(id -> id.toLowerCase(Locale.ROOT))
                                .toList());
    }
}
