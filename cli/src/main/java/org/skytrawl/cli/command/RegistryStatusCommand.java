package org.skytrawl.cli.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.print.Ages;
import org.skytrawl.cli.print.Count;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.model.PlainText;
import org.skytrawl.registry.snapshot.SnapshotStatus;
import org.skytrawl.run.Registries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skytrawl registry status}. */
@Command(
        name = "status",
        sortOptions = false,
        description = {
            "Shows what is on disk of each registry. Asks nobody.",
            "One line each on stdout, tab-separated: URL, state, age, services, when all was last fetched, file."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  skytrawl registry status"})
final class RegistryStatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Registries registries = registry.open()) {
            spec.commandLine()
                    .getErr()
                    .println("registries " + registries.list().from());
            Instant now = Instant.now();
            registries.snapshots().status(registries.list().urls()).forEach(one -> out.println(line(one, now)));
            out.flush();
            return ExitStatus.OK;
        }
    }

    static String line(SnapshotStatus one, Instant now) {
        Instant fetched = one.fetched();
        return String.join(
                "\t",
                PlainText.of(one.source()),
                fetched == null ? "none" : one.stale() ? "stale" : "fresh",
                fetched == null ? "-" : Ages.old(fetched, now),
                one.services() == null ? "-" : Count.of(one.services(), "service"),
                one.fullFetched() == null ? "-" : "all of it " + Ages.ago(one.fullFetched(), now),
                one.file().toString());
    }
}
