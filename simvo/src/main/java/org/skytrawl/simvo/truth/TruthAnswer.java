package org.skytrawl.simvo.truth;

import java.util.List;
import java.util.SortedSet;

/**
 * @param matching the datasets that match by the metadata of some service, whether or not that service is queried and
 *     works
 * @param reachable those of them that at least one service gives that is queried and works
 * @param partial others that may be found or not: those of services that give only part of their rows, and those that a
 *     service may give because it answers only another query than the best one
 * @param withFailOver those that can be reached if stand-ins are queried for services that do not answer completely: a
 *     service that leads to a chain of others as soon as none of those has answered; contains all that are reachable
 * @param services the fate of each registered service, the best first
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
