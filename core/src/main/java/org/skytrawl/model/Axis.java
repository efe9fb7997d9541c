package org.skytrawl.model;

import java.util.Locale;

/** An axis that a question can constrain. */
public enum Axis {
    SPACE,
    /** Vacuum wavelength. */
    SPECTRUM,
    TIME,
    /** ObsCore {@code dataproduct_type}. It applies to datasets, never to services. */
    PRODUCT_TYPE;

    /** The name in logs: {@code space}, {@code spectrum}, {@code time}, {@code product_type}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
