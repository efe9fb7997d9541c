package org.skytrawl.simvo.tap;

/** A query that cannot be answered; the message is for whoever wrote it. */
final class AdqlException extends Exception {
    private static final long serialVersionUID = 1;

    AdqlException(String message) {
        super(message);
    }
}
