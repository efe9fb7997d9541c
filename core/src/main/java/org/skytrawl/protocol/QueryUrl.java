package org.skytrawl.protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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

    /** Adds a parameter; its value is percent-encoded, except for the commas that SIA1 needs. */
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
                .replace("%2C", ",");
        url.append(name).append('=').append(encoded);
        return this;
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
