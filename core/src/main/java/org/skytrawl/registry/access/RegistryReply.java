package org.skytrawl.registry.access;

import java.util.List;

/**
 * The answer of the first registry that had one.
 *
 * @param <T> the type of the answer
 * @param url the registry that answered
 * @param tried why each registry before it was passed over, as {@code URL: reason}
 */
public record RegistryReply<T>(T answer, String url, List<String> tried) {
    public RegistryReply {
        tried = List.copyOf(tried);
    }
}
