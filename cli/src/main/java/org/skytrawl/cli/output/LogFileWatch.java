package org.skytrawl.cli.output;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Warns at once when the log of a run can no longer be written. The run continues, since the log is in memory too; at the end the
 * whole log is written to some other place. Passes events to the display and records to the stream of {@code --follow}.
 */
public record LogFileWatch(
        LogPlace place,
        Consumer<String> warning,
        DiscoveryListener progress,
        @Nullable FollowStream follow,
        AtomicBoolean said)
        implements DiscoveryListener {
    @Override
    public void onEvent(ProvenanceEvent event) {
        if (event instanceof ServiceEnded ended && ended.hasAnswered()) {
            place.answered();
        }
        IOException trouble = place.log().trouble();
        if (trouble != null && said.compareAndSet(false, true)) {
            warning.accept("WARNING: cannot write the log " + (place.isOnStdout() ? "to " : "") + place.name()
                    + " completely: " + Words.cause(trouble) + "; the run continues");
        }
        progress.onEvent(event);
    }

    @Override
    public void onRecord(Origin origin, ObsCoreRecord record) {
        if (follow != null) {
            follow.add(origin, record);
        }
    }

    /** Throws if not all of the log could be written to its place; the message says where it was kept instead. */
    public void close() {
        try {
            closeLog();
        } finally {
            place.close();
        }
    }

    private void closeLog() {
        ProvenanceLog log = place.log();
        if (log.services().stream().anyMatch(ServiceEnded::hasAnswered)) {
            // the event itself may still be on its way to here
            place.answered();
        }
        try {
            log.close();
        } catch (IOException e) {
            String torn = "the log " + (place.isOnStdout() ? "on " : "") + place.name() + " ends before the run did: "
                    + Words.cause(e);
            if (place.isOnStdout() && ResultSink.isClosedPipe(e)) {
                throw new CommandException(torn);
            }
            ResultSink whole = new ResultSink(out -> {
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                log.writeTo(text);
                text.flush();
            });
            throw new CommandException(torn + "; " + whole.keptElsewhere("all its lines", place.file(), "jsonl"));
        }
        IOException trouble = place.trouble();
        if (trouble != null) {
            throw new CommandException("cannot replace " + PlainText.of(String.valueOf(place.file())) + ": "
                    + Words.cause(trouble) + "; the log of this run is " + place.name());
        }
    }
}
