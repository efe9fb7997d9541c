package org.skytrawl.download;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts a name from a server to a file name that is valid on every usual file system and stays in its folder. */
final class SafeName {
    /** File systems allow 255 bytes; the rest is for the mark. */
    static final int MOST_BYTES = 235;

    private static final int MOST_BYTES_MARKED = 255;

    private static final Set<String> RESERVED = Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");
    private static final Pattern RESERVED_PORT = Pattern.compile("(COM|LPT)[0-9\u00b9\u00b2\u00b3]");
    private static final Pattern ENDING =
            Pattern.compile("(?i)(?:\\.[a-z0-9]{1,8})?\\.(?:gz|bz2|xz|z|fz|zip)$|\\.[a-z0-9_]{1,12}$");

    /** Character set of file names on this machine. Java refuses other characters; in the locale C it is ASCII. */
    private static final Charset HERE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private SafeName() {}

    /**
     * A name without separators, control characters, characters outside the character set, and dots and blanks at its
     * ends. It is no Windows device, command option or {@code @file}, and not too long; it keeps its extension. Empty
     * if nothing is left.
     */
    static String of(String name) {
        return of(name, HERE);
    }

    static String of(String name, Charset charset) {
        return shortened(fit(name, charset));
    }

    /** Whether {@link #of} could have made the name. Names in files of the folder may be hostile and lead out of it. */
    static boolean isSafe(String name) {
        return !name.isEmpty()
                && bytes(name) <= MOST_BYTES_MARKED
                && fit(name, HERE).equals(name);
    }

    private static String fit(String name, Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(name.length() > 4096 ? name.substring(0, 4096) : name, Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> kept.appendCodePoint(isFit(c) && encoder.canEncode(Character.toString(c)) ? c : '_'));
        String text = trimmed(kept);
        if (text.chars().allMatch(c -> c == '_')) {
            return "";
        }
        String base = text.substring(0, text.indexOf('.') < 0 ? text.length() : text.indexOf('.'))
                .strip()
                .toUpperCase(Locale.ROOT);
        if (RESERVED.contains(base) || RESERVED_PORT.matcher(base).matches() || "-@~".indexOf(text.charAt(0)) >= 0) {
            text = "_" + text;
        }
        return text;
    }

    /** The extension with its dot, {@code .fits.gz} as one; empty if there is none. */
    static String ending(String name) {
        Matcher ending = ENDING.matcher(name);
        return ending.find() && ending.start() > 0 ? ending.group() : "";
    }

    /** Inserts a mark before the extension. */
    static String marked(String name, String mark) {
        String ending = ending(name);
        return name.substring(0, name.length() - ending.length()) + "-" + mark + ending;
    }

    private static boolean isFit(int c) {
        if ("/\\:*?\"<>|".indexOf(c) >= 0) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String trimmed(CharSequence text) {
        int start = 0;
        int end = text.length();
        while (start < end && isEdge(text.charAt(start))) {
            start++;
        }
        while (end > start && isEdge(text.charAt(end - 1))) {
            end--;
        }
        return text.subSequence(start, end).toString();
    }

    private static boolean isEdge(char c) {
        return c == '.' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String shortened(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        String ending = ending(name);
        String base = name.substring(0, name.length() - ending.length());
        while (bytes(base) + bytes(ending) > MOST_BYTES) {
            base = base.substring(0, base.offsetByCodePoints(base.length(), -1));
        }
        return trimmed(base) + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
