package org.skytrawl.provenance;

/** A log is malformed. {@link LogFile} adds the line number. */
final class InvalidLogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidLogException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
