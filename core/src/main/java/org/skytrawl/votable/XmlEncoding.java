package org.skytrawl.votable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a document's encoding from its first bytes (XML 1.0 appendix F): byte order mark, then declaration. */
final class XmlEncoding {
    /** Enough for leading blank lines and the declaration. */
    static final int BYTES_NEEDED = 512;

    private static final Pattern DECLARED = Pattern.compile(
            "\\A(?:\u00EF\u00BB\u00BF)?\\s*<\\?xml\\b[^>]*\\bencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)");

    private XmlEncoding() {}

    /** The encoding; UTF-8 where nothing, or nothing known, is declared. */
    static Charset of(byte[] first) {
        if (startsWith(first, 0xFE, 0xFF) || startsWith(first, 0, '<')) {
            return UTF_16BE;
        }
        if (startsWith(first, 0xFF, 0xFE) || startsWith(first, '<', 0)) {
            return UTF_16LE;
        }
        Matcher declared = DECLARED.matcher(new String(first, ISO_8859_1));
        if (!declared.find()) {
            return UTF_8;
        }
        try {
            Charset charset = Charset.forName(declared.group(1));
            // The declaration itself was readable as ASCII: what claims otherwise is wrong.
            boolean ascii = new String(first, charset).contains("<?xml");
            return ascii ? charset : UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return UTF_8;
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
