package org.skytrawl.harvest.state;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;

/**
 * What a service says of a part of its table: if it says the same later, the part is taken for unchanged. The marks of parts
 * give the mark of the whole. Immutable.
 *
 * @param rows by {@code COUNT(*)}
 * @param values by the expression that was asked, such as {@code MAX(t_max)}; empty for no value
 */
public record Mark(long rows, Map<String, String> values) {
    /** No rows. */
    public static final Mark NOTHING = new Mark(0, Map.of());

    private static final String SUM = "SUM(";
    private static final String LEAST = "MIN(";
    private static final String VALUES = "values";

    public Mark {
        values = sorted(values);
    }

    static Map<String, String> sorted(Map<String, String> values) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Null for no values, so that {@link JsonObject#of} omits them. */
    static @Nullable JsonObject json(Map<String, String> values) {
        return values.isEmpty() ? null : new JsonObject(new TreeMap<>(values));
    }

    static Map<String, String> values(JsonObject json) throws IOException {
        SortedMap<String, String> values = new TreeMap<>();
        JsonObject all = json.object(VALUES);
        if (all != null) {
            for (String name : all.members().keySet()) {
                String value = all.text(name);
                values.put(name, value == null ? "" : value);
            }
        }
        return values;
    }

    /** Whether all that both tell is the same. */
    public boolean agrees(Mark other) {
        return rows == other.rows
                && values.entrySet().stream().allMatch(value -> {
                    String theirs = other.values.get(value.getKey());
                    return theirs == null || theirs.equals(value.getValue());
                });
    }

    /** The mark of several parts together. A value that one of them lacks is left out; parts without rows lack none. */
    public static Mark of(List<Mark> parts) {
        long rows = 0;
        Set<String> names = new HashSet<>();
        boolean isFirst = true;
        for (Mark part : parts) {
            rows += part.rows;
            if (part.rows > 0) {
                if (isFirst) {
                    names.addAll(part.values.keySet());
                } else {
                    names.retainAll(part.values.keySet());
                }
                isFirst = false;
            }
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (String name : names) {
            String joined = "";
            for (Mark part : parts) {
                String value = part.values.getOrDefault(name, "");
                joined = joined.isEmpty() ? value : value.isEmpty() ? joined : joined(name, joined, value);
            }
            values.put(name, joined);
        }
        return new Mark(rows, values);
    }

    private static String joined(String name, String first, String second) {
        try {
            double one = Double.parseDouble(first);
            double other = Double.parseDouble(second);
            if (name.startsWith(SUM)) {
                return text(one + other);
            }
            return (one < other) == name.startsWith(LEAST) ? first : second;
        } catch (NumberFormatException e) {
            return (first.compareTo(second) < 0) == name.startsWith(LEAST) ? first : second;
        }
    }

    /** A number as the text of a value. */
    public static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
