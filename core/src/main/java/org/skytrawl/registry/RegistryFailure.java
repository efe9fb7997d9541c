package org.skytrawl.registry;

/** A registry cannot be used; the message is the reason in a few words, for the list of those that were tried. */
public final class RegistryFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** A failure for this reason: what is wrong, and with which of its tables or answers; no URL. */
    public RegistryFailure(String reason) {
        super(reason, null, false, false);
    }

    /** The reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
