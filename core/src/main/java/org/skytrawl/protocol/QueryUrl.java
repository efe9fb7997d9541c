package org.skytrawl.protocol;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An access URL with parameters added. Keeps the query string of the registered URL and drops its fragment: parameters after a
 * fragment would not be sent.
 */
public final class QueryUrl {
    private final StringBuilder url;

    public QueryUrl(String accessUrl) {
        String registered = accessUrl.strip();
        int fragment = registered.indexOf('#');
        this.url = new StringBuilder(fragment < 0 ? registered : registered.substring(0, fragment));
    }

    /** The parameters of a URL: names in capitals, values decoded. The first one of each name counts. */
    public static Map<String, String> parameters(String url) {
        Map<String, String> values = new LinkedHashMap<>();
        int query = url.indexOf('?');
        int fragment = url.indexOf('#');
        int end = fragment < 0 ? url.length() : fragment;
        if (query < 0 || query > end) {
            return values;
        }
        for (String parameter : url.substring(query + 1, end).split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals).toUpperCase(Locale.ROOT);
                values.putIfAbsent(name, decoded(parameter.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Adds a parameter; its value is percent-encoded, except for commas, slashes and colons, which SIA1 and SSA need. */
    public QueryUrl with(String name, String value) {
        char last = url.isEmpty() ? ' ' : url.charAt(url.length() - 1);
        if (url.indexOf("?") < 0) {
            url.append('?');
        } else if (last != '?' && last != '&') {
            url.append('&');
        }
        // blanks as %20: not every server reads + as a blank
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",")
                .replace("%2F", "/")
                .replace("%3A", ":");
        url.append(name).append('=').append(encoded);
        return this;
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
