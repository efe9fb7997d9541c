package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;

/** The closing summary: what was asked of whom, what was found, and what may be missing. */
public final class SummaryPrinter {
    public static final int LOSSES_SHOWN = 20;

    private final PrintWriter err;
    private final int lossesShown;

    /**
     * Prints to a writer.
     *
     * @param lossesShown how many of the services that did not answer are listed; the log has all
     */
    public SummaryPrinter(PrintWriter err, int lossesShown) {
        this.err = err;
        this.lossesShown = lossesShown;
    }

    public void print(DiscoveryResult found, @Nullable Long maxRecords, @Nullable Path output) {
        RunEnded summary = Objects.requireNonNull(found.log().summary());
        found.log().events().forEach(event -> {
            String line = event instanceof RegistryRead read ? registry(read) : "";
            if (!line.isEmpty()) {
                err.println(line);
            }
        });
        Outcomes outcomes = new Outcomes(found.log().services());
        err.println("asked       " + outcomes.asked());
        err.println("not asked   " + outcomes.notAsked());
        err.printf(
                Locale.ROOT,
                "found       %s (%s merged away) in %.1f s%s%n",
                Words.count(summary.datasets(), "dataset"),
                Words.count(summary.duplicates(), "duplicate"),
                summary.seconds(),
                summary.cancelled() ? ", cancelled before the end" : "");
        boolean cut = maxRecords != null && maxRecords < summary.datasets();
        if (cut || output != null) {
            err.println("written     " + (cut ? "only the first " + maxRecords + " (--max-records)" : "all")
                    + (output == null ? "" : " to " + output));
        }
        String dropped = outcomes.dropped();
        if (!dropped.isEmpty()) {
            err.println("dropped     " + dropped);
        }
        if (summary.stalledSeconds() > 0) {
            err.printf(
                    Locale.ROOT,
                    "busy        this machine was busy for %.1f s, in which Skytrawl did not run: deadlines were moved"
                            + " by that%n",
                    summary.stalledSeconds());
        }
        if (summary.unmerged()) {
            err.println("NOT MERGED  there was no time for it: a dataset may be there more than once");
        }
        losses(found);
        err.flush();
    }

    /** Which registry's word the choice rests on and how old that is; empty if services were named by the caller. */
    public static String registry(RegistryRead read) {
        return read.fetched() == null
                ? ""
                : "registry    " + PlainText.of(read.source(), 200) + ", "
                        + Words.old(read.fetched(), read.time())
                        + (read.stale() ? " (STALE: no registry could be reached)" : "");
    }

    public static boolean ranOutOfMemory(DiscoveryResult found) {
        return Objects.requireNonNull(found.log().summary()).outOfMemory();
    }

    /** Whether nobody could be asked, or not one of those who were gave an answer. */
    public static boolean nothingDone(DiscoveryResult found) {
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
            err.println("  " + Outcomes.line(ended));
        }
        if (losses.size() > lossesShown) {
            err.println("  ... and " + (losses.size() - lossesShown) + " more");
        }
    }
}
