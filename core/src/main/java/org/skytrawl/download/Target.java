package org.skytrawl.download;

import org.jspecify.annotations.Nullable;

/**
 * One URL to be fetched.
 *
 * @param promised the media type by record or link, or null
 * @param announcedBytes the size by record or link, -1 if unknown
 * @param exact whether that size is one of bytes (a link's content_length), not an estimate
 * @param order its place among all files of the run
 * @param depth how many links documents led to it
 */
record Target(
        String url,
        @Nullable String promised,
        long announcedBytes,
        boolean exact,
        @Nullable String publisherDid,
        long order,
        int depth) {}
