package org.skytrawl.net;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.FailureCode;

/** Reads the URLs that documents give us. */
final class RequestUrl {
    private static final int MAX_SHOWN = 300;

    /** The longest user information in characters: OkHttp's time grows with the square of the at signs that are in it. */
    private static final int LONGEST_USER = 1024;

    /** The longest host with its port. Names have 253 characters (RFC 1035 section 2.3.4); to encode long ones takes its time. */
    private static final int LONGEST_HOST = 265;

    private static final Pattern NUMBERS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private RequestUrl() {}

    static HttpUrl parse(String text) throws FetchException {
        String tooLong = tooLong(text);
        if (tooLong != null) {
            throw new FetchException(FailureCode.BAD_URL, tooLong + ": " + shown(text));
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new FetchException(FailureCode.BAD_URL, "not an http or https URL: " + shown(text));
        }
        return checkHost(url);
    }

    /** In what a URL, or a reference to one, is too long for OkHttp to be given it; null if it is not. */
    static @Nullable String tooLong(String text) {
        if (OutsideText.isTooLongForUrl(text)) {
            return "a URL of more than " + OutsideText.LONGEST_URL + " characters";
        }
        String authority = authority(text);
        int host = authority.lastIndexOf('@') + 1;
        return host > LONGEST_USER || authority.length() - host > LONGEST_HOST
                ? "a URL with a host or user of more than " + (host > LONGEST_USER ? LONGEST_USER : LONGEST_HOST)
                        + " characters"
                : null;
    }

    /** As OkHttp sees it: behind the scheme and any number of slashes or backslashes, or behind two of them at the beginning. */
    private static String authority(String text) {
        int colon = text.indexOf(':');
        int slash = firstOf(text, "/\\?#", 0);
        boolean hasScheme = colon >= 0 && colon < slash;
        int start = hasScheme ? colon + 1 : OutsideText.skipBlanks(text, 0);
        int slashes = start;
        while (slashes < text.length() && (text.charAt(slashes) == '/' || text.charAt(slashes) == '\\')) {
            slashes++;
        }
        return hasScheme || slashes - start >= 2 ? text.substring(slashes, firstOf(text, "/\\?#", slashes)) : "";
    }

    private static int firstOf(String text, String characters, int from) {
        int i = from;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /**
     * Refuses hosts like {@code 2130706433} or {@code 127.1}: OkHttp hands them to the platform as addresses without
     * asking our resolver, and the platform takes them for abbreviated ones.
     */
    static HttpUrl checkHost(HttpUrl url) throws FetchException {
        String host = url.host();
        if (NUMBERS_AND_DOTS.matcher(host).matches() && !isIpv4(host)) {
            throw new FetchException(FailureCode.BAD_URL, "neither a name nor an address: " + host);
        }
        return url;
    }

    /** Whether the host of a parsed URL is an address, so that nothing is to be looked up. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    /** Text from outside, fit for a message. */
    static String shown(String text) {
        return PlainText.of(text, MAX_SHOWN);
    }

    private static boolean isIpv4(String host) {
        return IPV4.matcher(host).matches();
    }
}
