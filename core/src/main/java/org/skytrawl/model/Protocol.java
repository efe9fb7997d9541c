package org.skytrawl.model;

/** The protocols Skytrawl speaks, best first: a better one gives more for the same data. */
public enum Protocol {
    /** TAP with an ObsCore table. */
    OBSTAP,
    /** Simple Image Access 2. */
    SIA2,
    /** Simple Image Access 1. */
    SIA1;

    /** Whether this protocol is to be preferred where both give the same data. */
    public boolean betterThan(Protocol other) {
        return compareTo(other) < 0;
    }
}
