package org.skytrawl.registry;

import java.util.List;

/**
 * What a registry answered, and how it came to be asked.
 *
 * @param <T> the kind of answer
 * @param url the registry that answered
 * @param tried what each registry that was passed over said, in order, as {@code URL: reason}
 */
public record Told<T>(T answer, String url, List<String> tried) {
    /** Keeps its own copy. */
    public Told {
        tried = List.copyOf(tried);
    }
}
