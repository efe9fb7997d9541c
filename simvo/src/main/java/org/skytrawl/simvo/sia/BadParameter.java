package org.skytrawl.simvo.sia;

/** A parameter with an invalid value; the message is for the client. */
final class BadParameter extends Exception {
    private static final long serialVersionUID = 1;

    BadParameter(String message) {
        super(message);
    }
}
