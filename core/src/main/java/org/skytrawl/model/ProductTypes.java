package org.skytrawl.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The product types of datasets: the terms of the IVOA vocabulary "Data Product Type", <a
 * href="http://www.ivoa.net/rdf/product-type/2026-01-15">http://www.ivoa.net/rdf/product-type</a>, version of 2026-01-15 (CC0),
 * with their broader terms.
 *
 * <p>Skytrawl adds two things. Sets of spectra ({@code slit-spectrum}, {@code polarized-spectrum}, {@code dynamic-spectrum}) count
 * as narrower than {@code spectrum}; the vocabulary has them beside it. {@code event}, ObsCore 1.1's word for what the vocabulary
 * calls {@code event-list}, means the same.
 *
 * <p>All terms are in lower case. Thread-safe.
 */
public final class ProductTypes {
    /** A term, and its broader terms. */
    private static final String VOCABULARY =
            """
            image: spatially-resolved-dataset
            cube: spatially-resolved-dataset
            spectral-cube: cube spectrally-resolved-dataset
            time-cube: cube temporally-resolved-dataset
            polarization-cube: cube polarization-resolved-dataset
            spatial-profile: spatially-resolved-dataset
            spectrum: spectrally-resolved-dataset
            sed: spectrum
            slit-spectrum: spectrum spatially-resolved-dataset
            polarized-spectrum: spectrum polarization-resolved-dataset
            dynamic-spectrum: spectrum temporally-resolved-dataset
            timeseries: temporally-resolved-dataset
            light-curve: timeseries
            velocity-curve: timeseries
            visibility:
            event-list: temporally-resolved-dataset
            event: event-list
            event-bundle: event-list
            measurements:
            spatially-resolved-dataset:
            spectrally-resolved-dataset:
            temporally-resolved-dataset:
            polarization-resolved-dataset:
            """;

    private static final String EVENT = "event";
    private static final String EVENT_LIST = "event-list";

    private static final Map<String, List<String>> BROADER = new LinkedHashMap<>();

    static {
        for (String line : VOCABULARY.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String broader = line.substring(colon + 1).strip();
                BROADER.put(
                        line.substring(0, colon),
                        broader.isEmpty() ? List.of() : List.of(broader.split(" ", -1)));
            }
        }
    }

    private ProductTypes() {}

    /** The terms of the vocabulary and {@code event}, the usual ones first. */
    public static Set<String> terms() {
        return Collections.unmodifiableSet(BROADER.keySet());
    }

    /** Whether a word, in lower case, is a term. */
    public static boolean isTerm(String word) {
        return BROADER.containsKey(word);
    }

    /**
     * The types and all narrower terms, the given ones first. A word that is no term stands for itself.
     *
     * @param types in lower case
     */
    public static Set<String> withNarrower(Collection<String> types) {
        Set<String> all = new LinkedHashSet<>(types);
        if (all.contains(EVENT)) {
            all.add(EVENT_LIST);
        }
        for (String term : BROADER.keySet()) {
            if (!all.contains(term) && !Collections.disjoint(broader(term), all)) {
                all.add(term);
            }
        }
        return Collections.unmodifiableSet(all);
    }

    /**
     * The broader terms of the types: a dataset of such a type may be of one of them. Without the types themselves.
     *
     * @param types in lower case
     */
    public static Set<String> broader(Collection<String> types) {
        Set<String> all = new LinkedHashSet<>();
        types.forEach(type -> all.addAll(broader(type)));
        all.removeAll(withNarrower(types));
        return Collections.unmodifiableSet(all);
    }

    private static Set<String> broader(String term) {
        Set<String> all = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(BROADER.getOrDefault(term, List.of()));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (all.add(next)) {
                open.addAll(BROADER.getOrDefault(next, List.of()));
            }
        }
        return all;
    }

    /** A type as services write it, in the form of the vocabulary: lower case, without blanks at its ends. */
    static String normalized(String type) {
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
