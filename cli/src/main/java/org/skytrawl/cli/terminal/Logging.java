package org.skytrawl.cli.terminal;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Keeps log messages of libraries off the terminal. Everything of use to the user is in the summary and the log. */
public final class Logging {
    private Logging() {}

    /** STIL logs through java.util.logging, straight to stderr. */
    public static void quieten() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
