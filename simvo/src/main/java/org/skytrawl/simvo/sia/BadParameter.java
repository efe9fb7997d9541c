package org.skytrawl.simvo.sia;

final class BadParameter extends Exception {
    private static final long serialVersionUID = 1;

    BadParameter(String message) {
        super(message);
    }
}
