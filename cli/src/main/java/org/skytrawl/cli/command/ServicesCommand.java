package org.skytrawl.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.cli.option.QuestionOptions;
import org.skytrawl.cli.option.ServiceListOption;
import org.skytrawl.cli.option.Sought;
import org.skytrawl.cli.option.SourceOptions;
import org.skytrawl.cli.print.ExplanationPrinter;
import org.skytrawl.cli.print.Progress;
import org.skytrawl.cli.print.SummaryPrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.model.SimilarWords;
import org.skytrawl.model.TargetSet;
import org.skytrawl.provenance.ExclusionReason;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.selection.Decision;
import org.skytrawl.selection.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
        name = "services",
        description = {
            "Shows which services a question would query, and why it would skip the others. Sends requests only"
                    + " to the registry.",
            "The first word names the command that would ask the question: images, spectra, timeseries or datasets.",
            "Prints one line per service to stdout, tab-separated: decision, protocol, ivoid, access URL,"
                    + " reason or title. A terminal shows a table with a header, cut to its width.",
            "Decisions: ask; read (from the harvest of --harvest); pruned (the declared coverage is outside the question, or there is none); elided (only"
                    + " repeats another service, and is queried if that one fails); skipped (cannot be queried, or has no such"
                    + " data).",
            "With --targets: adds the number of targets for which each service would be asked.",
            "With --explain: prints everything known about the services of one resource, and why each is"
                    + " queried or skipped."
        },
        exitCodeList = {ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE, ExitStatus.STOPPED},
        footer = {
            "  skytrawl services --cone 10.68,41.27,0.2 --inclusive",
            "  skytrawl services spectra --cone 10.68,41.27,0.2",
            "  skytrawl services --polygon '10,41 11,41 11,41.6 10,41.6'",
            "  skytrawl services --cone 10.68,41.27,0.2 --explain ivo://org.gavo.dc/tap",
            "  skytrawl services --targets targets.csv --radius 30arcsec",
            "  skytrawl services --cone 10.68,41.27,0.2 -o mine.csv"
        })
public final class ServicesCommand extends Action {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = Sought.Words.class,
            description = "The command that would ask the question: images, spectra, timeseries or datasets. Default:"
                    + " images")
    private @Nullable String word;

    /** For the error message: all words that belong to no option. */
    @Parameters(index = "1..*", hidden = true, description = "Words that belong to no option.")
    private List<String> moreWords = List.of();

    @Mixin
    private final QuestionOptions question = new QuestionOptions();

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Option(names = "--deadline", paramLabel = "TIME", description = "Time limit for the registry. Default: none")
    private @Nullable Duration deadline;

    @Mixin
    private final ServiceListOption list = new ServiceListOption();

    @Option(
            names = "--explain",
            paramLabel = "IVOID",
            description = "Show only the services of this resource: what they declare, how each constraint was judged,"
                    + " which other services have the same data, and the query of each.")
    private @Nullable String explained;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors: no summary.")
    private boolean quiet;

    @Override
    public Integer call() throws InterruptedException {
        question.seek(sought());
        question.check();
        list.check(source.file());
        if (explained != null && explained.isBlank()) {
            throw wrong("--explain names no resource");
        }
        Progress progress = new Progress(err(), quiet, true);
        source.read();
        DiscoveryOptions options = question.resolve(
                DiscoveryOptions.DEFAULTS
                        .withInclusive(question.inclusive())
                        .withElide(source.elide())
                        .withTheory(source.theory())
                        .withRunDeadline(deadline),
                quiet);
        Discovery discovery = question.discovery().options(options);
        source.applyTo(discovery);
        progress.asking(question.asked());
        DiscoveryPlan plan;
        WaitingLine waiting = WaitingLine.on(err(), quiet, WaitingLine.FOR_SERVICES, discovery::awaitedRegistry);
        try (waiting) {
            plan = discovery.plan();
        }
        progress.onEvent(plan.registry());
        list.write(plan.selection().kept(), quiet);
        if (explained != null) {
            explain(plan, new Ivoid(explained));
        } else {
            print(plan);
            if (question.hasTargets() && !quiet) {
                err().println("       " + Words.requests(discovery.requestsAtMost(plan)));
            }
        }
        return ExitStatus.OK;
    }

    private Sought sought() {
        String first = word == null ? Sought.IMAGES.word() : word;
        Sought sought = Sought.of(first);
        if (sought != null && moreWords.isEmpty()) {
            return sought;
        }
        List<String> near = SimilarWords.of(first.toLowerCase(Locale.ROOT), Sought.words());
        if (sought == null && moreWords.isEmpty() && !near.isEmpty()) {
            throw wrong("'" + first + "' is none of " + String.join(", ", Sought.words()) + "; did you mean "
                    + String.join(" or ", near) + "?");
        }
        List<String> odd = new ArrayList<>(moreWords);
        if (sought == null) {
            odd.addFirst(first);
        }
        throw new UnmatchedArgumentException(spec.commandLine(), odd);
    }

    private void print(DiscoveryPlan plan) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("would be queried", 0);
        List<List<String>> rows = plan.selection().decisions().stream()
                .sorted(Comparator.comparing(decision -> !decision.isKept()))
                .map(decision -> withTargets(listed(decision, counts), decision, plan))
                .toList();
        List<AlignedTable.Column> columns = new ArrayList<>(Words.listedAs("decision", "reason or title"));
        if (question.hasTargets()) {
            columns.add(AlignedTable.Column.number("targets", 1));
        }
        AlignedTable.list(out(), columns, rows);
        if (!quiet) {
            counts.forEach((what, count) -> err().printf(Locale.ROOT, "%6d %s%n", count, what));
            for (String line :
                    List.of(SummaryPrinter.harvest(plan.registry()), SummaryPrinter.registry(plan.registry()))) {
                if (!line.isEmpty()) {
                    err().println(line);
                }
            }
        }
    }

    /** With the number of targets in its coverage, if there is a list. */
    private List<String> withTargets(List<String> row, Decision decision, DiscoveryPlan plan) {
        if (!question.hasTargets()) {
            return row;
        }
        TargetSet targets = plan.selection().targets(decision.service());
        List<String> more = new ArrayList<>(row);
        more.add(Integer.toString(targets == null ? 0 : targets.size()));
        return more;
    }

    private void explain(DiscoveryPlan plan, Ivoid ivoid) {
        List<Explanation> explanations = plan.explain(ivoid);
        if (explanations.isEmpty()) {
            throw new CommandException(
                    "none of the " + plan.selection().decisions().size() + " services in "
                            + plan.registry().source() + " belongs to " + ivoid + similar(plan.near(ivoid)));
        }
        ExplanationPrinter printer = new ExplanationPrinter(out());
        for (Explanation explanation : explanations) {
            printer.print(explanation, source.harvestOf(explanation.service()));
        }
        out().flush();
    }

    private List<String> listed(Decision decision, Map<String, Integer> counts) {
        Service service = decision.service();
        ServiceOutcome left = decision.exclusion().orElse(null);
        boolean isRead = left == null && source.harvestOf(service) != null;
        String word = isRead ? "read" : left == null ? "ask" : left.word();
        String reason = switch (left) {
            case null -> service.title();
            case ServiceOutcome.Elided elided -> "by " + elided.by() + ": " + elided.reason();
            default -> left.reason();
        };
        counts.merge(isRead ? "would be read from the harvest" : kind(left), 1, Integer::sum);
        return Words.listed(word, service, reason);
    }

    private static String kind(@Nullable ServiceOutcome left) {
        return left == null
                ? "would be queried"
                : "skipped: " + PlainText.of(ExclusionReason.of(left).inWords(), 120);
    }
}
