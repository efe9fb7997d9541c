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

/**
 * Reads the URLs that documents give us. A user name and password in them are never sent, neither to the host nor to
 * another that it redirects to (RFC 9110 section 4.2.4): they are left out here, so that nothing behind it can show them.
 */
final class RequestUrl {
    private static final int MAX_SHOWN = 300;

    /** The longest user information in characters: OkHttp's time grows with the square of the at signs that are in it. */
    private static final int LONGEST_USER = 1024;

    /** The longest host with its port. Names have 253 characters (RFC 1035 section 2.3.4); to encode long ones takes its time. */
    private static final int LONGEST_HOST = 265;

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    /** Names that the hosts file of a usual system gives this machine, beside localhost and all below it (RFC 6761). */
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
     * The same without user name and password. Refuses hosts like {@code 2130706433}, {@code 0x7f000001} or {@code 127.1}:
     * OkHttp, the platform or a proxy take them for abbreviated addresses, without our seeing which.
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

    /** Whether what reads addresses tries to read this as one (WHATWG URL standard, section 3.5): by its last part. */
    private static boolean endsInNumber(String host) {
        String name = withoutDot(host);
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean hex = last.startsWith("0x") || last.startsWith("0X");
        return !last.isEmpty()
                && last.substring(hex ? 2 : 0)
                        .chars()
                        .allMatch(c -> hex ? Character.digit(c, 16) >= 0 : c >= '0' && c <= '9');
    }

    /** Whether a host is this machine by its name or address, so that no proxy can be meant to be asked for it. */
    static boolean isThisMachine(String host) {
        String name = withoutDot(host);
        InetAddress address = address(host);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || THIS_MACHINE.contains(name)
                || (address != null && AddressRule.isThisMachine(address));
    }

    /** A name in lower case without the dot that may end it and changes nothing. */
    static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Whether the host of a parsed URL is an address, so that nothing is to be looked up. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    /** The address that a host is; null if it is a name. */
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

    /** Text from outside that is no URL, fit for a message. */
    static String shown(String text) {
        return PlainText.of(text, MAX_SHOWN);
    }

    private static boolean isIpv4(String host) {
        return IPV4.matcher(host).matches();
    }
}
