package org.skytrawl.simvo.truth;

import java.util.List;
import java.util.SortedSet;

/**
 * @param partial datasets that may be found or not: of services that give only part of their rows, or answer another
 * query than the best one
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
