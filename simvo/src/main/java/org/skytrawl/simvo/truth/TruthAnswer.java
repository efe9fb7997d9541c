package org.skytrawl.simvo.truth;

import java.util.List;
import java.util.SortedSet;

/**
 * What there is to be found. Datasets go by their ids.
 *
 * @param question what is asked
 * @param matching those that match by what some service publishes of them, whether it is asked and works or not
 * @param reachable those of them that at least one service has which is asked and works
 * @param partial those, none of them reachable, that a service has which is asked and gives only part of its rows: they may
 *     be found or not
 * @param withFailOver those that are reachable if what was left out for the sake of services that turn out faulty is asked
 *     too; holds all that are reachable
 * @param services what becomes of each registered service, the best first
 */
public record TruthAnswer(
        Question question,
        SortedSet<Integer> matching,
        SortedSet<Integer> reachable,
        SortedSet<Integer> partial,
        SortedSet<Integer> withFailOver,
        List<RegisteredService> services) {
    /** Keeps its own copy of the services. */
    public TruthAnswer {
        services = List.copyOf(services);
    }
}
