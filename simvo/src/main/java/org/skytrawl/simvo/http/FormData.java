package org.skytrawl.simvo.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameters as they come in query strings and bodies. */
final class FormData {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)\\bname=\"?([^\";\r\n]+)\"?");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)\\bfilename=");

    private FormData() {}

    /** @throws IllegalArgumentException if an escape is none */
    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static void addPairs(String text, Map<String, List<String>> into) {
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                add(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)),
                        into);
            }
        }
    }

    private static void add(String name, String value, Map<String, List<String>> into) {
        into.computeIfAbsent(name.toUpperCase(Locale.ROOT), key -> new ArrayList<>(1))
                .add(value);
    }

    static void addBody(
            String contentType, byte[] body, Map<String, List<String>> parameters, Map<String, byte[]> parts) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            addPairs(new String(body, StandardCharsets.UTF_8).strip(), parameters);
        } else if (type.startsWith("multipart/form-data")) {
            Matcher boundary = BOUNDARY.matcher(contentType);
            if (!boundary.find()) {
                throw new IllegalArgumentException("a multipart form without boundary");
            }
            addParts(body, "--" + boundary.group(1), parameters, parts);
        }
    }

    /** RFC 7578; bytes are taken as Latin-1 for the search, which keeps each of them. */
    private static void addParts(
            byte[] body, String delimiter, Map<String, List<String>> parameters, Map<String, byte[]> parts) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(delimiter);
        while (at >= 0) {
            int start = at + delimiter.length();
            int end = text.indexOf(delimiter, start);
            int headEnd = text.indexOf("\r\n\r\n", start);
            if (end < 0 || headEnd < 0 || headEnd > end) {
                return;
            }
            String head = text.substring(start, headEnd);
            String content = text.substring(headEnd + 4, end);
            byte[] bytes = (content.endsWith("\r\n") ? content.substring(0, content.length() - 2) : content)
                    .getBytes(StandardCharsets.ISO_8859_1);
            String name = name(head);
            if (name != null) {
                if (FILE_NAME.matcher(head).find() || isBinary(head)) {
                    parts.put(name.toLowerCase(Locale.ROOT), bytes);
                } else {
                    add(name, new String(bytes, StandardCharsets.UTF_8), parameters);
                }
            }
            at = end;
        }
    }

    private static @Nullable String name(String head) {
        Matcher name = NAME.matcher(head.replaceAll("(?i)filename=\"[^\"]*\"", ""));
        return name.find() ? name.group(1) : null;
    }

    /** Some clients send files without a file's name. */
    private static boolean isBinary(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        return lower.contains("content-type:") && !lower.contains("content-type: text/plain");
    }
}
