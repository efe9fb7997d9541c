package org.skytrawl.simvo.tap;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The functions of RegTAP (1.1 section 8, 1.2 for intervals), called by the database: public for that reason only. The
 * database itself gives null for a null argument.
 */
public final class RegistryFunctions {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private RegistryFunctions() {}

    /** 1 if all words of the second text are in the first, in any case, else 0. */
    public static int hasWord(String text, String words) {
        Set<String> present = words(text);
        return present.containsAll(words(words)) ? 1 : 0;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)));
        words.remove("");
        return words;
    }

    /** 1 if a text matches a pattern of SQL's LIKE, in any case, else 0. */
    public static int noCaseMatch(String text, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                        .matcher(text)
                        .matches()
                ? 1
                : 0;
    }

    /** 1 if a list with # between its items holds an item, in any case, else 0. */
    public static int hashListHas(String list, String item) {
        for (String one : list.split("#", -1)) {
            if (one.strip().equalsIgnoreCase(item)) {
                return 1;
            }
        }
        return 0;
    }

    /** 1 if two closed intervals have a point in common, else 0. */
    public static int intervalOverlaps(double lo1, double hi1, double lo2, double hi2) {
        return lo1 <= hi2 && lo2 <= hi1 ? 1 : 0;
    }
}
