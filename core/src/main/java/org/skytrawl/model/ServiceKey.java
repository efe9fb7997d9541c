package org.skytrawl.model;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a service, independent of the resource it is registered for. Ordered by protocol, URL and table,
 * since external texts may be crafted so that their hashes collide.
 *
 * @param url its canonical access URL, for ObsTAP without the final slash, as {@code /sync} follows; an unusable URL is
 *     kept as it is
 * @param table the table to query in lower case; null unless the protocol queries tables
 */
public record ServiceKey(
        Protocol protocol, String url, @Nullable String table) implements Comparable<ServiceKey> {
    private static final Comparator<ServiceKey> ORDER = Comparator.comparing(ServiceKey::protocol)
            .thenComparing(ServiceKey::url)
            .thenComparing(ServiceKey::table, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** @param accessUrl as registered */
    public static ServiceKey of(Protocol protocol, String accessUrl, @Nullable String tableName) {
        String url = CanonicalUrl.of(accessUrl);
        if (url == null || tableName == null) {
            return new ServiceKey(protocol, url == null ? accessUrl : url, lowerCase(tableName));
        }
        int query = url.indexOf('?');
        String path = OutsideText.withoutEnd(query < 0 ? url : url.substring(0, query), "/");
        return new ServiceKey(protocol, query < 0 ? path : path + url.substring(query), lowerCase(tableName));
    }

    private static @Nullable String lowerCase(@Nullable String table) {
        return table == null ? null : table.toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether its URL can be used. If not, two services with this key may differ. */
    public boolean isUsable() {
        return CanonicalUrl.of(url) != null;
    }

    @Override
    public int compareTo(ServiceKey other) {
        return ORDER.compare(this, other);
    }
}
