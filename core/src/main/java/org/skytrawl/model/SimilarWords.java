package org.skytrawl.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What a misspelt word may mean: the known words that are nearest to it. */
public final class SimilarWords {
    private static final int MOST_GIVEN = 3;

    private SimilarWords() {}

    /** At most three of the known words, the nearest first; none if none is near. */
    public static List<String> of(String word, Collection<String> known) {
        int enough = Math.max(2, word.length() / 3);
        return known.stream()
                .filter(other -> distance(word, other) <= enough)
                .sorted(Comparator.comparingInt(other -> distance(word, other)))
                .limit(MOST_GIVEN)
                .toList();
    }

    /** The Levenshtein distance: how many letters to insert, delete or change. */
    public static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[b.length()];
    }
}
