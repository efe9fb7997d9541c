package org.skytrawl.simvo.universe;

import org.jspecify.annotations.Nullable;

/**
 * What a resource declares in the registry.
 *
 * @param moc ASCII MOC, or null if no place is declared
 * @param wavelengthM metres, or null
 * @param mjd or null
 */
public record Coverage(
        @Nullable String moc,
        @Nullable Span wavelengthM,
        @Nullable Span mjd) {
    /** Nothing is declared. */
    public static final Coverage NONE = new Coverage(null, null, null);
}
