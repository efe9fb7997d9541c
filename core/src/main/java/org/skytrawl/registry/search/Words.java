package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Free text: each word is in the title or the description, or is part of a subject, in any case. Registries with {@code
 * ivo_hasword} (RegTAP 1.1 section 9) may also match other forms of a word.
 *
 * @param words at least one; a text with blanks is several words
 */
public record Words(List<String> words) implements SearchConstraint {
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");

    public Words {
        List<String> single = new ArrayList<>();
        for (String text : words) {
            for (String word : Checked.text("a word", text).split("\\s+", -1)) {
                if (!LETTER_OR_DIGIT.matcher(word).find()) {
                    throw new IllegalArgumentException("word '" + word + "' has neither letter nor digit");
                }
                single.add(word);
            }
        }
        Checked.atLeastOne("word", single);
        words = List.copyOf(single);
    }

    public static Words of(String... words) {
        return new Words(List.of(words));
    }
}
