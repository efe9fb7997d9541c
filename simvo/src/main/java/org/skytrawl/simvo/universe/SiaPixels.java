package org.skytrawl.simvo.universe;

/** How many pixels images have. */
public final class SiaPixels {
    /** Along both axes. */
    public static final long COUNT = 1000;

    private SiaPixels() {}
}
