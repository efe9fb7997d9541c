package org.skytrawl.cli.print;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ExclusionReason;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** The outcomes of the services of a run that have ended, counted, in words. */
public record Outcomes(List<ServiceEnded> services) {
    private static final List<String> ASKED =
            List.of("answered", "overflowed", "incomplete", "failed", "timed_out", "cancelled");

    /** {@code 12 services: 10 answered, 2 failed}. */
    String asked() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        ASKED.forEach(word -> counts.put(word, 0));
        int earlier = 0;
        int instead = 0;
        int harvested = 0;
        for (ServiceEnded ended : services) {
            if (counts.computeIfPresent(ended.outcome().word(), (word, count) -> count + 1) != null) {
                earlier += ended.ofRun() == null ? 0 : 1;
                instead += ended.failedOverFrom() == null ? 0 : 1;
                harvested += ended.facts() == null || ended.facts().harvested() == null ? 0 : 1;
            }
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((word, count) -> add(parts, count, word.replace('_', ' ')));
        int all = counts.values().stream().mapToInt(count -> count).sum();
        List<String> ofThem = new ArrayList<>();
        String allOfThem = harvested > 0 && harvested == all ? "all" : harvested + "";
        if (harvested > 0) {
            ofThem.add(allOfThem + " read from the harvest");
        }
        add(ofThem, earlier, "of them in an earlier run, not queried again");
        add(ofThem, instead, (earlier == 0 ? "of them " : "") + "in place of others that did not answer");
        return Words.count(all, "service")
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts))
                + (ofThem.isEmpty() ? "" : " (" + String.join("; ", ofThem) + ")");
    }

    /** {@code 9 services: 7 outside the region, 2 without declared coverage (use --inclusive)}. */
    String skipped() {
        Map<String, Integer> outside = new TreeMap<>();
        Map<String, Integer> undeclared = new TreeMap<>();
        int elided = 0;
        Map<String, Integer> skipped = new TreeMap<>();
        for (ServiceEnded ended : services) {
            switch (ended.outcome()) {
                case ServiceOutcome.Pruned pruned -> {
                    String why = ExclusionReason.of(pruned).inWords();
                    (pruned.undeclared() ? undeclared : outside).merge(why, 1, Integer::sum);
                }
                case ServiceOutcome.Elided it -> elided++;
                case ServiceOutcome.Skipped it ->
                    skipped.merge(ExclusionReason.of(it).inWords(), 1, Integer::sum);
                default -> {} // it was queried
            }
        }
        List<String> parts = new ArrayList<>();
        outside.forEach((where, count) -> add(parts, count, where));
        undeclared.forEach((why, count) -> add(parts, count, why));
        add(parts, elided, elided == 1 ? "only repeats others" : "only repeat others");
        skipped.forEach((why, count) -> add(parts, count, PlainText.of(why, 120)));
        return parts.isEmpty()
                ? "none"
                : Words.count(services.size() - asked(ASKED), "service") + ": " + String.join(", ", parts);
    }

    /** Services that were to be queried: those that were, and those on hosts that are down. */
    int selected() {
        return asked(ASKED)
                + (int) services.stream()
                        .filter(ended -> ended.outcome() instanceof ServiceOutcome.Skipped
                                && ended.outcome().isLoss())
                        .count();
    }

    /** Services that gave an answer, whole or in part. */
    int answering() {
        return asked(List.of("answered", "overflowed", "incomplete"));
    }

    private int asked(List<String> words) {
        return (int) services.stream()
                .filter(ended -> words.contains(ended.outcome().word()))
                .count();
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    String dropped() {
        List<String> parts = new ArrayList<>();
        long filtered = sum(QueryFacts::filtered);
        add(parts, filtered, "row", filtered == 1 ? " that does not match" : " that do not match");
        add(parts, sum(QueryFacts::unknown), "row", " with insufficient metadata (kept with --inclusive)");
        long repeated = sum(QueryFacts::repeated);
        add(
                parts,
                repeated,
                "row",
                (repeated == 1 ? " that repeats" : " that repeat") + " another of the same service");
        add(parts, sum(QueryFacts::badRows), "row", " that could not be read");
        add(parts, sum(QueryFacts::badCells), "unreadable cell", " left empty");
        add(parts, sum(QueryFacts::oddUrls), "record", " kept with an access URL other than http, https and ftp");
        return String.join(", ", parts);
    }

    private long sum(ToLongFunction<QueryFacts> number) {
        return services.stream()
                .mapToLong(ended -> ended.facts() == null ? 0 : number.applyAsLong(ended.facts()))
                .sum();
    }

    private static void add(List<String> parts, long count, String noun, String what) {
        if (count > 0) {
            parts.add(Words.count(count, noun) + what);
        }
    }

    /** What the services were chosen from, and what went wrong with it. */
    static void registry(RegistryRead it, Function<Instant, String> inWords, Consumer<String> to) {
        String age = it.fetched() == null
                ? ""
                : ", read " + inWords.apply(it.fetched())
                        + (it.stale() ? " (STALE: no registry could be reached)" : "");
        to.accept("chosen from " + Words.count(it.candidates(), "service") + " in "
                + (it.source().isEmpty() ? "none" : PlainText.of(it.source(), 200)) + age);
        String harvest = SummaryPrinter.harvest(it);
        if (!harvest.isEmpty()) {
            to.accept(harvest);
        }
        it.tried().forEach(tried -> to.accept("  passed over " + PlainText.of(tried, 200)));
        it.notes().forEach(note -> to.accept("  note: " + PlainText.of(note, 200)));
    }

    static String found(RunEnded summary) {
        return String.format(
                Locale.ROOT,
                "%s (%s merged away) in %.1f s%s",
                Words.datasets(summary.distinctDatasets(), summary.datasets()),
                Words.count(summary.duplicates(), "duplicate"),
                summary.seconds(),
                summary.cancelled() ? ", cancelled before the end" : "");
    }

    /** {@code HTTP_STATUS: }; empty if there is none. */
    static String code(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Failed failed -> failed.code() + ": ";
            case ServiceOutcome.Incomplete incomplete -> incomplete.code() + ": ";
            default -> "";
        };
    }

    static String host(String url) {
        int start = url.indexOf("://");
        int from = start < 0 ? 0 : start + 3;
        int end = from;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(from, end);
    }
}
