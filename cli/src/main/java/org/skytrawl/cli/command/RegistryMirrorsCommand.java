package org.skytrawl.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.cli.terminal.AlignedTable.Column;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.MirrorStatus;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.run.Registries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "mirrors",
        description = {
            "Lists the registries in the order in which they are tried, with the state of each.",
            "Prints one line per registry to stdout, tab-separated: place, URL, state, last answer, capabilities,"
                    + " last error. A terminal shows a table with a header, cut to its width."
        },
        exitCodeList = {
            ExitStatus.DONE,
            "1:with --check: no registry answered",
            ExitStatus.USAGE,
            "130:interrupted during --check"
        },
        footer = {"  skytrawl registry mirrors --check"})
final class RegistryMirrorsCommand extends Action {
    private static final List<Column> COLUMNS = List.of(
            Column.number("place", 4),
            Column.whole("URL", 0),
            Column.whole("state", 0),
            Column.text("last answer", 3, 14),
            Column.text("capabilities", 5, 12),
            Column.text("last error", 2, 20));

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--check",
            description = "Send a request to all registries now, at the same time. Exit status 1 if none answers.")
    private boolean check;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "Time limit for --check. Default: ${DEFAULT-VALUE}")
    private Duration deadline = Duration.ofSeconds(30);

    @Override
    public Integer call() {
        try (Registries registries = registry.open()) {
            RegistryMirrors mirrors = registries.mirrors();
            if (check) {
                check(mirrors);
            }
            List<MirrorStatus> known = mirrors.status();
            err().println("registries " + registries.list().from());
            Instant now = Instant.now();
            List<List<String>> rows = new ArrayList<>();
            known.forEach(mirror -> rows.add(cells(rows.size() + 1, mirror, now)));
            AlignedTable.list(out(), COLUMNS, rows);
            notes(mirrors.problems());
            return check && known.stream().allMatch(MirrorStatus::isFailing) ? ExitStatus.NOTHING_DONE : ExitStatus.OK;
        }
    }

    private void check(RegistryMirrors mirrors) {
        Cancellation cancellation = new Cancellation();
        Interruption.onInterrupt(cancellation::cancel);
        WaitingLine waiting = WaitingLine.on(err(), false, "the answers of all registries", () -> null);
        try (waiting) {
            mirrors.check(Deadline.after(deadline), cancellation);
        } catch (StoppedException e) {
            throw new CommandException(ExitStatus.INTERRUPTED, "interrupted before all registries had answered");
        }
    }

    private static List<String> cells(int place, MirrorStatus mirror, Instant now) {
        String answered = mirror.answered() == null
                ? "-"
                : String.format(Locale.ROOT, "%s in %.1f s", Words.ago(mirror.answered(), now), mirror.seconds());
        String trouble = mirror.failed() == null
                ? "-"
                : Words.ago(mirror.failed(), now) + ": " + PlainText.of(mirror.why(), 200);
        String state = mirror.isFailing() ? "failing" : mirror.answered() == null ? "not asked yet" : "good";
        return List.of(
                String.valueOf(place),
                PlainText.of(mirror.url()),
                state,
                answered,
                features(mirror.features()),
                trouble);
    }

    private static String features(@Nullable RegistryFeatures can) {
        if (can == null) {
            return "-";
        }
        List<String> missing = Stream.of("rr.stc_spatial", "rr.stc_spectral", "rr.stc_temporal")
                .filter(table -> !can.hasTable(table))
                .toList();
        return (can.hasMoc() ? "MOC" : "no MOC")
                + (can.hasUnion() ? ", UNION" : ", no UNION")
                + (can.hasFunction("ivo_hasword") ? ", words" : ", no words")
                + (missing.isEmpty() ? ", coverage" : ", no " + String.join(", no ", missing));
    }
}
