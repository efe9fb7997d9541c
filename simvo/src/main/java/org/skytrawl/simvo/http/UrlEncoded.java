package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Texts as URLs and forms write them. */
final class UrlEncoded {
    private UrlEncoded() {}

    /** Adds the parameters of a query string or form; names in upper case. */
    static void parameters(String text, Map<String, List<String>> into) throws BadRequestException {
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                into.computeIfAbsent(decoded(name, true).toUpperCase(Locale.ROOT), any -> new ArrayList<>())
                        .add(decoded(value, true));
            }
        }
    }

    /**
     * A text without its percents (RFC 3986 section 2.1), read as UTF-8.
     *
     * @param text Latin-1: one character for each byte that was sent
     * @param plusIsBlank as in query strings and forms, not in paths
     */
    static String decoded(String text, boolean plusIsBlank) throws BadRequestException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new BadRequestException("a percent without two hexadecimal digits");
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(c == '+' && plusIsBlank ? ' ' : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
