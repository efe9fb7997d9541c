package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable; names of parameters in upper case (DALI 1.1 section 3.1), of headers and uploaded parts in lower case. */
public record Request(
        String method,
        String baseUrl,
        String path,
        Map<String, List<String>> parameters,
        Map<String, String> headers,
        Map<String, byte[]> parts) {
    public Request {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
        parts = Map.copyOf(parts);
    }

    public @Nullable String parameter(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    public List<String> all(String name) {
        return parameters.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    static Request of(RequestHead head, byte[] body, String baseUrl) throws BadRequestException {
        String target = target(head.target());
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Map<String, List<String>> parameters = new HashMap<>();
        Map<String, byte[]> parts = new HashMap<>();
        if (question >= 0) {
            addParameters(target.substring(question + 1), parameters);
        }
        String contentType = head.headers().getOrDefault("content-type", "");
        String mediaType = contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        if (mediaType.equals("application/x-www-form-urlencoded")) {
            addParameters(Incoming.latin1(body), parameters);
        } else if (mediaType.equals("multipart/form-data")) {
            new Multipart(parameters, parts).read(contentType, body);
        }
        parameters.replaceAll((name, values) -> List.copyOf(values));
        return new Request(head.method(), baseUrl, decoded(path, false), parameters, head.headers(), parts);
    }

    /** Path and query, also of the absolute form for proxies (RFC 9112 section 3.2.2). */
    private static String target(String sent) throws BadRequestException {
        String target = sent;
        if (target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8)) {
            String rest = target.replaceFirst("^[^/]*//[^/?#]*+", "");
            target = rest.startsWith("/") ? rest : "/" + rest;
        }
        if (!target.startsWith("/")) {
            throw new BadRequestException("the request's target is no path");
        }
        int fragment = target.indexOf('#');
        return fragment < 0 ? target : target.substring(0, fragment);
    }

    private static void addParameters(String text, Map<String, List<String>> into) throws BadRequestException {
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

    /** From Latin-1 to UTF-8; a plus is a blank in query strings and forms, not in paths. */
    private static String decoded(String text, boolean plusIsBlank) throws BadRequestException {
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
