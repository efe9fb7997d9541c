package org.skytrawl.net;

import okhttp3.HttpUrl;

/**
 * A server, as limits and health go by it.
 *
 * @param scheme http or https
 * @param host in lower case, an international name in its ASCII form, an IPv6 address without brackets
 * @param port given or by the scheme's default
 */
public record HostKey(String scheme, String host, int port) {
    /**
     * The server of a URL.
     *
     * @throws FetchException with {@code BAD_URL} if it is no http or https URL
     */
    public static HostKey of(String url) throws FetchException {
        HttpUrl parsed = RequestUrl.parse(url);
        return new HostKey(parsed.scheme(), parsed.host(), parsed.port());
    }

    /** The form {@code https://vo.example.org:443}, brackets around an IPv6 address. */
    @Override
    public String toString() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
