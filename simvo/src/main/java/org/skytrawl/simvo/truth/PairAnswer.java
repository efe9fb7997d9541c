package org.skytrawl.simvo.truth;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pairs of a target and a dataset: for each target what {@link TruthAnswer} has for a question about its circle.
 *
 * @param matching by the metadata of some service
 * @param reachable of services that are queried and answer properly
 * @param partial others that may be found or not: those of services that give part of their rows, answer another query
 *     than the best one, or answer uploads wrongly
 * @param withFailOver those that can be reached with stand-ins for services that do not answer
 * @param targets for each service the number of targets for which it is queried first; 0 means that it needs no query
 */
public record PairAnswer(
        Set<Pair> matching,
        Set<Pair> reachable,
        Set<Pair> partial,
        Set<Pair> withFailOver,
        Map<ServiceOfTargets, Integer> targets) {
    public PairAnswer {
        matching = Set.copyOf(matching);
        reachable = Set.copyOf(reachable);
        partial = Set.copyOf(partial);
        withFailOver = Set.copyOf(withFailOver);
        targets = Map.copyOf(targets);
    }

    /** @param dataset its number */
    public record Pair(String target, int dataset) {}

    /** @param service its number in the universe, or -1 if none of its services answers there */
    public record ServiceOfTargets(List<String> ivoids, String accessUrl, int service) {
        public ServiceOfTargets {
            ivoids = List.copyOf(ivoids);
        }
    }
}
