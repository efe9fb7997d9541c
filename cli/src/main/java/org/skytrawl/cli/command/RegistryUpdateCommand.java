package org.skytrawl.cli.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.regtap.RegistryReading;
import org.skytrawl.run.Registries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "update",
        description = {
            "Updates the list of services on disk from the first registry that answers.",
            "Fetches only changes if the registry has a date for each resource. Prints one line with the"
                    + " result to stdout."
        },
        exitCodeList = {
            ExitStatus.DONE,
            "1:no registry could be used",
            ExitStatus.USAGE,
            "130:interrupted; the files on disk are unchanged"
        },
        footer = {"  skytrawl registry update", "  skytrawl registry update --full"})
final class RegistryUpdateCommand extends Action {
    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Option(names = "--full", description = "Fetch everything, including what has not changed.")
    private boolean full;

    @Option(names = "--deadline", paramLabel = "TIME", description = "Time limit for the update. Default: none")
    private @Nullable Duration deadline;

    @Override
    public Integer call() {
        Deadline end = deadline == null ? Deadline.never() : Deadline.after(deadline);
        Cancellation cancellation = new Cancellation();
        Interruption.onInterrupt(cancellation::cancel);
        try (Registries registries = registry.open()) {
            RegistryReading reading;
            WaitingLine waiting = WaitingLine.on(err(), false, WaitingLine.FOR_SERVICES, registries::awaited);
            try (waiting) {
                reading = registries.snapshots().update(registries.list().urls(), full, end, cancellation);
            }
            reading.tried().forEach(tried -> err().println("  passed over " + PlainText.of(tried, 300)));
            notes(reading.notes());
            out().println(PlainText.of(reading.snapshot().source()) + ": "
                    + Words.count(reading.snapshot().candidates().size(), "service") + "; "
                    + (reading.update() == null ? "read from disk" : reading.update()));
            out().flush();
            return ExitStatus.OK;
        } catch (StoppedException e) {
            throw cancellation.isCancelled()
                    ? new CommandException(ExitStatus.INTERRUPTED, "interrupted; the files on disk are unchanged")
                    : new CommandException("the deadline passed before any registry had answered; give it more time");
        }
    }
}
