package org.skytrawl.protocol;

import java.util.HashMap;
import java.util.Map;

/** Makes one object of equal texts: a million records name few facilities. Within a bound; beyond it texts stay apart. */
final class TextPool {
    private static final int MOST_TEXTS = 4096;
    private static final int LONGEST = 128;

    private final Map<String, String> texts = new HashMap<>();

    String pooled(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        String known = texts.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() < MOST_TEXTS) {
            texts.put(text, text);
        }
        return text;
    }
}
