package org.skytrawl.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Product types in the words of people: terms of {@link ProductTypes}, also where they are written otherwise ({@code spectra},
 * {@code light curve}). A word that is no term stands for itself, since services may have types of their own. Immutable.
 *
 * @param types the types asked for; never empty
 * @param notes what was read otherwise than written, and what a word may mean that is no term
 */
public record TypeWords(Set<String> types, List<String> notes) {
    /** What users write for no restriction. */
    private static final Set<String> EVERY = Set.of("any", "all", "every", "*");

    private static final int MOST_SHOWN = 80;

    public TypeWords {
        types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
        notes = List.copyOf(notes);
    }

    /** @throws IllegalArgumentException if all words are blank */
    public static TypeWords of(List<String> words) {
        if (words.stream().allMatch(String::isBlank)) {
            throw new IllegalArgumentException("names no product type");
        }
        Set<String> types = new LinkedHashSet<>();
        List<String> notes = new ArrayList<>();
        for (String written : words) {
            String type = understood(written);
            types.add(type);
            String word = written.strip().toLowerCase(Locale.ROOT);
            String shown = PlainText.of(written.strip(), MOST_SHOWN);
            if (!ProductTypes.isTerm(type)) {
                notes.add("'" + shown + "' is no product type of the IVOA vocabulary; " + hint(word));
            } else if (!type.equals(word)) {
                notes.add("'" + shown + "' is read as " + type);
            }
        }
        return new TypeWords(types, notes);
    }

    private static String understood(String written) {
        String word = ProductTypes.ofWord(written);
        return ProductTypes.isTerm(word) ? word : written;
    }

    private static String hint(String word) {
        if (EVERY.contains(word)) {
            return "the command datasets without --type finds every type";
        }
        List<String> near = SimilarWords.of(word, ProductTypes.terms());
        return near.isEmpty()
                ? "its types are " + String.join(", ", ProductTypes.terms())
                : "did you mean " + String.join(" or ", near) + "?";
    }
}
