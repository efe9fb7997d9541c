package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.output.TargetSummary;
import org.skytrawl.provenance.HarvestRead;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * The summary at the end of a run: services queried, data missing, datasets found, and the verdict as the last line.
 *
 * @param screen the terminal that the summary should fit on; null for a pipe or a file
 */
public record SummaryPrinter(PrintWriter err, Colours colours, TerminalSize.@Nullable Size screen) {
    private static final int LOSSES_IN_A_FILE = 20;
    private static final int COLUMNS_OF_A_FILE = 160;

    /** On a low terminal the summary may be longer than a screen. */
    private static final int FEWEST_LOSSES = 5;

    /** For stderr as it is. */
    public static SummaryPrinter on(PrintWriter err) {
        return new SummaryPrinter(
                err, Colours.ofStderr(), TerminalSize.isStderrForPeople() ? TerminalSize.lastKnown() : null);
    }

    /** @param log the file with the log of the run; null if none is written */
    public void print(DiscoveryResult found, Written written, @Nullable Path log) {
        print(found, written, log, "");
    }

    /** @param more a line before the verdict, or empty */
    public void print(DiscoveryResult found, Written written, @Nullable Path log, String more) {
        RunEnded summary = Objects.requireNonNull(found.log().summary());
        Outcomes outcomes = new Outcomes(found.log().services());
        Losses losses = new Losses(found.log().services(), List.of());
        List<String> before = before(found, summary, outcomes);
        TargetSummary targets = targets(found);
        String pairs = targets == null
                ? ""
                : Words.count(targets.pairs(), "pair") + " of " + Words.count(targets.withDatasets(), "target")
                        + " and ";
        List<String> after = new ArrayList<>(List.of("found       " + pairs + Outcomes.found(summary)));
        add(after, targets == null ? "" : targets(targets));
        add(after, written.line(summary, targets == null ? null : targets.pairs()));
        add(after, more);
        after.add(verdict(summary, outcomes, losses));

        before.forEach(err::println);
        if (!losses.isEmpty()) {
            err.println(colours.bad("MISSING") + "     data of " + Words.count(losses.count(), "service")
                    + ", by host and cause:");
            int columns = screen == null ? COLUMNS_OF_A_FILE : screen.columns();
            losses.summary(linesLeft(before, after), columns, where(log)).forEach(err::println);
        }
        after.forEach(err::println);
        err.flush();
    }

    private static @Nullable TargetSummary targets(DiscoveryResult found) {
        Question question = found.log().question();
        return question == null || question.targets() == null ? null : TargetSummary.of(found.datasets(), found.log());
    }

    /** {@code targets     40 of 100 have datasets, 60 have none; for 12 some service did not answer completely}. */
    private static String targets(TargetSummary targets) {
        int with = targets.withDatasets();
        int without = targets.targets() - with;
        int incomplete = targets.incomplete();
        return String.format(
                Locale.ROOT,
                "targets     %,d of %,d %s datasets%s%s",
                with,
                targets.targets(),
                with == 1 ? "has" : "have",
                without == 0 ? "" : String.format(Locale.ROOT, ", %,d %s none", without, without == 1 ? "has" : "have"),
                incomplete == 0
                        ? ""
                        : String.format(Locale.ROOT, "; for %,d some service did not answer completely", incomplete));
    }

    private List<String> before(DiscoveryResult found, RunEnded summary, Outcomes outcomes) {
        List<String> lines = new ArrayList<>();
        found.log().events().forEach(event -> {
            if (event instanceof RegistryRead read) {
                add(lines, harvest(read));
                add(lines, registry(read));
            }
        });
        lines.add("asked       " + outcomes.asked());
        lines.add("skipped     " + outcomes.skipped());
        String dropped = outcomes.dropped();
        add(lines, dropped.isEmpty() ? "" : "dropped     " + dropped);
        if (summary.stalledSeconds() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "busy        Skytrawl could not run for %.1f s because this machine was busy: deadlines were"
                            + " extended by that time",
                    summary.stalledSeconds()));
        }
        if (summary.unmerged()) {
            lines.add(colours.notable("NOT MERGED") + "  no time was left for it: the result may contain duplicates");
        }
        return lines;
    }

    private static void add(List<String> lines, String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    /** The losses that leave room for everything else, and for the line of the next command. */
    private int linesLeft(List<String> before, List<String> after) {
        if (screen == null) {
            return LOSSES_IN_A_FILE;
        }
        int columns = screen.columns();
        int others = before.stream().mapToInt(line -> rows(line, columns)).sum()
                + after.stream().mapToInt(line -> rows(line, columns)).sum();
        return Math.max(FEWEST_LOSSES, screen.rows() - others - 2);
    }

    private static int rows(String line, int columns) {
        return line.length() <= columns ? 1 : 1 + (line.length() - 12) / Math.max(1, columns - 20);
    }

    private static String where(@Nullable Path log) {
        return log == null
                ? "--log FILE writes all of them"
                : log.toString().equals("-") ? "all of them are in the log" : "all of them: skytrawl log " + log;
    }

    private String verdict(RunEnded summary, Outcomes outcomes, Losses losses) {
        int selected = outcomes.selected();
        String ofAll = losses.count() + " of " + Words.count(selected, "service");
        if (selected == 0) {
            return summary.cancelled()
                    ? colours.notable("CANCELLED") + "   before any service was queried"
                    : colours.notable("NO SERVICE") + "  no service was queried";
        }
        if (losses.isEmpty()) {
            return colours.good("complete") + "    every service queried answered completely";
        }
        if (summary.cancelled()) {
            return colours.bad("CANCELLED") + "   data of " + ofAll + " is missing";
        }
        if (outcomes.answering() == 0) {
            String none =
                    selected == 1 ? "the one service did not answer" : "none of " + selected + " services answered";
            return colours.bad("NO ANSWER") + "   " + none
                    + (losses.areAllOfNetwork() ? "; is this machine online?" : "");
        }
        return colours.bad("INCOMPLETE") + "  data of " + ofAll + " is missing";
    }

    /** The registry of the selection and its age; empty if the services were given by the user. */
    public static String registry(RegistryRead read) {
        return read.fetched() == null
                ? ""
                : "registry    " + PlainText.of(read.source(), 200) + ", "
                        + Words.old(read.fetched(), read.time())
                        + (read.stale() ? " (STALE: no registry could be reached)" : "");
    }

    /** The harvest from which answers were read, and its age; empty without one. */
    public static String harvest(RegistryRead read) {
        HarvestRead it = read.harvest();
        if (it == null) {
            return "";
        }
        Instant newest = it.pages().newest();
        Instant oldest = it.pages().oldest();
        String age = newest == null || oldest == null
                ? ""
                : ", " + Words.old(newest, read.time())
                        + (Words.old(oldest, read.time()).equals(Words.old(newest, read.time()))
                                ? ""
                                : " (oldest page " + Words.old(oldest, read.time()) + ")");
        return String.format(
                Locale.ROOT,
                "harvest     %s: %,d %s of %s%s",
                PlainText.of(it.folder(), 200),
                it.rows(),
                it.rows() == 1 ? "row" : "rows",
                Words.count(it.services(), "service"),
                age);
    }

    /** Whether no service answered, unless there was none to query because others or their coverage made that needless. */
    public static boolean nothingDone(DiscoveryResult found) {
        List<ServiceEnded> services = found.log().services();
        boolean leftOut = services.stream()
                .map(ServiceEnded::outcome)
                .anyMatch(it -> it instanceof ServiceOutcome.Pruned || it instanceof ServiceOutcome.Elided);
        return services.stream().noneMatch(ServiceEnded::hasAnswered) && (!found.isComplete() || !leftOut);
    }
}
