package org.skytrawl.net;

import okhttp3.HttpUrl;

/**
 * A server, the unit of limits and health.
 *
 * @param host in lower case, an international name in its ASCII form, an IPv6 address without brackets
 */
public record HostKey(String scheme, String host, int port) {
    /** @throws FetchException with {@code BAD_URL} if it is not an http or https URL */
    public static HostKey of(String url) throws FetchException {
        return of(RequestUrl.parse(url));
    }

    static HostKey of(HttpUrl url) {
        return new HostKey(url.scheme(), url.host(), url.port());
    }

    /** {@code https://vo.example.org:443}, brackets around an IPv6 address. */
    @Override
    public String toString() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
