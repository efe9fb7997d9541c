package org.skytrawl.model;

import java.util.Locale;

/** What a constraint is about. */
public enum Axis {
    /** Position on the sky. */
    SPACE,
    /** Vacuum wavelength. */
    SPECTRUM,
    /** Time of observation. */
    TIME,
    /** ObsCore {@code dataproduct_type}; judges datasets only, never services. */
    PRODUCT_TYPE;

    /** The axis as it stands in logs: {@code space}, {@code spectrum}, {@code time}, {@code product_type}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
