package org.skytrawl.registry;

/** A registry cannot be used. The message is a short reason, for the list of registries that were tried. */
public final class RegistryFailure extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean lack;
    private final boolean refusal;
    private final boolean unreachable;

    /** @param reason what is wrong, and with which table or answer; no URL */
    public RegistryFailure(String reason) {
        this(reason, false, false, false);
    }

    private RegistryFailure(String reason, boolean lack, boolean refusal, boolean unreachable) {
        super(reason, null, false, false);
        this.lack = lack;
        this.refusal = refusal;
        this.unreachable = unreachable;
    }

    /**
     * The registry works, but lacks something for this question or at this time. It keeps its place in the order of
     * registries.
     */
    public static RegistryFailure lacks(String what) {
        return new RegistryFailure(what, true, false, false);
    }

    /** The registry has answered this query, but not with a table: others may succeed. */
    public static RegistryFailure refused(String reason) {
        return new RegistryFailure(reason, false, true, false);
    }

    /** No connection came about, as on a machine without a network. */
    public static RegistryFailure unreachable(String reason) {
        return new RegistryFailure(reason, false, false, true);
    }

    public boolean isUnreachable() {
        return unreachable;
    }

    public boolean isRefusal() {
        return refusal;
    }

    public boolean isLack() {
        return lack;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
