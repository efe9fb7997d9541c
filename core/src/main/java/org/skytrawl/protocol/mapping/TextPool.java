package org.skytrawl.protocol.mapping;

import java.util.HashMap;
import java.util.Map;

/**
 * Replaces equal texts by one object, as a million records name few facilities; limited in size. Estimates the memory of all texts,
 * counting shared ones once.
 */
public final class TextPool {
    private static final int MOST_TEXTS = 4096;
    private static final int LONGEST = 128;

    /** Bytes of a text besides its characters. */
    private static final int BYTES_AROUND = 48;

    private final Map<String, String> texts = new HashMap<>();
    private long heldBytes;

    /** The same text, as one object for all that are equal and not long. */
    public String pooled(String text) {
        if (text.length() > LONGEST) {
            return apart(text);
        }
        String known = texts.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() < MOST_TEXTS) {
            texts.put(text, text);
        }
        return apart(text);
    }

    /** Counts a text without pooling it. */
    String apart(String text) {
        heldBytes += bytesOf(text);
        return text;
    }

    /** Estimated bytes of a text: two for each character if one of them is not Latin-1. */
    public static long bytesOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return BYTES_AROUND + 2L * text.length();
            }
        }
        return (long) BYTES_AROUND + text.length();
    }

    /** Estimated bytes of all texts so far. */
    public long heldBytes() {
        return heldBytes;
    }
}
