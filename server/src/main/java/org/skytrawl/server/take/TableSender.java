package org.skytrawl.server.take;

import java.nio.file.Path;
import java.util.List;

/** Sends tables to the VO tools that run on this machine. Thread-safe. */
@FunctionalInterface
public interface TableSender {
    /**
     * What became of a table.
     *
     * @param to the tools that have loaded it
     * @param trouble messages about others, and why there is none
     * @param mayStillBeRead whether a tool may read the file later
     */
    record Sent(List<String> to, List<String> trouble, boolean mayStillBeRead) {
        public Sent {
            to = List.copyOf(to);
            trouble = List.copyOf(trouble);
        }
    }

    /**
     * Sends a VOTable, and waits until the tools have loaded it.
     *
     * @param name the table's, for people
     */
    Sent send(Path votable, String name) throws InterruptedException;

    /** Sends nothing. */
    static TableSender none() {
        return (table, name) -> new Sent(List.of(), List.of("this server was started without SAMP"), false);
    }
}
