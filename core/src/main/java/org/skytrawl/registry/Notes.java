package org.skytrawl.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remarks of a few kinds, each kind with how often and a few examples, so that thousands of bad cells stay readable. */
final class Notes {
    private static final int EXAMPLES = 3;

    private final Map<String, List<String>> examples = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Counts one case of a kind. */
    void add(String kind, String example) {
        counts.merge(kind, 1, Integer::sum);
        List<String> shown = examples.computeIfAbsent(kind, key -> new ArrayList<>());
        if (shown.size() < EXAMPLES) {
            shown.add(example.length() > 200 ? example.substring(0, 200) + "..." : example);
        }
    }

    /** Counts what others counted; for one thread after theirs. */
    void addAll(Notes others) {
        others.counts.forEach((kind, count) -> {
            others.examples.getOrDefault(kind, List.of()).forEach(example -> add(kind, example));
            int shown = others.examples.getOrDefault(kind, List.of()).size();
            counts.merge(kind, count - shown, Integer::sum);
        });
    }

    /** One line for each kind. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((kind, count) -> {
            List<String> shown = examples.getOrDefault(kind, List.of());
            lines.add(kind + " (" + count + "): " + String.join("; ", shown) + (count > shown.size() ? "; ..." : ""));
        });
        return lines;
    }
}
