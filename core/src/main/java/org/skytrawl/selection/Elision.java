package org.skytrawl.selection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.registry.Candidate;
import org.skytrawl.selection.ElisionEdges.Edge;

/**
 * Leaves out services whose data are to be had from others that are asked. The services are a graph, an edge leading to
 * where the same data are; each group of services that lead to each other and nowhere else keeps its best member, all
 * others lead to such a one. So nothing is dropped of which nothing is kept.
 */
final class Elision {
    private final List<Candidate> candidates;
    private final List<List<Edge>> edges;
    private final StronglyConnectedComponents groups;

    /** Where each candidate's first step leads; null for those kept. */
    private final @Nullable Edge[] steps;

    /** The kept candidate at which each candidate's steps end. */
    private final int[] ends;

    private Elision(List<Candidate> candidates, List<List<Edge>> edges) {
        this.candidates = candidates;
        this.edges = edges;
        this.groups = new StronglyConnectedComponents(edges);
        this.steps = new Edge[candidates.size()];
        this.ends = new int[candidates.size()];
        Arrays.fill(ends, -1);
    }

    /** Keeps them all. */
    static Elision none(List<Candidate> candidates) {
        Elision elision = new Elision(candidates, Collections.nCopies(candidates.size(), List.of()));
        Arrays.setAll(elision.ends, i -> i);
        return elision;
    }

    /**
     * Leaves out what only repeats others.
     *
     * @param candidates the best first
     * @param productTypes the types of data that are wanted; empty for any
     */
    static Elision of(List<Candidate> candidates, Set<String> productTypes) {
        Elision elision = new Elision(candidates, ElisionEdges.of(candidates, productTypes));
        elision.leadToKept();
        return elision;
    }

    /** Goes back from the kept ones, the best first, so that each candidate gets the nearest. */
    private void leadToKept() {
        List<List<Edge>> back = new ArrayList<>(Collections.nCopies(edges.size(), List.of()));
        for (int from = 0; from < edges.size(); from++) {
            for (Edge edge : edges.get(from)) {
                if (back.get(edge.to()).isEmpty()) {
                    back.set(edge.to(), new ArrayList<>());
                }
                back.get(edge.to()).add(new Edge(from, edge.rule()));
            }
        }
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int best : groups.bestOfLastGroups()) {
            ends[best] = best;
            if (!back.get(best).isEmpty()) {
                queue.add(best);
            }
        }
        while (!queue.isEmpty()) {
            int to = queue.remove();
            for (Edge edge : back.get(to)) {
                if (ends[edge.to()] < 0) {
                    ends[edge.to()] = ends[to];
                    steps[edge.to()] = new Edge(to, edge.rule());
                    queue.add(edge.to());
                }
            }
        }
    }

    /** What to do while those that are kept are asked; one for each run. */
    StandbyServices reserve() {
        return new StandbyServices(
                java.util.stream.IntStream.range(0, candidates.size())
                        .mapToObj(this::decision)
                        .toList(),
                edges,
                groups);
    }

    /** What becomes of the candidate at this place. */
    Decision decision(int i) {
        Service service = candidates.get(i).service();
        Edge step = steps[i];
        if (step == null) {
            return new Decision.Kept(service);
        }
        Service next = candidates.get(step.to()).service();
        return new Decision.Elided(
                service, next, step.rule().reason(next), candidates.get(ends[i]).service());
    }
}
