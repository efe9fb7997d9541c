package org.skytrawl.provenance;

import java.time.Duration;
import java.util.List;

/**
 * A server that is being queried, such as a registry, and those that are queried in its place if it fails. Immutable.
 *
 * @param url its URL, without user name and password; it may have been configured by the user, so clean it before it is shown
 * @param waited time since the first request to it
 * @param next the URLs of the others, in the order in which they are tried; empty for the last one
 */
public record AwaitedServer(String url, Duration waited, List<String> next) {
    public AwaitedServer {
        next = List.copyOf(next);
    }
}
