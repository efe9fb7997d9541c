package org.skytrawl.provenance;

/** A log cannot be read: something in it is not what a log has there. Within the package; {@link LogFile} says where. */
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
