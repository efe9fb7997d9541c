package org.skytrawl.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private static final String VOCABULARY = """
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

    /** The beginning of the terms as URIs. */
    private static final String URI = "http://www.ivoa.net/rdf/product-type#";

    private static final String EVENT = "event";
    private static final String EVENT_LIST = "event-list";

    private static final Map<String, List<String>> BROADER = new LinkedHashMap<>();

    /** The broader terms of each term, with the broader terms of those: needed often, for each query and for each service. */
    private static final Map<String, Set<String>> ALL_BROADER = new HashMap<>();

    static {
        for (String line : VOCABULARY.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String broader = line.substring(colon + 1).strip();
                BROADER.put(line.substring(0, colon), broader.isEmpty() ? List.of() : List.of(broader.split(" ", -1)));
            }
        }
        BROADER.keySet().forEach(term -> ALL_BROADER.put(term, allBroader(term)));
    }

    private static final Pattern LETTERS = Pattern.compile("[\\s_-]+");

    /** The terms without hyphens, and a plural. */
    private static final Map<String, String> BY_LETTERS = new HashMap<>(Map.of("spectra", "spectrum"));

    static {
        BROADER.keySet().forEach(term -> BY_LETTERS.put(term.replace("-", ""), term));
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

    /**
     * The types with their narrower terms, and the broader terms of all of them. Something of a type that is a term and not among
     * these is of none of the types.
     *
     * @param types in lower case
     */
    public static Set<String> related(Collection<String> types) {
        Set<String> all = new LinkedHashSet<>();
        for (String type : withNarrower(types)) {
            all.add(type);
            all.addAll(broader(type));
        }
        return Collections.unmodifiableSet(all);
    }

    private static Set<String> broader(String term) {
        return ALL_BROADER.getOrDefault(term, Set.of());
    }

    private static Set<String> allBroader(String term) {
        Set<String> all = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(BROADER.getOrDefault(term, List.of()));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (all.add(next)) {
                open.addAll(BROADER.getOrDefault(next, List.of()));
            }
        }
        return Collections.unmodifiableSet(all);
    }

    /**
     * Types as users write them: in lower case, each once, in the order given.
     *
     * @throws IllegalArgumentException if one is not a plain word
     */
    public static Set<String> words(Collection<String> types) {
        Set<String> words = new LinkedHashSet<>();
        for (String type : types) {
            String word = normalized(type);
            if (!isWord(word)) {
                String meant = ofWord(type);
                throw new IllegalArgumentException("product type '" + type
                        + "' is not a word such as image, cube, spectrum (ObsCore dataproduct_type)"
                        + (isTerm(meant) ? "; did you mean " + meant + "?" : ""));
            }
            words.add(word);
        }
        return Collections.unmodifiableSet(words);
    }

    /**
     * The type that a service means: a term written in any case, with or without blanks, hyphens, underscores or a plural
     * ({@code Time Series}, {@code SpectralCube}, {@code spectra}). Any other word in lower case.
     */
    public static String ofWord(String written) {
        String word = normalized(written);
        if (BROADER.containsKey(word)) {
            return word;
        }
        String letters = LETTERS.matcher(word).replaceAll("");
        String known = BY_LETTERS.get(letters);
        if (known == null && letters.endsWith("s")) {
            known = BY_LETTERS.get(letters.substring(0, letters.length() - 1));
        }
        return known == null ? word : known;
    }

    /** A type as services write it, in the form of the vocabulary: lower case, without blanks at its ends. */
    static String normalized(String type) {
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /** A type as resources declare it, a word or the URI of a term, as a word; null if it is neither. */
    public static @Nullable String declared(String type) {
        String word = normalized(type).replaceFirst("^https:", "http:");
        word = word.startsWith(URI) ? word.substring(URI.length()) : word.startsWith("#") ? word.substring(1) : word;
        return isWord(word) ? word : null;
    }

    /** Whether a type, in lower case, may go into ADQL and URLs as it is. */
    static boolean isWord(String type) {
        return type.matches("[a-z][a-z0-9_-]{0,63}");
    }
}
