package org.skytrawl.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** Recognizes answers that are no text, so that no message shows them. */
public final class BinaryContent {
    private static final int MOST_BYTES = 512;

    private BinaryContent() {}

    /** {@code binary data (looks like ...)} by the first bytes, or null for text. */
    public static @Nullable String describe(byte[] start) {
        String bytes = new String(start, 0, Math.min(start.length, MOST_BYTES), ISO_8859_1);
        String kind = kind(bytes);
        return kind == null ? null : "binary data (looks like " + kind + ")";
    }

    private static @Nullable String kind(String bytes) {
        if (bytes.startsWith("SIMPLE  =")) {
            return "FITS";
        }
        if (bytes.startsWith("%PDF-")) {
            return "PDF";
        }
        if (bytes.startsWith("PK\003\004") || bytes.startsWith("PK\005\006")) {
            return "zip";
        }
        if (bytes.startsWith("BZh")) {
            return "bzip2";
        }
        if (bytes.startsWith("\u001f\u008b")) {
            return "gzip";
        }
        return isText(bytes) ? null : "unknown";
    }

    private static boolean isText(String bytes) {
        boolean isUtf16 = bytes.startsWith("\u00fe\u00ff")
                || bytes.startsWith("\u00ff\u00fe")
                || bytes.startsWith("<\0")
                || bytes.startsWith("\0<");
        long controls = bytes.chars()
                .filter(c -> (c < ' ' && "\t\n\f\r\033".indexOf(c) < 0) || c == 0x7F)
                .count();
        // a text may have a few, also a short one; of random bytes a tenth are
        return isUtf16 || (controls * 50 <= Math.max(bytes.length(), 50) && bytes.indexOf('\0') < 0);
    }
}
