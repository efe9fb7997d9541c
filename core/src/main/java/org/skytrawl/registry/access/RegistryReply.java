package org.skytrawl.registry.access;

import java.util.List;

/** @param tried why each registry before it was passed over, as {@code URL: reason} */
public record RegistryReply<T>(T answer, String url, List<String> tried) {
    public RegistryReply {
        tried = List.copyOf(tried);
    }
}
