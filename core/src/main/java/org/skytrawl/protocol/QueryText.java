package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One form of a query for logs and users.
 *
 * @param form its name in the log, or null for the usual form
 * @param url the URL of the request
 * @param text the whole URL, or the ADQL for ObsTAP
 * @param maxRec the MAXREC sent, or null if none is sent
 */
public record QueryText(
        @Nullable String form,
        String url,
        String text,
        @Nullable Long maxRec) {}
