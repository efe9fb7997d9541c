package org.skytrawl.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host's name; may block as long as it likes. Implementations are thread-safe. */
@FunctionalInterface
public interface HostLookup {
    /**
     * The addresses, at least one, best first.
     *
     * @throws UnknownHostException if there are none
     */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    static HostLookup system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
