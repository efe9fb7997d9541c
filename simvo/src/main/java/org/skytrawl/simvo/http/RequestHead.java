package org.skytrawl.simvo.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Request line and headers (RFC 9112 sections 3 and 5). */
record RequestHead(String method, String target, boolean http11, Map<String, String> headers) {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    static RequestHead read(Incoming in) throws IOException, BadRequestException {
        String first = in.line(MOST_BYTES, 431);
        int bytes = first.length() + 2;
        while (first.isEmpty()) {
            // RFC 9112 section 2.2: empty lines before a request are ignored.
            first = in.line(MOST_BYTES - bytes, 431);
            bytes += first.length() + 2;
        }
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !TOKEN.matcher(words[0]).matches() || words[1].isEmpty()) {
            throw new BadRequestException("'" + shortened(first) + "' is not a request line");
        }
        if (!VERSION.matcher(words[2]).matches()) {
            throw new BadRequestException("'" + shortened(words[2]) + "' is not an HTTP version");
        }
        if (!words[2].startsWith("HTTP/1.")) {
            throw new BadRequestException(505, words[2] + " is not spoken here");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = in.line(Math.max(0, MOST_BYTES - bytes), 431);
                !line.isEmpty();
                line = in.line(Math.max(0, MOST_BYTES - bytes), 431)) {
            bytes += line.length() + 2;
            add(headers, line);
        }
        RequestHead head = new RequestHead(
                words[0].toUpperCase(Locale.ROOT), words[1], !words[2].equals("HTTP/1.0"), Map.copyOf(headers));
        head.check();
        return head;
    }

    private static void add(Map<String, String> headers, String line) throws BadRequestException {
        int colon = line.indexOf(':');
        if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
            throw new BadRequestException("'" + shortened(line) + "' is not a header");
        }
        String value = line.substring(colon + 1).strip();
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new BadRequestException("header '" + shortened(line) + "' has control characters");
        }
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (name.equals("host") && headers.containsKey(name)) {
            throw new BadRequestException("there are two Host headers");
        }
        headers.merge(name, value, (one, other) -> one + ", " + other);
    }

    /** Refuses a request with a doubtful end (RFC 9112 section 6.3). */
    private void check() throws BadRequestException {
        if (http11 && !headers.containsKey("host")) {
            throw new BadRequestException("the Host header is missing");
        }
        String coding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        if (coding != null && (!coding.equalsIgnoreCase("chunked") || length != null)) {
            throw new BadRequestException("Transfer-Encoding '" + coding + "' cannot be read");
        }
        if (length != null && !length.matches("[0-9]{1,18}")) {
            throw new BadRequestException("Content-Length '" + shortened(length) + "' is not a length");
        }
    }

    boolean chunked() {
        return headers.containsKey("transfer-encoding");
    }

    long contentLength() {
        return Long.parseLong(headers.getOrDefault("content-length", "0"));
    }

    /** Whether the client waits for an interim answer before it sends the body (RFC 9110 section 10.1.1). */
    boolean expectsContinue() {
        return http11 && headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue");
    }

    boolean keepsAlive() {
        return http11
                && Arrays.stream(headers.getOrDefault("connection", "").split(",", -1))
                        .noneMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
