package org.skytrawl.cli.command;

import java.time.Instant;
import java.util.List;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.cli.terminal.AlignedTable.Column;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.model.PlainText;
import org.skytrawl.registry.snapshot.SnapshotStatus;
import org.skytrawl.run.Registries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = {
            "Shows the state of the list of services on disk for each registry. Sends no requests.",
            "Prints one line per registry to stdout, tab-separated: URL, state, age, services, time of the last"
                    + " complete fetch, file. A terminal shows a table with a header, cut to its width."
        },
        exitCodeList = {ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE},
        footer = {"  skytrawl registry status"})
final class RegistryStatusCommand extends Action {
    private static final List<Column> COLUMNS = List.of(
            Column.whole("URL", 0),
            Column.whole("state", 0),
            Column.whole("age", 2),
            Column.whole("services", 3),
            Column.text("last complete fetch", 4, 12),
            Column.whole("file", 5));

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() {
        try (Registries registries = registry.open()) {
            err().println("registries " + registries.list().from());
            Instant now = Instant.now();
            AlignedTable.list(
                    out(),
                    COLUMNS,
                    registries.snapshots().status(registries.list().urls()).stream()
                            .map(one -> cells(one, now))
                            .toList());
            return ExitStatus.OK;
        }
    }

    private static List<String> cells(SnapshotStatus one, Instant now) {
        Instant fetched = one.fetched();
        return List.of(
                PlainText.of(one.source()),
                fetched == null ? "none" : one.stale() ? "stale" : "fresh",
                fetched == null ? "-" : Words.old(fetched, now),
                one.services() == null ? "-" : Words.count(one.services(), "service"),
                one.fullFetched() == null ? "-" : "complete fetch " + Words.ago(one.fullFetched(), now),
                one.file().toString());
    }
}
