package org.skytrawl.cli.terminal;

/** What the program's exit status means; {@code skytrawl --help} lists them. */
public final class ExitStatus {
    public static final int OK = 0;
    public static final int NOTHING_DONE = 1;
    public static final int WRONG_USAGE = 2;
    public static final int NOT_COMPLETE = 3;
    /** Only of a search for what is new. */
    public static final int NOTHING_NEW = 4;

    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
