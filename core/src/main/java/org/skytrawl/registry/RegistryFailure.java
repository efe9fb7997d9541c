package org.skytrawl.registry;

/** A registry cannot be used; the message is the reason in a few words, for the list of those that were tried. */
public final class RegistryFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean lack;

    /** A failure for this reason: what is wrong, and with which of its tables or answers; no URL. */
    public RegistryFailure(String reason) {
        this(reason, false);
    }

    private RegistryFailure(String reason, boolean lack) {
        super(reason, null, false, false);
        this.lack = lack;
    }

    /** It is not out of order, but not for this question, or not now: no reason to ask it after others the next time. */
    public static RegistryFailure lacks(String what) {
        return new RegistryFailure(what, true);
    }

    public boolean isLack() {
        return lack;
    }

    /** The reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
