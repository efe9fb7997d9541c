package org.skytrawl.registry;

import java.util.List;

/**
 * Registries in the order in which they are tried, each a mirror of the others.
 *
 * @param urls their TAP access URLs, at least one
 * @param from where the list comes from, for people
 */
public record RegistryList(List<String> urls, String from) {
    /** Keeps its own copy; a URL that stands there twice counts once. */
    public RegistryList {
        urls = urls.stream().distinct().toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("at least one registry is needed, but there are none");
        }
    }
}
