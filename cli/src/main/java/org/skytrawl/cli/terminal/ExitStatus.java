package org.skytrawl.cli.terminal;

/**
 * The program's exit statuses. The texts are entries of {@code exitCodeList}: the help of a command lists those that it can end
 * with.
 */
public final class ExitStatus {
    public static final int OK = 0;
    public static final int NOTHING_DONE = 1;
    public static final int WRONG_USAGE = 2;
    public static final int NOT_COMPLETE = 3;
    /** Only of a search for what is new. */
    public static final int NOTHING_NEW = 4;

    public static final int INTERRUPTED = 130;

    public static final String HEADING = "%nExit status:%n";
    public static final String DONE = "0:finished";
    public static final String RUN_DONE = "0:finished; some services may have failed, which is normal in the VO";
    public static final String FAILED = "1:nothing could be done, or the output could not be written";
    public static final String RUN_FAILED =
            "1:nothing could be done, the output could not be written, or memory ran out";
    public static final String USAGE = "2:wrong usage";
    public static final String RUN_NOT_COMPLETE = "3:with --strict: a service did not answer completely";
    public static final String STOPPED = "130:interrupted";
    public static final String RUN_STOPPED = "130:interrupted; everything found until then has been written";

    private ExitStatus() {}
}
