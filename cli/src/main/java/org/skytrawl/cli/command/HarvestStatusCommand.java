package org.skytrawl.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.cli.terminal.AlignedTable.Column;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.Harvest.ServiceStatus;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Shows how far a harvest is. Sends no requests; a harvest may run meanwhile.",
            "Prints one line per service to stdout, tab-separated: service, rows, rows that the service says to have"
                    + " (-: it does not say), pages, age (since the last update, else of the oldest page), state. A"
                    + " terminal shows a table with a header, cut to its width. Lines on stderr tell of the whole"
                    + " harvest and of the catalogue."
        },
        exitCodeList = {ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE},
        footer = {"  skytrawl harvest status -d obscore"})
final class HarvestStatusCommand extends Action {
    private static final List<Column> COLUMNS = List.of(
            Column.text("service", 0, 24),
            Column.number("rows", 0),
            Column.number("of", 1),
            Column.number("pages", 3),
            Column.whole("age", 2),
            Column.text("state", 1, 20));

    @Option(
            names = {"-d", "--dir"},
            paramLabel = "DIR",
            required = true,
            description = "Folder of the harvest.")
    private Path folder = Path.of("");

    @Option(
            names = "--check",
            description =
                    "Also read all pages and the catalogue, compare them with the checksums with which they were written, and"
                            + " look for files that are not of the harvest.")
    private boolean checks;

    @Override
    public Integer call() {
        Instant now = Instant.now();
        List<ServiceStatus> all;
        String whole;
        String catalogue;
        try {
            all = Harvest.status(folder, checks);
            whole = inWords(all);
            catalogue = HarvestCatalogue.inWords(folder, checks, now);
        } catch (HarvestException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        AlignedTable.list(
                out(), COLUMNS, all.stream().map(one -> cells(one, now)).toList());
        out().flush();
        err().println(whole);
        err().println(catalogue);
        err().flush();
        return ExitStatus.OK;
    }

    private String inWords(List<ServiceStatus> all) {
        try (HarvestFolder opened = HarvestFolder.read(folder)) {
            HarvestFolder.About about = opened.about();
            long dropped = all.stream().mapToLong(ServiceStatus::droppedRows).sum();
            return String.format(
                    Locale.ROOT,
                    "harvest: %s, %,d rows of %s, %d complete%s",
                    about == null ? "" : about.question(),
                    all.stream().mapToLong(ServiceStatus::rows).sum(),
                    Words.count(all.size(), "service"),
                    all.stream().filter(ServiceStatus::complete).count(),
                    dropped == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "; %,d rows of other parts, or equal to others, were dropped",
                                    dropped));
        }
    }

    private static List<String> cells(ServiceStatus one, Instant now) {
        Instant oldest = one.oldest();
        return List.of(
                Words.address(one.service()),
                number(one.rows()),
                number(one.counted()),
                number((long) one.pages()),
                oldest == null ? "-" : Words.old(oldest, now),
                state(one));
    }

    private static String number(@Nullable Long number) {
        return number == null ? "-" : String.format(Locale.ROOT, "%d", number);
    }

    static String state(ServiceStatus one) {
        if (one.complete()) {
            return one.gaps().isEmpty()
                    ? "complete"
                    : "complete, but not updated: "
                            + PlainText.of(one.gaps().getFirst().reason(), 200);
        }
        if (one.pages() == 0 && one.gaps().stream().allMatch(Entry.Gap::isOfTable)) {
            return "not begun"
                    + (one.gaps().isEmpty()
                            ? ""
                            : ": " + PlainText.of(one.gaps().getFirst().reason(), 200));
        }
        if (!one.gaps().isEmpty()) {
            return Words.count(one.gaps().size(), "gap")
                    + (one.open() == 0 ? "" : ", " + Words.count(one.open(), "part") + " to read") + ": "
                    + PlainText.of(one.gaps().getFirst().reason(), 200);
        }
        return Words.count(one.open(), "part") + " to read";
    }
}
