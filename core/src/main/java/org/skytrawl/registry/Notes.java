package org.skytrawl.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.PlainText;

/**
 * Counts remarks by kind and keeps a few examples of each, so that thousands of bad cells stay readable. For one
 * thread.
 */
public final class Notes {
    private static final int EXAMPLES = 3;
    private final Map<String, List<String>> examples = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Counts one case of a kind. The example is cleaned and cut. */
    public void add(String kind, String example) {
        counts.merge(kind, 1, Integer::sum);
        List<String> shown = examples.computeIfAbsent(kind, key -> new ArrayList<>());
        if (shown.size() < EXAMPLES) {
            shown.add(PlainText.of(example, 200));
        }
    }

    /** Adds the counts of another object, which must not change any more. */
    public void addAll(Notes others) {
        others.counts.forEach((kind, count) -> {
            List<String> shown = others.examples.getOrDefault(kind, List.of());
            shown.forEach(example -> add(kind, example));
            counts.merge(kind, count - shown.size(), Integer::sum);
        });
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((kind, count) -> {
            List<String> shown = examples.getOrDefault(kind, List.of());
            lines.add(kind + " (" + count + "): " + String.join("; ", shown) + (count > shown.size() ? "; ..." : ""));
        });
        return lines;
    }
}
