package org.skytrawl.simvo.universe;

/** The protocols that services speak, the best first. */
public enum SimProtocol {
    /** TAP with an ObsCore table. */
    OBSTAP,
    /** Simple Image Access 2.0. */
    SIA2,
    /** Simple Image Access 1.0. */
    SIA1
}
