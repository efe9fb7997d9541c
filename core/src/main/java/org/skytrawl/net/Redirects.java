package org.skytrawl.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.FailureCode;

/**
 * Follows the redirects of one fetch (RFC 9110 section 15.4). Exception: 301 and 302 repeat a POST like 307 and 308, as
 * services mean it that moved from http to https. Cookies of redirects are sent back within the same fetch (RFC 6265): some
 * servers repeat the redirect until they get one back. Not thread-safe.
 */
final class Redirects {
    static final int MAX_HOPS = 5;
    private static final int MOST_COOKIES = 20;
    private static final int LONGEST_COOKIE = 4_096;

    /** Steps with their cookies: a server may redirect to the same URL, with a new cookie. */
    private final Set<Map.Entry<Step, String>> seen = new HashSet<>();

    private final Step first;
    private final List<Cookie> cookies = new ArrayList<>();
    private @Nullable String lostQuery;

    record Step(HttpUrl url, boolean post) {
        /** Removes the fragment, which is not sent. */
        Step {
            url = url.fragment() == null ? url : url.newBuilder().fragment(null).build();
        }
    }

    Redirects(Step first) {
        this.first = first;
        seen.add(Map.entry(first, ""));
    }

    /** Keeps the cookies of a redirect, for this fetch only. */
    void take(HttpUrl url, Headers headers) {
        for (Cookie cookie : Cookie.parseAll(url, headers)) {
            cookies.removeIf(old -> old.name().equals(cookie.name())
                    && old.domain().equals(cookie.domain())
                    && old.path().equals(cookie.path()));
            String text = cookie.name() + "=" + cookie.value();
            boolean isPlain = text.length() <= LONGEST_COOKIE && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
            if (isPlain && cookies.size() < MOST_COOKIES && cookie.expiresAt() > System.currentTimeMillis()) {
                cookies.add(cookie);
            }
        }
    }

    /** The value of the Cookie header for a URL; empty for none. */
    String cookies(HttpUrl url) {
        return cookies.stream()
                .filter(cookie -> cookie.matches(url))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }

    /** Says which redirect dropped parameters of a GET; null if none did. */
    @Nullable
    String lostQuery() {
        return lostQuery;
    }

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** @throws FetchException for a missing or bad target, a step from https to http, a loop or too many redirects */
    Step follow(Step from, int status, @Nullable String location) throws FetchException {
        String host = from.url().host();
        if (location == null || location.isBlank()) {
            throw bad(host + " redirects without saying where to", status);
        }
        String tooLong = RequestUrl.tooLong(location);
        if (tooLong != null) {
            throw bad(host + " redirects to " + tooLong + ": " + ShownUrl.of(location), status);
        }
        HttpUrl resolved = from.url().resolve(location);
        if (resolved == null) {
            throw bad(host + " redirects to a URL that is not http or https: " + ShownUrl.of(location), status);
        }
        HttpUrl target = RequestUrl.checked(resolved);
        tooLong = RequestUrl.tooLong(target.toString());
        if (tooLong != null) {
            // a reference grows when it is resolved or percent-encoded
            throw bad(host + " redirects to " + tooLong + ": " + ShownUrl.of(target.toString()), status);
        }
        if (from.url().isHttps() && !target.isHttps()) {
            throw bad(host + " redirects from https to http: " + ShownUrl.of(target.toString()), status);
        }
        Step next = new Step(target, from.post() && status != 303);
        lostQuery = first.post() || isKept(first.url(), target)
                ? null
                : host + " redirects to " + ShownUrl.of(target.toString()) + ", which loses the query";
        if (!seen.add(Map.entry(next, cookies(target)))) {
            throw tooMany(host + " redirects in a loop: " + ShownUrl.of(target.toString()), status);
        }
        if (seen.size() > MAX_HOPS + 1) {
            throw tooMany("more than " + MAX_HOPS + " redirects, the last one by " + host, status);
        }
        return next;
    }

    /** Whether the target has all parameters, perhaps within another one: a page for login may lead back. */
    private static boolean isKept(HttpUrl asked, HttpUrl target) {
        String query = target.query() == null ? "" : "&" + target.query().toLowerCase(Locale.ROOT);
        return asked.queryParameterNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .allMatch(
                        name -> name.isEmpty() || query.contains("&" + name + "=") || query.contains("?" + name + "="));
    }

    private static FetchException bad(String message, int status) {
        return new FetchException(FailureCode.BAD_REDIRECT, message, status, null);
    }

    private static FetchException tooMany(String message, int status) {
        return new FetchException(FailureCode.TOO_MANY_REDIRECTS, message, status, null);
    }
}
