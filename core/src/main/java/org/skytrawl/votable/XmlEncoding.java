package org.skytrawl.votable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of a document by its first bytes (XML 1.0 appendix F): byte order mark, then declaration; then the charset of
 * the HTTP header. Names are those of IANA, Java and Python in any spelling. UTF-8 if none is known.
 */
final class XmlEncoding {
    private static final int MAX_NAME = 40;
    private static final byte[] ASCII = "<?xml".getBytes(US_ASCII);

    private XmlEncoding() {}

    /** @param header the charset of the Content-Type, or null */
    static Charset of(byte[] first, @Nullable String header) {
        if (startsWith(first, 0xFE, 0xFF) || startsWith(first, 0, '<')) {
            return UTF_16BE;
        }
        if (startsWith(first, 0xFF, 0xFE) || startsWith(first, '<', 0)) {
            return UTF_16LE;
        }
        if (startsWith(first, 0xEF, 0xBB)) {
            return UTF_8;
        }
        String declared = declared(new String(first, ISO_8859_1));
        Charset charset = named(declared == null ? header : declared);
        // a wrong name if the document was readable as ASCII
        return charset != null && new String(ASCII, charset).equals("<?xml") ? charset : UTF_8;
    }

    /** Whether the bytes of ASCII characters stand for these characters only. */
    static boolean keepsAscii(Charset charset) {
        return charset.equals(UTF_8)
                || charset.equals(US_ASCII)
                || charset.name().startsWith("ISO-8859-")
                || charset.name().startsWith("windows-125");
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    /** The encoding in the first XML declaration that has one, or null. */
    private static @Nullable String declared(String text) {
        int end;
        for (int at = text.indexOf("<?xml"); at >= 0; at = text.indexOf("<?xml", end)) {
            end = text.indexOf('>', at);
            if (end < 0) {
                return null;
            }
            int name = text.substring(at, end).indexOf("encoding");
            int equals = name < 0 ? end : text.indexOf('=', at + name);
            int quote = equals < end ? first(text, equals + 1, end) : end;
            int close = quote < end ? text.indexOf(text.charAt(quote), quote + 1) : -1;
            if (close > 0 && close < end) {
                return text.substring(quote + 1, close);
            }
        }
        return null;
    }

    private static int first(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) != '"' && text.charAt(at) != '\'') {
            at++;
        }
        return at;
    }

    static @Nullable Charset named(@Nullable String name) {
        if (name == null || name.length() > MAX_NAME) {
            return null;
        }
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return BySpelling.ANY.get(spelling(name));
        }
    }

    /** The letters and digits in lower case: {@code latin-1}, {@code latin_1} and {@code Latin 1} are one name. */
    private static String spelling(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static final class BySpelling {
        static final Map<String, Charset> ANY = new HashMap<>();

        static {
            for (Charset charset : Charset.availableCharsets().values()) {
                ANY.putIfAbsent(spelling(charset.name()), charset);
                charset.aliases().forEach(alias -> ANY.putIfAbsent(spelling(alias), charset));
            }
            // of Python, MySQL and Windows
            for (String utf8 : new String[] {"u8", "utf", "utf8sig", "utf8mb3", "utf8mb4", "cp65001"}) {
                ANY.putIfAbsent(utf8, UTF_8);
            }
            for (String windows : new String[] {"ansi", "win1252", "1252"}) {
                ANY.putIfAbsent(windows, Charset.forName("windows-1252"));
            }
        }
    }
}
