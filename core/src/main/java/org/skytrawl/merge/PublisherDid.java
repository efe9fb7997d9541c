package org.skytrawl.merge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Normalises publisher DIDs for comparison. */
final class PublisherDid {
    private static final String IVO = "ivo://";

    private PublisherDid() {}

    /**
     * The DID without surrounding blanks. The registry part of an IVOID becomes lower case: only the part after {@code
     * ?} or {@code #} is case-sensitive (IVOA Identifiers 2.0 section 2.1).
     *
     * @return null for a missing or blank DID, which identifies nothing
     */
    static @Nullable String of(@Nullable String did) {
        if (did == null) {
            return null;
        }
        String text = did.strip();
        if (text.isEmpty()) {
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
