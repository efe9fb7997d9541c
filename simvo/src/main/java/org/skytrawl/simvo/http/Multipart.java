package org.skytrawl.simvo.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of several parts (RFC 7578), as TAP sends inline uploads (TAP 1.1 section 2.7.2). */
final class Multipart {
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME =
            Pattern.compile(";\\s*name=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile(";\\s*filename\\*?=", Pattern.CASE_INSENSITIVE);

    private final Map<String, List<String>> parameters;
    private final Map<String, byte[]> files;

    Multipart(Map<String, List<String>> parameters, Map<String, byte[]> files) {
        this.parameters = parameters;
        this.files = files;
    }

    void read(String contentType, byte[] body) throws BadRequestException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new BadRequestException("multipart without a boundary");
        }
        String delimiter = "\r\n--" + either(boundary);
        // The first delimiter may be the very beginning, without a line before it.
        String text = "\r\n" + Incoming.latin1(body);
        int at = text.indexOf(delimiter);
        while (true) {
            int begin = at < 0 ? -1 : at + delimiter.length();
            int end = begin < 0 ? -1 : text.indexOf(delimiter, begin);
            if (begin >= 0 && text.startsWith("--", begin)) {
                return;
            }
            if (end < 0) {
                throw new BadRequestException("multipart without its last boundary");
            }
            part(text.substring(begin, end));
            at = end;
        }
    }

    private void part(String text) throws BadRequestException {
        // Blanks after the boundary, headers, an empty line, content.
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            throw new BadRequestException("a part without headers");
        }
        String disposition = "";
        String type = "text/plain";
        for (String line : text.substring(0, headEnd).split("\r\n", -1)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                disposition = line;
            } else if (lower.startsWith("content-type:")) {
                type = lower.substring(lower.indexOf(':') + 1).strip();
            }
        }
        Matcher name = NAME.matcher(disposition);
        if (!name.find()) {
            throw new BadRequestException("a part without a name");
        }
        byte[] content = bytes(text.substring(headEnd + 4));
        String called = new String(bytes(either(name).replaceAll("\\\\(.)", "$1")), StandardCharsets.UTF_8);
        // Some clients send files without a file name: only their type differs from that of parameters.
        if (FILE_NAME.matcher(disposition).find() || !type.startsWith("text/plain")) {
            files.put(called.toLowerCase(Locale.ROOT), content);
        } else {
            parameters
                    .computeIfAbsent(called.toUpperCase(Locale.ROOT), any -> new ArrayList<>())
                    .add(new String(content, StandardCharsets.UTF_8));
        }
    }

    private static String either(Matcher matcher) {
        String quoted = matcher.group(1);
        return quoted != null ? quoted : matcher.group(2);
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
