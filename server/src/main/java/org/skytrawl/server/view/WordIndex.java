package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.skytrawl.model.StableSort;

/** Rows with one or several words each. Rows with the same words share a number, so that counting looks at each row once. */
final class WordIndex implements FacetIndex {
    /** Separates the words of a row. */
    static final char SEPARATOR = '\n';

    private final int[] setOfRow;
    private final int[][] valuesOfSet;
    private final List<String> values;

    private WordIndex(int[] setOfRow, int[][] valuesOfSet, List<String> values) {
        this.setOfRow = setOfRow;
        this.valuesOfSet = valuesOfSet;
        this.values = values;
    }

    /** @param words of a row, joined by {@link #SEPARATOR}; empty if unknown */
    static WordIndex of(int rows, IntFunction<String> words) {
        int[] setOfRow = new int[rows];
        Map<String, Integer> sets = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<int[]> numbersOfSet = new ArrayList<>();
        List<Integer> rowsOfSet = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            String key = words.apply(row);
            Integer set = sets.get(key);
            if (set == null) {
                set = sets.size();
                sets.put(key, set);
                Set<String> each = new LinkedHashSet<>(key.lines().toList());
                each.addAll(each.isEmpty() ? List.of(UNKNOWN) : List.of());
                numbersOfSet.add(each.stream()
                        .mapToInt(word -> numbers.computeIfAbsent(word, it -> numbers.size()))
                        .toArray());
                rowsOfSet.add(0);
            }
            setOfRow[row] = set;
            rowsOfSet.set(set, rowsOfSet.get(set) + 1);
        }
        return inOrder(setOfRow, numbersOfSet, rowsOfSet, numbers);
    }

    /** Numbers the values by the number of their rows. */
    private static WordIndex inOrder(
            int[] setOfRow, List<int[]> numbersOfSet, List<Integer> rowsOfSet, Map<String, Integer> numbers) {
        String[] words = new String[numbers.size()];
        numbers.forEach((word, number) -> words[number] = word);
        int[] all = new int[words.length];
        for (int set = 0; set < numbersOfSet.size(); set++) {
            for (int number : numbersOfSet.get(set)) {
                all[number] += rowsOfSet.get(set);
            }
        }
        int[] order = StableSort.order(
                words.length,
                (a, b) -> all[a] != all[b] ? Integer.compare(all[b], all[a]) : words[a].compareTo(words[b]));
        int[] place = new int[order.length];
        List<String> values = new ArrayList<>(order.length);
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
            values.add(words[order[i]]);
        }
        int[][] valuesOfSet = new int[numbersOfSet.size()][];
        for (int set = 0; set < valuesOfSet.length; set++) {
            int[] renumbered = numbersOfSet.get(set);
            for (int i = 0; i < renumbered.length; i++) {
                renumbered[i] = place[renumbered[i]];
            }
            valuesOfSet[set] = renumbered;
        }
        return new WordIndex(setOfRow, valuesOfSet, List.copyOf(values));
    }

    @Override
    public List<String> values() {
        return values;
    }

    /** The number of the first value of a row. */
    int first(int row) {
        return valuesOfSet[setOfRow[row]][0];
    }

    @Override
    public int[] counts(BitSet rows) {
        int[] bySet = new int[valuesOfSet.length];
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            bySet[setOfRow[row]]++;
        }
        int[] counts = new int[values.size()];
        for (int set = 0; set < bySet.length; set++) {
            for (int value : valuesOfSet[set]) {
                counts[value] += bySet[set];
            }
        }
        return counts;
    }

    @Override
    public BitSet rows(Set<String> chosen) {
        boolean[] isChosen = new boolean[valuesOfSet.length];
        for (int set = 0; set < isChosen.length; set++) {
            for (int value : valuesOfSet[set]) {
                isChosen[set] |= chosen.contains(values.get(value));
            }
        }
        BitSet rows = new BitSet(setOfRow.length);
        for (int row = 0; row < setOfRow.length; row++) {
            if (isChosen[setOfRow[row]]) {
                rows.set(row);
            }
        }
        return rows;
    }
}
