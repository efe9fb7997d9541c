package org.skytrawl.server.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Where a reader is in the lines of a log. The log of a run that goes on has events without a line, the one that is read from disk
 * later has not: places in one are none in the other, but lines are. Not thread-safe.
 */
final class LogLines {
    private @Nullable ProvenanceLog log;
    private int events;
    private int lines;

    /** The events with a line that are new since the last call, be the log the same object or another one of the same run. */
    List<ProvenanceEvent> next(ProvenanceLog now) {
        int place = now == log ? events : 0;
        int line = now == log ? lines : 0;
        List<ProvenanceEvent> fresh = new ArrayList<>();
        for (ProvenanceEvent event : now.eventsFrom(place)) {
            place++;
            if (event instanceof ProvenanceEvent.ServiceStarted) {
                continue;
            }
            if (line >= lines) {
                fresh.add(event);
            }
            line++;
        }
        log = now;
        events = place;
        lines = Math.max(lines, line);
        return fresh;
    }
}
