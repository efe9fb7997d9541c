package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.server.http.ApiException;

/**
 * Which rows are wanted (docs/api.md, {@code FILTERS}). Immutable.
 *
 * @param facets for each facet that is restricted the values of which a row has one; an empty value is an unknown one
 * @param text in title, name, target, identifier or collection; empty for any
 * @param rows numbers of rows; null for any
 * @param targets ids of the target list; empty for any
 */
public record Filters(
        Map<Facet, SortedSet<String>> facets,
        String text,
        @Nullable SortedSet<Integer> rows,
        SortedSet<String> targets) {
    public static final Filters NONE = new Filters(Map.of(), "", null, Collections.emptySortedSet());

    private static final int MOST_VALUES = 1000;
    private static final int LONGEST_VALUE = 1000;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_WORDS = 1000;

    public Filters {
        Map<Facet, SortedSet<String>> own = new EnumMap<>(Facet.class);
        facets.forEach((facet, values) -> {
            if (!values.isEmpty()) {
                own.put(facet, copy(values));
            }
        });
        facets = Collections.unmodifiableMap(own);
        text = text.strip();
        rows = rows == null ? null : copy(rows);
        targets = copy(targets);
    }

    private static <T> SortedSet<T> copy(Collection<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /**
     * Reads parameters; others are ignored.
     *
     * @param parameters {@code rows} may be several, and lists with commas
     * @throws ApiException 400 naming the parameter
     */
    public static Filters of(Map<String, List<String>> parameters) {
        Map<Facet, SortedSet<String>> facets = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.values()) {
            facets.put(facet, values(parameters, facet.word()));
        }
        Set<String> bands = new TreeSet<>();
        bands.add(FacetIndex.UNKNOWN);
        for (SpectralBand band : SpectralBand.values()) {
            bands.add(band.word());
        }
        for (String band : facets.getOrDefault(Facet.BAND, Collections.emptySortedSet())) {
            if (!bands.contains(band)) {
                throw wrong(
                        "band",
                        "there is no band '" + band + "'; known are "
                                + String.join(" ", bands).strip());
            }
        }
        List<String> texts = parameters.getOrDefault("q", List.of());
        String text = texts.isEmpty() ? "" : texts.getFirst();
        if (text.length() > LONGEST_TEXT) {
            throw wrong("q", "the text must have at most " + LONGEST_TEXT + " characters");
        }
        return new Filters(facets, text, rows(parameters.get("rows")), values(parameters, "target"));
    }

    private static SortedSet<String> values(Map<String, List<String>> parameters, String name) {
        List<String> given = parameters.getOrDefault(name, List.of());
        if (given.size() > MOST_VALUES || given.stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
            throw wrong(
                    name,
                    "at most " + MOST_VALUES + " values of at most " + LONGEST_VALUE + " characters can be given");
        }
        return new TreeSet<>(given);
    }

    private static @Nullable SortedSet<Integer> rows(@Nullable List<String> lists) {
        if (lists == null) {
            return null;
        }
        SortedSet<Integer> rows = new TreeSet<>();
        for (String list : lists) {
            for (String number : list.isBlank() ? new String[0] : list.split(",", -1)) {
                try {
                    rows.add(Integer.parseUnsignedInt(number.strip()));
                } catch (NumberFormatException e) {
                    throw wrong("rows", "rows must be numbers from 0, separated by commas");
                }
            }
        }
        return rows;
    }

    private static ApiException wrong(String field, String message) {
        return new ApiException(400, "wrong_parameter", message, field);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** Without the restriction of one facet. */
    Filters without(Facet facet) {
        if (!facets.containsKey(facet)) {
            return this;
        }
        Map<Facet, SortedSet<String>> others = new EnumMap<>(facets);
        others.remove(facet);
        return new Filters(others, text, rows, targets);
    }

    /** As result files name them: {@code collection=A|B q=m31}; of long ones the beginning. */
    public String words() {
        List<String> parts = new ArrayList<>();
        facets.forEach((facet, values) -> parts.add(facet.word() + "=" + String.join("|", values)));
        if (!text.isEmpty()) {
            parts.add("q=" + text);
        }
        if (!targets.isEmpty()) {
            parts.add("target=" + String.join("|", targets));
        }
        SortedSet<Integer> numbers = rows;
        if (numbers != null) {
            parts.add(numbers.size() + " chosen rows");
        }
        String words = String.join(" ", parts);
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + " ...";
    }
}
