package org.skytrawl.registry;

/** A registry cannot be used. The message is a short reason, for the list of registries that were tried. */
public final class RegistryFailure extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean lack;

    /** @param reason what is wrong, and with which table or answer; no URL */
    public RegistryFailure(String reason) {
        this(reason, false);
    }

    private RegistryFailure(String reason, boolean lack) {
        super(reason, null, false, false);
        this.lack = lack;
    }

    /**
     * The registry works, but lacks something for this question or at this time. It keeps its place in the order of
     * registries.
     */
    public static RegistryFailure lacks(String what) {
        return new RegistryFailure(what, true);
    }

    public boolean isLack() {
        return lack;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
