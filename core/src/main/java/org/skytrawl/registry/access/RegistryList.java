package org.skytrawl.registry.access;

import java.util.List;
import org.skytrawl.model.ShownUrl;

/** Registries in the order in which they are tried, each a mirror of the others; {@code from} is for people. */
public record RegistryList(List<String> urls, String from) {
    /** Removes duplicates, and user names and passwords, which are never sent and must not be shown. */
    public RegistryList {
        urls = urls.stream().map(ShownUrl::withoutUser).distinct().toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("at least one registry is needed, but there are none");
        }
    }
}
