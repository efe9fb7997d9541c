package org.skytrawl.cli.command;

import java.time.Instant;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.print.Words;
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
                    + " complete fetch, file."
        },
        exitCodeList = {ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE},
        footer = {"  skytrawl registry status"})
final class RegistryStatusCommand extends Action {
    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() {
        try (Registries registries = registry.open()) {
            err().println("registries " + registries.list().from());
            Instant now = Instant.now();
            registries.snapshots().status(registries.list().urls()).forEach(one -> out().println(line(one, now)));
            out().flush();
            return ExitStatus.OK;
        }
    }

    static String line(SnapshotStatus one, Instant now) {
        Instant fetched = one.fetched();
        return String.join(
                "\t",
                PlainText.of(one.source()),
                fetched == null ? "none" : one.stale() ? "stale" : "fresh",
                fetched == null ? "-" : Words.old(fetched, now),
                one.services() == null ? "-" : Words.count(one.services(), "service"),
                one.fullFetched() == null ? "-" : "complete fetch " + Words.ago(one.fullFetched(), now),
                one.file().toString());
    }
}
