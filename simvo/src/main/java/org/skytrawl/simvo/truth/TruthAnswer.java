package org.skytrawl.simvo.truth;

import java.util.List;
import java.util.SortedSet;

/**
 * What there is to be found. Datasets go by their ids.
 *
 * @param question what is asked
 * @param matching those that match by what some service publishes of them, whether it is asked and works or not
 * @param reachable those of them that at least one service has which is asked and works
 * @param partial those, none of them reachable, that may be found or not: that a service has which is asked, at once or
 *     after all, and gives only part of its rows, or perhaps more of what is wanted than is asked for, since it can be asked
 *     only in another way than the others
 * @param withFailOver those that are reachable if what was left out for the sake of services that do not answer completely
 *     is asked too: one that leads to a chain of others as soon as none of those has answered; holds all that are reachable
 * @param services what becomes of each registered service, the best first
 */
public record TruthAnswer(
        Question question,
        SortedSet<Integer> matching,
        SortedSet<Integer> reachable,
        SortedSet<Integer> partial,
        SortedSet<Integer> withFailOver,
        List<RegisteredService> services) {
    public TruthAnswer {
        services = List.copyOf(services);
    }
}
