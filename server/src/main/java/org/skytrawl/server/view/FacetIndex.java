package org.skytrawl.server.view;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** The values of one facet, by row. Immutable and thread-safe. */
interface FacetIndex {
    /** A value of rows of which it is not known. */
    String UNKNOWN = "";

    /** The values, those of most rows first; years in order. */
    List<String> values();

    /** For each value the number of rows that have it, among some rows. */
    int[] counts(BitSet rows);

    /** The rows that have one of these values. */
    BitSet rows(Set<String> chosen);
}
