package org.skytrawl.server.view;

import java.util.Locale;

/** What datasets are counted and filtered by. A dataset may have several values. */
public enum Facet {
    COLLECTION,
    /** The host of each service that gave it. */
    CENTRE,
    /** The protocol of each of these services. */
    PROTOCOL,
    TYPE,
    /** Each band that its wavelengths overlap. */
    BAND,
    /** Each year that its time overlaps. */
    YEAR,
    OVERLAP;

    /** The name of the parameter, such as {@code collection}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
