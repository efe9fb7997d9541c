package org.skytrawl.server.view;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Sorts different texts as {@link String#compareTo} orders them, in much less time: it looks at two characters of all texts at once,
 * behind those that they have in common, and then at each group that is equal so far. The time grows with the number of characters,
 * whatever the texts are.
 */
final class TextOrder {
    /** Groups below this are compared text by text. */
    private static final int FEW = 12;

    /** A character, or 0 behind the end of a text. */
    private static final int CHAR_BITS = 17;

    private static final int PLACE_BITS = Long.SIZE - 1 - 2 * CHAR_BITS;
    private static final long PLACES = (1L << PLACE_BITS) - 1;
    private static final long SECOND = ((1L << CHAR_BITS) - 1) << PLACE_BITS;

    private final List<String> texts;
    private final int[] order;

    /** Not a recursion: each group may be one text smaller than the one before. */
    private final Deque<Group> groups = new ArrayDeque<>();

    /** Places in the order whose texts are equal before a character. */
    private record Group(int from, int to, int at) {}

    private TextOrder(List<String> texts) {
        this.texts = texts;
        this.order = new int[texts.size()];
        Arrays.setAll(order, i -> i);
        groups.push(new Group(0, order.length, 0));
    }

    /** The places of the texts in order. */
    static int[] of(List<String> texts) {
        TextOrder order = new TextOrder(texts);
        while (!order.groups.isEmpty()) {
            order.sort(order.groups.pop());
        }
        return order.order;
    }

    private void sort(Group group) {
        int size = group.to - group.from;
        if (size < FEW) {
            insert(group.from, group.to);
            return;
        }
        int at = behindCommon(group);
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            String text = texts.get(order[group.from + i]);
            keys[i] = (code(text, at) << CHAR_BITS | code(text, at + 1)) << PLACE_BITS | i;
        }
        Arrays.sort(keys);
        int[] before = Arrays.copyOfRange(order, group.from, group.to);
        int start = 0;
        for (int i = 0; i < size; i++) {
            order[group.from + i] = before[(int) (keys[i] & PLACES)];
            if (i + 1 == size || keys[i] >> PLACE_BITS != keys[i + 1] >> PLACE_BITS) {
                // texts that have ended are equal
                if (i > start && (keys[i] & SECOND) != 0) {
                    groups.push(new Group(group.from + start, group.from + i + 1, at + 2));
                }
                start = i + 1;
            }
        }
    }

    /** The first place at which the texts of a group differ. */
    private int behindCommon(Group group) {
        String first = texts.get(order[group.from]);
        int end = first.length();
        for (int i = group.from + 1; i < group.to && end > group.at; i++) {
            String text = texts.get(order[i]);
            int most = Math.min(end, text.length());
            end = group.at;
            while (end < most && text.charAt(end) == first.charAt(end)) {
                end++;
            }
        }
        return end;
    }

    private static long code(String text, int at) {
        return at < text.length() ? text.charAt(at) + 1 : 0;
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moved = order[i];
            String text = texts.get(moved);
            int place = i;
            while (place > from && texts.get(order[place - 1]).compareTo(text) > 0) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = moved;
        }
    }
}
