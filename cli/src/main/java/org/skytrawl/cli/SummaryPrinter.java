package org.skytrawl.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;

/** The closing summary: what was asked of whom, what was found, and what may be missing. */
final class SummaryPrinter {
    static final int LOSSES_SHOWN = 20;

    private final PrintWriter err;
    private final int lossesShown;

    /**
     * Prints to a writer.
     *
     * @param lossesShown how many of the services that did not answer are listed; the log has all
     */
    SummaryPrinter(PrintWriter err, int lossesShown) {
        this.err = err;
        this.lossesShown = lossesShown;
    }

    void print(DiscoveryResult found, @Nullable Long maxRecords, @Nullable Path output) {
        RunEnded summary = Objects.requireNonNull(found.log().summary());
        found.log().events().forEach(event -> {
            String line = event instanceof RegistryRead read ? registry(read) : "";
            if (!line.isEmpty()) {
                err.println(line);
            }
        });
        err.println("asked       " + asked(summary) + inPlaceOfOthers(found));
        err.println("not asked   " + notAsked(found, summary));
        err.printf(
                Locale.ROOT,
                "found       %s (%s merged away) in %.1f s%s%n",
                Count.of(summary.datasets(), "dataset"),
                Count.of(summary.duplicates(), "duplicate"),
                summary.seconds(),
                summary.cancelled() ? ", cancelled before the end" : "");
        boolean cut = maxRecords != null && maxRecords < summary.datasets();
        if (cut || output != null) {
            err.println("written     " + (cut ? "only the first " + maxRecords + " (--max-records)" : "all")
                    + (output == null ? "" : " to " + output));
        }
        dropped(found);
        losses(found);
        err.flush();
    }

    /** Which registry's word the choice rests on and how old that is; empty if services were named by the caller. */
    static String registry(RegistryRead read) {
        return read.fetched() == null
                ? ""
                : "registry    " + PlainText.of(read.source(), 200) + ", "
                        + Ages.old(read.fetched(), read.time())
                        + (read.stale() ? " (STALE: no registry could be reached)" : "");
    }

    /** Whether nobody could be asked, or not one of those who were gave an answer. */
    static boolean nothingDone(DiscoveryResult found) {
        RunEnded summary = Objects.requireNonNull(found.log().summary());
        int answered = count(summary, "answered", "overflowed", "incomplete");
        int lost = count(summary, "failed", "timed_out");
        int leftOut = count(summary, "pruned", "elided");
        return answered == 0 && summary.records() == 0 && !summary.cancelled() && (lost > 0 || leftOut == 0);
    }

    private static int count(RunEnded summary, String... words) {
        return Arrays.stream(words)
                .mapToInt(word -> summary.outcomes().getOrDefault(word, 0))
                .sum();
    }

    private static String asked(RunEnded summary) {
        List<String> parts = new ArrayList<>();
        int all = 0;
        for (String word : List.of("answered", "overflowed", "incomplete", "failed", "timed_out", "cancelled")) {
            int count = summary.outcomes().getOrDefault(word, 0);
            all += count;
            if (count > 0) {
                parts.add(count + " " + word.replace('_', ' '));
            }
        }
        return Count.of(all, "service") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static String inPlaceOfOthers(DiscoveryResult found) {
        long count = found.log().services().stream()
                .filter(ended -> ended.failedOverFrom() != null && !(ended.outcome() instanceof ServiceOutcome.Skipped))
                .count();
        return count == 0 ? "" : " (" + count + " of them in place of others that did not answer)";
    }

    private static String notAsked(DiscoveryResult found, RunEnded summary) {
        List<String> parts = new ArrayList<>();
        add(parts, summary.prunedOutside(), " outside");
        add(parts, summary.prunedUndeclared(), " no declared coverage (use --inclusive)");
        add(parts, summary.outcomes().getOrDefault("elided", 0), " only repeat others");
        Map<String, Integer> skipped = new TreeMap<>();
        for (ServiceEnded ended : found.log().services()) {
            if (ended.outcome() instanceof ServiceOutcome.Skipped it) {
                boolean down = it.why() == ServiceOutcome.Skipped.Why.HOST_DOWN;
                skipped.merge(down ? " on hosts that are down" : " " + it.reason(), 1, Integer::sum);
            }
        }
        skipped.forEach((why, count) -> add(parts, count, PlainText.of(why, 120)));
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what.strip());
        }
    }

    private void dropped(DiscoveryResult found) {
        long filtered = 0;
        long unknown = 0;
        long badCells = 0;
        long badRows = 0;
        long oddUrls = 0;
        for (ServiceEnded ended : found.log().services()) {
            if (ended.facts() != null) {
                filtered += ended.facts().filtered();
                unknown += ended.facts().unknown();
                badCells += ended.facts().badCells();
                badRows += ended.facts().badRows();
                oddUrls += ended.facts().oddUrls();
            }
        }
        List<String> parts = new ArrayList<>();
        addRows(parts, filtered, " that do not match");
        addRows(parts, unknown, " whose metadata cannot tell (kept with --inclusive)");
        addRows(parts, badRows, " that could not be read");
        if (badCells > 0) {
            parts.add(Count.of(badCells, "unreadable cell") + " left empty");
        }
        if (oddUrls > 0) {
            parts.add(Count.of(oddUrls, "record") + " kept whose access URL is none of http, https and ftp");
        }
        if (!parts.isEmpty()) {
            err.println("dropped     " + String.join(", ", parts));
        }
    }

    private static void addRows(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Count.of(count, "row") + what);
        }
    }

    private void losses(DiscoveryResult found) {
        List<ServiceEnded> losses = new ArrayList<>(found.losses());
        if (losses.isEmpty()) {
            return;
        }
        // what was cancelled says least
        losses.sort(Comparator.comparing((ServiceEnded ended) -> ended.outcome() instanceof ServiceOutcome.Cancelled)
                .thenComparing(ended -> ended.outcome().word())
                .thenComparing(ended -> ended.service().accessUrl()));
        boolean all = losses.size() <= lossesShown;
        err.println("MISSING     what these did not give" + (all ? ":" : " (all of them are in the log, --log):"));
        for (ServiceEnded ended : losses.subList(0, Math.min(lossesShown, losses.size()))) {
            err.println("  " + line(ended));
        }
        if (losses.size() > lossesShown) {
            err.println("  ... and " + (losses.size() - lossesShown) + " more");
        }
    }

    private static String line(ServiceEnded ended) {
        ServiceOutcome outcome = ended.outcome();
        String code = switch (outcome) {
            case ServiceOutcome.Failed failed -> failed.code() + ": ";
            case ServiceOutcome.Incomplete incomplete -> incomplete.code() + ": ";
            default -> "";
        };
        return String.format(
                Locale.ROOT,
                "%-10s %-6s %s (%s): %s%s",
                outcome.word().replace('_', ' '),
                ended.service().protocol(),
                PlainText.of(ended.service().ivoid().value(), 80),
                PlainText.of(host(ended.service().accessUrl()), 60),
                code,
                PlainText.of(outcome.reason(), 100));
    }

    private static String host(String url) {
        int start = url.indexOf("://");
        int from = start < 0 ? 0 : start + 3;
        int end = from;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(from, end);
    }
}
