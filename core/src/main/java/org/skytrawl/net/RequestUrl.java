package org.skytrawl.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.FailureCode;

/** Reads URLs of documents. Removes user name and password, which must be neither sent nor shown (RFC 9110 section 4.2.4). */
final class RequestUrl {
    private static final int MAX_SHOWN = 300;
    /** Characters of user information. The time of OkHttp grows with the square of the at signs in it. */
    private static final int LONGEST_USER = 1024;
    /** Characters of host and port. Names have 253 (RFC 1035 section 2.3.4); the encoding of longer ones is slow. */
    private static final int LONGEST_HOST = 265;

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    /** Names of this machine in usual hosts files, beside localhost and its subdomains (RFC 6761). */
    private static final Set<String> THIS_MACHINE = Set.of(
            "localhost.localdomain",
            "localhost4",
            "localhost4.localdomain4",
            "localhost6",
            "localhost6.localdomain6",
            "ip6-localhost",
            "ip6-loopback");

    private RequestUrl() {}

    static HttpUrl parse(String text) throws FetchException {
        String tooLong = tooLong(text);
        if (tooLong != null) {
            throw new FetchException(FailureCode.BAD_URL, tooLong + ": " + ShownUrl.of(text));
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new FetchException(FailureCode.BAD_URL, "not an http or https URL: " + ShownUrl.of(text));
        }
        return checked(url);
    }

    /** Why a URL or reference is too long for OkHttp; null if it is not. */
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

    /** As in OkHttp: after the scheme and any number of slashes or backslashes, or after two of them at the start. */
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
     * Removes user name and password. Refuses hosts like {@code 2130706433}, {@code 0x7f000001} or {@code 127.1}, which
     * OkHttp, the platform or a proxy read as different addresses.
     */
    static HttpUrl checked(HttpUrl url) throws FetchException {
        String host = url.host();
        if (endsInNumber(host) && !isIpv4(host)) {
            throw new FetchException(FailureCode.BAD_URL, "neither a name nor an address: " + shown(host));
        }
        boolean hasUser =
                !url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty();
        return hasUser ? url.newBuilder().username("").password("").build() : url;
    }

    /** True if parsers of addresses read the host as one (WHATWG URL standard, section 3.5), by its last part. */
    private static boolean endsInNumber(String host) {
        String name = withoutDot(host);
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean hex = last.startsWith("0x") || last.startsWith("0X");
        return !last.isEmpty()
                && last.substring(hex ? 2 : 0)
                        .chars()
                        .allMatch(c -> hex ? Character.digit(c, 16) >= 0 : c >= '0' && c <= '9');
    }

    /** By name or address. */
    static boolean isThisMachine(String host) {
        String name = withoutDot(host);
        InetAddress address = address(host);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || THIS_MACHINE.contains(name)
                || (address != null && AddressRule.isThisMachine(address));
    }

    /** Removes the optional dot at the end. */
    static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** True if the host of a parsed URL is an address, not a name. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    /** Null if the host is a name. */
    static @Nullable InetAddress address(String host) {
        if (!isAddress(host)) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Text from outside, not a URL, for a message. */
    static String shown(String text) {
        return PlainText.of(text, MAX_SHOWN);
    }

    private static boolean isIpv4(String host) {
        return IPV4.matcher(host).matches();
    }
}
