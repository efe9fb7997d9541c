package org.skytrawl.download;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.ShownUrl;

/**
 * One URL to fetch.
 *
 * @param promised the media type of the record or link, or null
 * @param announcedBytes the size from the record or link; -1 if unknown
 * @param exact whether that size is exact (a link's content_length), not an estimate
 * @param depth the number of links documents before it
 */
record Target(
        String url,
        @Nullable String promised,
        long announcedBytes,
        boolean exact,
        @Nullable String publisherDid,
        long order,
        int depth) {
    Target {
        // user name and password are neither sent nor shown
        url = ShownUrl.withoutUser(url);
    }

    static Target of(DownloadPlan.Item item, long order) {
        ObsCoreRecord record = item.datasets().getFirst().record();
        return new Target(
                item.url(),
                record.text(ObsCoreColumn.access_format),
                item.estimatedBytes(),
                false,
                record.text(ObsCoreColumn.obs_publisher_did),
                order,
                0);
    }

    /** The same for all spellings of the URL. */
    String key() {
        return keyOf(url);
    }

    static String keyOf(String url) {
        String canonical = CanonicalUrl.of(url);
        return canonical == null ? url : canonical;
    }
}
