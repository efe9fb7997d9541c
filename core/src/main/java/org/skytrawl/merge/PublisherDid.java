package org.skytrawl.merge;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Normalises publisher DIDs for comparison. */
final class PublisherDid {
    private static final String IVO = "ivo://";

    /** In lower case. Tables and older results have them instead of nulls. */
    private static final Set<String> NULL_WORDS =
            Set.of("", "null", "none", "n/a", "nan", "-", "--", "unknown", "undefined");

    private static final int LONGEST_NULL_WORD = 9;

    private PublisherDid() {}

    /** The text without surrounding blanks, or null if it is missing, blank or a null word and so identifies nothing. */
    static @Nullable String known(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String word = text.strip();
        return word.length() <= LONGEST_NULL_WORD && NULL_WORDS.contains(word.toLowerCase(Locale.ROOT)) ? null : word;
    }

    /**
     * The DID without surrounding blanks. The registry part of an IVOID becomes lower case: only the part after {@code
     * ?} or {@code #} is case-sensitive (IVOA Identifiers 2.0 section 2.1).
     *
     * @return null for a DID that identifies nothing: missing, blank, a null word, {@code ivo://} alone
     */
    static @Nullable String of(@Nullable String did) {
        String text = known(did);
        if (text == null || text.equalsIgnoreCase(IVO)) {
            return null;
        }
        if (!text.regionMatches(true, 0, IVO, 0, IVO.length())) {
            return text;
        }
        int end = IVO.length();
        while (end < text.length() && text.charAt(end) != '?' && text.charAt(end) != '#') {
            end++;
        }
        String registryPart = text.substring(0, end);
        String lower = registryPart.toLowerCase(Locale.ROOT);
        return lower.equals(registryPart) ? text : lower + text.substring(end);
    }
}
