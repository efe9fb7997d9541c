package org.skytrawl.selection;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetSet;
import org.skytrawl.registry.Candidate;
import org.skytrawl.selection.ElisionEdges.Edge;

/**
 * Leaves out services that only repeat the data of others. The services are a graph with an edge to each service that has the
 * same data. A strongly connected group without edges to other groups keeps its best member; every other service leads to a
 * kept one, so no data are lost.
 */
final class Elision {
    private final List<Candidate> candidates;
    private final List<List<Edge>> edges;
    private final StronglyConnectedComponents groups;

    /** The first step of each candidate towards a kept one; null for kept ones. */
    private final @Nullable Edge[] steps;

    /** The kept candidate at the end of the steps of each candidate. */
    private final int[] ends;

    private Elision(List<Candidate> candidates, List<List<Edge>> edges) {
        this.candidates = candidates;
        this.edges = edges;
        this.groups = new StronglyConnectedComponents(edges);
        this.steps = new Edge[candidates.size()];
        this.ends = new int[candidates.size()];
        Arrays.fill(ends, -1);
    }

    static Elision none(List<Candidate> candidates) {
        Elision elision = new Elision(candidates, Collections.nCopies(candidates.size(), List.of()));
        Arrays.setAll(elision.ends, i -> i);
        return elision;
    }

    /**
     * @param candidates the best first
     * @param targets of each candidate, those that it is asked for; empty without a target list. A service has the data of another
     *     only if it is asked for all of that one's targets
     */
    static Elision of(List<Candidate> candidates, Set<String> productTypes, List<TargetSet> targets) {
        List<List<Edge>> edges = ElisionEdges.of(candidates, productTypes);
        if (!targets.isEmpty()) {
            for (int i = 0; i < edges.size(); i++) {
                TargetSet own = targets.get(i);
                if (!edges.get(i).isEmpty()) {
                    edges.get(i).removeIf(edge -> !targets.get(edge.to()).containsAll(own));
                }
            }
        }
        Elision elision = new Elision(candidates, edges);
        elision.leadToKept();
        return elision;
    }

    /** Searches backwards from the kept ones, the best first, so that each candidate leads to the nearest. */
    private void leadToKept() {
        List<List<Edge>> back = ElisionEdges.reversed(edges);
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

    /** A new object for each run. */
    StandbyServices reserve() {
        return new StandbyServices(
                IntStream.range(0, candidates.size()).mapToObj(this::decision).toList(), edges, groups);
    }

    /** The decision on the candidate at this place. */
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
