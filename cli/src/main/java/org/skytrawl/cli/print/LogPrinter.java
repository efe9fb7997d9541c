package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;

public record LogPrinter(PrintWriter out) {
    private static final int GIVERS_SHOWN = 10;

    public void print(ReadLog log) {
        run(log.run());
        if (log.registry() != null) {
            Outcomes.registry(log.registry(), LogPrinter::seconds, out::println);
        }
        Outcomes outcomes = new Outcomes(log.services());
        line("asked", outcomes.asked());
        line("skipped", outcomes.skipped());
        line("dropped", outcomes.dropped());
        RunEnded summary = log.summary();
        if (summary == null) {
            line("unfinished", unfinished(log));
        } else {
            end(summary);
        }
        Words.notes(out, log.notes());
        Losses losses = new Losses(log);
        if (losses.isEmpty()) {
            line("missing", summary == null ? "not known before its end" : "nothing: every service answered");
        } else {
            out.println(Colours.ofStdout().bad("MISSING") + "     data of " + Words.count(losses.count(), "service")
                    + ", by host and cause:");
            losses.print(out);
        }
    }

    private void line(String label, String text) {
        if (!text.isEmpty()) {
            out.println(String.format("%-11s ", label) + text);
        }
    }

    private void run(RunStarted run) {
        line(
                "run",
                seconds(run.time()) + (run.id().isEmpty() ? "" : ", " + PlainText.of(run.id(), 60)) + ", skytrawl "
                        + PlainText.of(run.version(), 30));
        RunContext.EarlierRun earlier = run.context().earlier();
        if (earlier != null) {
            line(
                    earlier.how() == RunContext.How.RETRY ? "retry of" : "rerun of",
                    seconds(earlier.started()) + ", " + PlainText.of(earlier.id(), 60) + ", from its log "
                            + PlainText.of(earlier.log(), 100));
        }
        line("asking for", QuestionText.inWords(run.constraints()));
        ResolvedTarget target = run.context().target();
        if (target != null) {
            line(
                    "target",
                    PlainText.of(target.name(), 60) + ", resolved by " + PlainText.of(target.service(), 100)
                            + (target.source().isEmpty() ? "" : " from " + PlainText.of(target.source(), 40))
                            + ", " + seconds(target.answered()));
        }
        String requests = run.constraints().targets() == null
                ? ""
                : String.format(", %,d requests a service", run.options().requestsPerService());
        line("options", options(run.options()) + requests);
    }

    private static String options(DiscoveryOptions options) {
        return (options.inclusive() ? "inclusive, " : "") + "timeout " + time(options.serviceTimeout())
                + (options.runDeadline() == null ? "" : ", deadline " + time(options.runDeadline()))
                + ", " + (options.perHost() == null ? "up to 16" : options.perHost()) + " a host, "
                + options.concurrency() + " at once"
                + (options.elide() ? "" : ", no elision")
                + (options.theory() ? ", with theory" : "")
                + (options.split() ? "" : ", no splitting")
                + (options.maxBytesPerAnswer() == DiscoveryOptions.DEFAULTS.maxBytesPerAnswer()
                        ? ""
                        : ", " + options.maxBytesPerAnswer() + " bytes an answer");
    }

    private static String time(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private void end(RunEnded summary) {
        line("found", Outcomes.found(summary) + ", until " + seconds(summary.time()));
        List<Contribution> givers = summary.contributions().stream()
                .filter(each -> each.uniqueDatasets() + each.shared() > 0)
                .sorted(Comparator.comparingLong((Contribution each) -> -each.uniqueDatasets() - each.shared())
                        .thenComparing(each -> each.service().ivoid()))
                .toList();
        for (Contribution each : givers.subList(0, Math.min(GIVERS_SHOWN, givers.size()))) {
            out.println("  " + PlainText.of(each.service().ivoid().value(), 100) + " ("
                    + each.service().protocol() + "): " + each.uniqueDatasets() + " unique, " + each.shared()
                    + " shared");
        }
        if (givers.size() > GIVERS_SHOWN) {
            int others = givers.size() - GIVERS_SHOWN;
            out.println("  ... and " + others + (others == 1 ? " more service" : " more services") + " with datasets");
        }
    }

    public static String unfinished(ReadLog log) {
        int unended = log.unended().size();
        long ended = log.services().stream()
                .filter(each -> each.ofRun() == null)
                .filter(each -> each.facts() != null || each.outcome().isLoss())
                .count();
        return "the run was killed or is still running: " + ended + " of " + Words.count(ended + unended, "service")
                + " had ended" + (log.knowsAllServices() ? "" : "; the log ends before the selection was complete");
    }

    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
