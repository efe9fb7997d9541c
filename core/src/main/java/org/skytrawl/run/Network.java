package org.skytrawl.run;

import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;

/** The one way to the network: proxies and User-Agent are the same for all. */
public final class Network {
    private Network() {}

    /** A fetcher with nothing open yet. */
    public static HttpFetcher fetcher() {
        EnvironmentProxies proxies;
        try {
            proxies = EnvironmentProxies.of(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new DiscoveryException("the environment's proxy cannot be used: " + e.getMessage());
        }
        return new HttpFetcher(Version.userAgent(), proxies, HostLookup.system());
    }
}
