package org.skytrawl.provenance;

import java.time.Duration;

/**
 * A host with services that have not ended. Immutable.
 *
 * @param host its name, with the port unless it is the default of the scheme
 * @param running number of its services that are being queried
 * @param waiting number of its services that wait
 * @param longest time since the longest-running of its queries started; zero if none runs
 * @param phase phase of that query
 */
public record AwaitedHost(String host, int running, int waiting, Duration longest, Phase phase) {
    /** The sum of two records of one host. */
    public AwaitedHost and(AwaitedHost other) {
        AwaitedHost slower = longest.compareTo(other.longest) >= 0 ? this : other;
        return new AwaitedHost(host, running + other.running, waiting + other.waiting, slower.longest, slower.phase);
    }
}
