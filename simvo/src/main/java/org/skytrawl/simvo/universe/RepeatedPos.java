package org.skytrawl.simvo.universe;

/** The ways in which SIA2 services take more than one {@code POS} in a query (SIA 2.0 section 2.1, DALI 1.1 section 3.4). */
public enum RepeatedPos {
    /** As the standard says: what is in any of them. */
    UNION,
    FIRST,
    LAST,
    /** HTTP 400 with an error. */
    REFUSED,
    /** Without POS: everything that the other parameters allow. */
    IGNORED
}
