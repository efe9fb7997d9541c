package org.skytrawl.net;

import java.util.HashSet;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.FailureCode;

/**
 * Follows the redirects of one fetch (RFC 9110 section 15.4). Exception: 301 and 302 repeat a POST like 307 and 308, as
 * services mean it that moved from http to https. Not thread-safe.
 */
final class Redirects {
    static final int MAX_HOPS = 5;

    private final Set<Step> seen = new HashSet<>();

    record Step(HttpUrl url, boolean post) {
        /** Removes the fragment, which is not sent. */
        Step {
            url = url.fragment() == null ? url : url.newBuilder().fragment(null).build();
        }
    }

    Redirects(Step first) {
        seen.add(first);
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
            throw bad(host + " redirects to something that is no http or https URL: " + ShownUrl.of(location), status);
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
        if (!seen.add(next)) {
            throw tooMany(host + " redirects in a loop: " + ShownUrl.of(target.toString()), status);
        }
        if (seen.size() > MAX_HOPS + 1) {
            throw tooMany("more than " + MAX_HOPS + " redirects, the last one by " + host, status);
        }
        return next;
    }

    private static FetchException bad(String message, int status) {
        return new FetchException(FailureCode.BAD_REDIRECT, message, status, null);
    }

    private static FetchException tooMany(String message, int status) {
        return new FetchException(FailureCode.TOO_MANY_REDIRECTS, message, status, null);
    }
}
