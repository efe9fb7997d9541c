package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** The summary at the end of a run: services queried, datasets found, data missing. */
public record SummaryPrinter(PrintWriter err, int lossesShown) {
    public static final int LOSSES_SHOWN = 20;

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
        err.println("skipped     " + outcomes.skipped());
        err.println("found       " + Outcomes.found(summary));
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
                    "busy        Skytrawl could not run for %.1f s because this machine was busy: deadlines were"
                            + " extended by that time%n",
                    summary.stalledSeconds());
        }
        if (summary.unmerged()) {
            err.println("NOT MERGED  no time was left for it: the result may contain duplicates");
        }
        losses(found);
        err.flush();
    }

    /** The registry of the selection and its age; empty if the services were given by the user. */
    public static String registry(RegistryRead read) {
        return read.fetched() == null
                ? ""
                : "registry    " + PlainText.of(read.source(), 200) + ", "
                        + Words.old(read.fetched(), read.time())
                        + (read.stale() ? " (STALE: no registry could be reached)" : "");
    }

    /** Whether no service answered, unless there was none to query because others or their coverage made that needless. */
    public static boolean nothingDone(DiscoveryResult found) {
        List<ServiceEnded> services = found.log().services();
        boolean leftOut = services.stream()
                .map(ServiceEnded::outcome)
                .anyMatch(it -> it instanceof ServiceOutcome.Pruned || it instanceof ServiceOutcome.Elided);
        return services.stream().noneMatch(ServiceEnded::hasAnswered) && (!found.isComplete() || !leftOut);
    }

    private void losses(DiscoveryResult found) {
        List<ServiceEnded> losses = new ArrayList<>(found.losses());
        if (losses.isEmpty()) {
            return;
        }
        losses.sort(Comparator.comparing((ServiceEnded ended) -> ended.outcome() instanceof ServiceOutcome.Cancelled)
                .thenComparing(ended -> ended.outcome().word())
                .thenComparing(ended -> ended.service().accessUrl()));
        boolean all = losses.size() <= lossesShown;
        err.println("MISSING     data of these services" + (all ? ":" : " (all of them are in the log, --log):"));
        for (ServiceEnded ended : losses.subList(0, Math.min(lossesShown, losses.size()))) {
            err.println("  " + Outcomes.line(ended));
        }
        if (losses.size() > lossesShown) {
            err.println("  ... and " + (losses.size() - lossesShown) + " more");
        }
    }
}
