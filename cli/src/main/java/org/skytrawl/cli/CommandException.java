package org.skytrawl.cli;

/** A command cannot go on: one line for stderr and an exit status. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
