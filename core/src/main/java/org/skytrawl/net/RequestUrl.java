package org.skytrawl.net;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.FailureCode;

/** Reads the URLs that documents give us. */
final class RequestUrl {
    private static final int MAX_SHOWN = 300;
    private static final Pattern NUMBERS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private RequestUrl() {}

    static HttpUrl parse(String text) throws FetchException {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new FetchException(FailureCode.BAD_URL, "not an http or https URL: " + shown(text));
        }
        return checkHost(url);
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
