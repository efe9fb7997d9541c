package org.skytrawl.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves a host name; may block for any time. Implementations are thread-safe. */
@FunctionalInterface
public interface HostLookup {
    /** At least one address, best first. */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    static HostLookup system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
