package org.skytrawl.provenance;

import java.time.Duration;

/**
 * A host some of whose services have not ended. Immutable.
 *
 * @param host its name, with the port if that is not the scheme's own
 * @param running how many of its services are being asked
 * @param waiting how many wait for their turn
 * @param longest how long the one that is asked for the longest takes by now; zero if none is
 * @param phase how far that one has come
 */
public record AwaitedHost(String host, int running, int waiting, Duration longest, Phase phase) {
    /** Both together; of two records of one host. */
    public AwaitedHost and(AwaitedHost other) {
        AwaitedHost slower = longest.compareTo(other.longest) >= 0 ? this : other;
        return new AwaitedHost(host, running + other.running, waiting + other.waiting, slower.longest, slower.phase);
    }
}
