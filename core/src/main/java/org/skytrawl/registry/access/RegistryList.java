package org.skytrawl.registry.access;

import java.util.List;
import org.skytrawl.model.ShownUrl;

/**
 * Registries in the order in which they are tried, each a mirror of the others.
 *
 * @param urls their TAP access URLs, at least one
 * @param from where the list comes from, for people
 */
public record RegistryList(List<String> urls, String from) {
    /**
     * Keeps its own copy; a URL that stands there twice counts once. A user name and password in a URL are left out: they
     * are never sent, so the list is right without them, and they must not be shown.
     */
    public RegistryList {
        urls = urls.stream().map(ShownUrl::withoutUser).distinct().toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("at least one registry is needed, but there are none");
        }
    }
}
