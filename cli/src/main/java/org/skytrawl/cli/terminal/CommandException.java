package org.skytrawl.cli.terminal;

/** Ends a command with one line on stderr and an exit status. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    public CommandException(String message) {
        this(ExitStatus.NOTHING_DONE, message);
    }

    public CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
