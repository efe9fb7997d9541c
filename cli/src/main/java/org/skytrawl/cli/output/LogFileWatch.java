package org.skytrawl.cli.output;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Warns at once when the log of a run can no longer be written. The run continues, since the log is in memory too; at the end the
 * whole log is written to some other place. Passes events to the display and records to the stream of {@code --follow}.
 */
public record LogFileWatch(
        ProvenanceLog log,
        @Nullable Path file,
        Consumer<String> warning,
        DiscoveryListener progress,
        @Nullable FollowStream follow,
        AtomicBoolean said)
        implements DiscoveryListener {
    @Override
    public void onEvent(ProvenanceEvent event) {
        IOException trouble = log.trouble();
        if (trouble != null && said.compareAndSet(false, true)) {
            warning.accept("WARNING: cannot write the log " + name() + " completely: " + Words.cause(trouble)
                    + "; the run continues");
        }
        progress.onEvent(event);
    }

    @Override
    public void onRecord(Origin origin, ObsCoreRecord record) {
        if (follow != null) {
            follow.add(origin, record);
        }
    }

    /** Throws if not all of the log could be written; the message says where it was kept instead. */
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            ResultSink whole = new ResultSink(out -> {
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                log.writeTo(text);
                text.flush();
            });
            throw new CommandException("the log " + name() + " ends before the run did: " + Words.cause(e) + "; "
                    + whole.keptElsewhere("all its lines", file, "jsonl"));
        }
    }

    private String name() {
        return PlainText.of(String.valueOf(file));
    }
}
