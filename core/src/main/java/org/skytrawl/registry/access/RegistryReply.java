package org.skytrawl.registry.access;

import java.util.List;

/**
 * What a registry answered, and how it came to be asked.
 *
 * @param <T> the kind of answer
 * @param url the registry that answered
 * @param tried what each registry that was passed over said, in order, as {@code URL: reason}
 */
public record RegistryReply<T>(T answer, String url, List<String> tried) {
    /** Keeps its own copy. */
    public RegistryReply {
        tried = List.copyOf(tried);
    }
}
