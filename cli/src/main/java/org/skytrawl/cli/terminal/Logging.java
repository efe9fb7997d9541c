package org.skytrawl.cli.terminal;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Keeps the libraries' own remarks off the terminal; what users should know is in the summary and the log. */
public final class Logging {
    private Logging() {}

    /** STIL logs through java.util.logging, straight to stderr. */
    public static void quieten() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
