package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One form of a question, as people and logs see it.
 *
 * @param form what the log calls it, or null if there is only one
 * @param url where it is sent; for SIA that is the whole question
 * @param text the whole URL, for ObsTAP the ADQL
 * @param maxRec the MAXREC that goes with it, or null if none does
 */
public record QueryText(
        @Nullable String form,
        String url,
        String text,
        @Nullable Long maxRec) {}
