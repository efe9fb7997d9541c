package org.skytrawl.merge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;

/** Normalises publisher DIDs for comparison. */
final class PublisherDid {
    private static final String IVO = "ivo://";

    private PublisherDid() {}

    /**
     * The text without surrounding blanks, or null if it is missing, blank or a null word, as tables and older results have, and
     * so identifies nothing.
     */
    static @Nullable String known(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String word = text.strip();
        return word.isEmpty() || NullWord.is(word) ? null : word;
    }

    /**
     * The DID without surrounding blanks. The registry part of an IVOID becomes lower case: only the part after {@code
     * ?} or {@code #} is case-sensitive (IVOA Identifiers 2.0 section 2.1). The first {@code #} counts as {@code ?}: SSA 1.1
     * services have dataset identifiers with {@code #}, and their publisher's ObsTAP may have the newer form (section 4.1).
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
        if (end < text.length() && text.charAt(end) == '#') {
            return lower + '?' + text.substring(end + 1);
        }
        return lower.equals(registryPart) ? text : lower + text.substring(end);
    }
}
