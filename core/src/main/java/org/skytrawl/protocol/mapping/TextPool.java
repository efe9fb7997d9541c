package org.skytrawl.protocol.mapping;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes one object of equal texts: a million records name few facilities. Within a bound; beyond it texts stay apart. Counts
 * what the texts of the records take of memory, those that are shared once.
 */
public final class TextPool {
    private static final int MOST_TEXTS = 4096;
    private static final int LONGEST = 128;

    /** What a text takes besides its characters. */
    private static final int BYTES_AROUND = 48;

    private final Map<String, String> texts = new HashMap<>();
    private long heldBytes;

    String pooled(String text) {
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

    /** Takes a text that hardly ever occurs twice. */
    String apart(String text) {
        heldBytes += bytesOf(text);
        return text;
    }

    /** What a text takes of memory, in bytes, about: Java keeps two bytes a character where one is not of Latin-1. */
    public static long bytesOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return BYTES_AROUND + 2L * text.length();
            }
        }
        return (long) BYTES_AROUND + text.length();
    }

    /** What all texts so far take, in bytes, about. */
    long heldBytes() {
        return heldBytes;
    }
}
