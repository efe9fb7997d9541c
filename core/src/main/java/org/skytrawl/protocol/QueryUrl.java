package org.skytrawl.protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An access URL with parameters added. The URL is used as registered, its own query string kept; a fragment goes, for
 * it is not sent and parameters behind it would not be either.
 */
public final class QueryUrl {
    private final StringBuilder url;

    public QueryUrl(String accessUrl) {
        String registered = accessUrl.strip();
        int fragment = registered.indexOf('#');
        this.url = new StringBuilder(fragment < 0 ? registered : registered.substring(0, fragment));
    }

    /** Adds a parameter; its value is percent-encoded, but for the commas that SIA1 is made of. */
    public QueryUrl with(String name, String value) {
        char last = url.isEmpty() ? ' ' : url.charAt(url.length() - 1);
        if (url.indexOf("?") < 0) {
            url.append('?');
        } else if (last != '?' && last != '&') {
            url.append('&');
        }
        // blanks as %20, which is right whether or not the other side takes a + for one
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
