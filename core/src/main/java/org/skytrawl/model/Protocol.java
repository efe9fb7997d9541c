package org.skytrawl.model;

/** The protocols Skytrawl speaks, best first: a better one gives more for the same data. */
public enum Protocol {
    /** TAP with an ObsCore table. */
    OBSTAP,
    /** Simple Image Access 2. */
    SIA2,
    /** Simple Image Access 1. */
    SIA1;

    /**
     * The protocol that a file names, in lower or upper case.
     *
     * @throws IllegalArgumentException if it is none of these; the message names it
     */
    public static Protocol named(String name) {
        for (Protocol protocol : values()) {
            if (protocol.name().equalsIgnoreCase(name)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException(
                "unknown protocol '" + PlainText.of(name, 60) + "': known are " + java.util.List.of(values()));
    }

    /** Whether this protocol is to be preferred where both give the same data. */
    public boolean betterThan(Protocol other) {
        return compareTo(other) < 0;
    }
}
