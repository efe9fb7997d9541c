package org.skytrawl.registry;

/** A registry cannot be used; the message is the reason in a few words, for the list of those that were tried. */
final class RegistryFailure extends Exception {
    private static final long serialVersionUID = 1;

    RegistryFailure(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
