package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * Free text: each word is in the title or the description, or is part of a subject, in any case. Registries with {@code
 * ivo_hasword} (RegTAP 1.1 section 9) may also match other forms of a word.
 *
 * @param words at least one; a text with blanks is several words
 */
public record Words(List<String> words) implements SearchConstraint {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final String HAS_WORD = "ivo_hasword";
    private static final String NO_CASE_MATCH = "ivo_nocasematch";

    /** @throws IllegalArgumentException if there is no word, or one without a letter or digit */
    public Words {
        List<String> single = new ArrayList<>();
        for (String text : words) {
            for (String word : Adql.text("a word", text).split("\\s+", -1)) {
                if (tokens(word).isEmpty()) {
                    throw new IllegalArgumentException("word '" + word + "' has neither letter nor digit");
                }
                single.add(word);
            }
        }
        if (single.isEmpty()) {
            throw new IllegalArgumentException("at least one word is needed");
        }
        words = List.copyOf(single);
    }

    public static Words of(String... words) {
        return new Words(List.of(words));
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, "rr.resource", "res_title", "res_description");
        Adql.needs(features, "rr.res_subject", "res_subject");
        return RegistryCondition.all(
                words.stream().map(word -> condition(word, features)).toList());
    }

    private static RegistryCondition condition(String word, RegistryFeatures features) {
        String inTitle = hasWordCondition("res_title", word);
        String inDescription = hasWordCondition("res_description", word);
        String inSubject = "1 = " + NO_CASE_MATCH + "(res_subject, " + Adql.literal("%" + word + "%") + ")";
        boolean knowsWords = features.hasFunction(HAS_WORD);
        boolean knowsCase = features.hasFunction(NO_CASE_MATCH);
        String adql = null;
        if (knowsWords && knowsCase) {
            adql = features.hasUnion()
                    ? "ivoid IN (SELECT ivoid FROM rr.resource WHERE " + inTitle
                            + " UNION SELECT ivoid FROM rr.resource WHERE " + inDescription
                            + " UNION SELECT ivoid FROM rr.res_subject WHERE " + inSubject + ")"
                    : "(" + inTitle + " OR " + inDescription + " OR " + Adql.having("rr.res_subject", inSubject) + ")";
            if (!Adql.hasWildcards(word)) {
                return RegistryCondition.of(adql);
            }
        }
        LocalCheck.Wanted texts = new LocalCheck.Wanted(
                "rr.resource",
                knowsWords ? List.of("ivoid") : List.of("ivoid", "res_title", "res_description"),
                knowsWords ? inTitle + " OR " + inDescription : null);
        LocalCheck.Wanted subjects =
                new LocalCheck.Wanted("rr.res_subject", List.of("ivoid", "res_subject"), knowsCase ? inSubject : null);
        return new RegistryCondition(
                adql,
                List.of(new LocalCheck(
                        why(knowsWords, knowsCase),
                        List.of(texts, subjects),
                        (rows, notes) -> isIn(word, knowsWords, rows))));
    }

    private static String why(boolean knowsWords, boolean knowsCase) {
        if (knowsWords && knowsCase) {
            return "ADQL reads % and _ in a word as wildcards: subjects are compared here";
        }
        return "it has no function " + (knowsWords ? NO_CASE_MATCH : HAS_WORD) + ": words are looked for here";
    }

    /**
     * @param found whether the registry has tested title and description
     * @param rows those of {@code rr.resource} and of {@code rr.res_subject}
     */
    private static boolean isIn(String word, boolean found, List<List<RegistryRow>> rows) {
        for (RegistryRow resource : rows.get(0)) {
            if (found || hasWord(resource.text(1), word) || hasWord(resource.text(2), word)) {
                return true;
            }
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return rows.get(1).stream().anyMatch(subject -> {
            String text = subject.text(1);
            return text != null && text.toLowerCase(Locale.ROOT).contains(lower);
        });
    }

    private static String hasWordCondition(String column, String word) {
        return "1 = " + HAS_WORD + "(" + column + ", " + Adql.literal(word) + ")";
    }

    private static boolean hasWord(@Nullable String text, String word) {
        return text != null && tokens(text).containsAll(tokens(word));
    }

    private static Set<String> tokens(String text) {
        Set<String> tokens = new HashSet<>(Arrays.asList(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)));
        tokens.remove("");
        return tokens;
    }
}
