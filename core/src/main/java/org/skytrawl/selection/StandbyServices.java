package org.skytrawl.selection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.skytrawl.model.Service;
import org.skytrawl.selection.ElisionEdges.Edge;

/**
 * The stand-ins of a run: services that were left out because others have the same data. If a service fails, the stand-ins
 * that no other queried service represents are queried: the best of its group, and the best of each group that led only to
 * it. If a service answers completely, the stand-ins that lead to it stay out.
 *
 * <p>For one run and one thread.
 */
public final class StandbyServices {
    private final List<Decision> decisions;
    private final List<List<Edge>> edges;
    private final List<List<Edge>> back;
    private final int[] group;
    private final int[][] members;
    private final Map<Service, Integer> places = new TreeMap<>(Service.BY_REGISTRATION);
    private final int[] best;
    private final boolean[] leadsOn;
    private final boolean[] silent;
    private final boolean[] asked;
    private final boolean[] settled;

    /** @param decisions on the candidates that can be queried, the best first */
    StandbyServices(List<Decision> decisions, List<List<Edge>> edges, StronglyConnectedComponents groups) {
        this.decisions = decisions;
        this.edges = edges;
        this.group = groups.groupOf();
        this.members = groups.members();
        this.back = ElisionEdges.reversed(edges);
        this.silent = new boolean[decisions.size()];
        this.asked = new boolean[decisions.size()];
        this.settled = new boolean[decisions.size()];
        for (int i = 0; i < decisions.size(); i++) {
            places.putIfAbsent(decisions.get(i).service(), i);
            asked[i] = decisions.get(i).isKept();
        }
        this.best = new int[members.length];
        this.leadsOn = new boolean[members.length];
        for (int g = 0; g < members.length; g++) {
            look(g);
        }
    }

    /** The service is queried in any case, so it does not stand in for another. */
    public void isAsked(Service service) {
        Integer place = places.get(service);
        if (place != null) {
            asked[place] = true;
        }
    }

    /**
     * The service has not answered completely.
     *
     * @return the services to query after all
     */
    public List<Decision> withoutAnswerOf(Service service) {
        Integer place = places.get(service);
        if (place == null || (back.get(place).isEmpty() && members[group[place]].length == 1)) {
            return List.of();
        }
        silent[place] = true;
        List<Decision> more = new ArrayList<>();
        // groups in order: each leads only to groups with lower numbers, which are done
        for (int g : groupsThatLeadTo(place)) {
            look(g);
            if (best[g] >= 0 && !leadsOn[g] && !asked[best[g]]) {
                asked[best[g]] = true;
                more.add(decisions.get(best[g]));
            }
        }
        return more;
    }

    /** The group of this service and all groups that lead to it, in the order of their numbers. */
    private SortedSet<Integer> groupsThatLeadTo(int place) {
        TreeSet<Integer> found = new TreeSet<>(List.of(group[place]));
        ArrayDeque<Integer> queue = new ArrayDeque<>(found);
        while (!queue.isEmpty()) {
            for (int member : members[queue.remove()]) {
                for (Edge from : back.get(member)) {
                    if (found.add(group[from.to()])) {
                        queue.add(group[from.to()]);
                    }
                }
            }
        }
        return found;
    }

    /** Finds the best remaining member of a group, and whether an edge leads to a remaining one elsewhere. */
    private void look(int g) {
        best[g] = -1;
        leadsOn[g] = false;
        for (int member : members[g]) {
            if (best[g] < 0 && !silent[member]) {
                best[g] = member;
            }
            for (Edge edge : edges.get(member)) {
                int to = group[edge.to()];
                leadsOn[g] |= to != g && (best[to] >= 0 || leadsOn[to]);
            }
        }
    }

    /**
     * The service has answered completely.
     *
     * @return the services that now certainly stay out; each is returned once
     */
    public List<Decision.Elided> withAnswerOf(Service service) {
        Integer place = places.get(service);
        if (place == null || back.get(place).isEmpty()) {
            return List.of();
        }
        List<Decision.Elided> out = new ArrayList<>();
        boolean[] seen = new boolean[decisions.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(place));
        seen[place] = true;
        while (!queue.isEmpty()) {
            for (Edge edge : back.get(queue.remove())) {
                int from = edge.to();
                if (!seen[from]) {
                    seen[from] = true;
                    queue.add(from);
                    if (!asked[from] && !settled[from]) {
                        settled[from] = true;
                        // a service with an edge is either kept or elided
                        out.add((Decision.Elided) decisions.get(from));
                    }
                }
            }
        }
        return out;
    }
}
