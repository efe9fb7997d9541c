package org.skytrawl.registry.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.ShownUrl;

/** Registries in the order in which they are tried, each a mirror of the others; {@code from} is for people. */
public record RegistryList(List<String> urls, String from) {
    /** Removes duplicates, and user names and passwords, which are never sent and must not be shown. */
    public RegistryList {
        Map<String, String> byIdentity = new LinkedHashMap<>();
        urls.stream().map(ShownUrl::withoutUser).forEach(url -> byIdentity.putIfAbsent(identity(url), url));
        urls = List.copyOf(byIdentity.values());
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("at least one registry is needed, but there are none");
        }
    }

    /** Other than {@link CacheFolder#key}, http and https differ: one may answer where the other does not. */
    private static String identity(String url) {
        boolean plain = url.regionMatches(true, 0, "http:", 0, "http:".length());
        return (plain ? "http " : "https ") + CacheFolder.key(url);
    }
}
