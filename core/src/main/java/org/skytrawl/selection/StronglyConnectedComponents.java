package org.skytrawl.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.skytrawl.selection.ElisionEdges.Edge;

/**
 * Strongly connected components by Tarjan's algorithm, without recursion, as chains may be long. The number of a group is
 * above those of all groups to which it leads.
 */
final class StronglyConnectedComponents {
    private final List<List<Edge>> edges;
    private final int[] group;
    private final int[] index;
    private final int[] low;
    private final int[] nextEdge;
    private final List<Integer> open = new ArrayList<>();
    private int visited;
    private int groups;

    StronglyConnectedComponents(List<List<Edge>> edges) {
        this.edges = edges;
        int size = edges.size();
        group = new int[size];
        index = new int[size];
        low = new int[size];
        nextEdge = new int[size];
        Arrays.fill(group, -1);
        Arrays.fill(index, -1);
        find();
    }

    /** The group of each node. */
    int[] groupOf() {
        return group;
    }

    /** The nodes of each group, in order. */
    int[][] members() {
        int[] sizes = new int[groups];
        for (int of : group) {
            sizes[of]++;
        }
        int[][] members = new int[groups][];
        Arrays.setAll(members, g -> new int[sizes[g]]);
        for (int node = group.length - 1; node >= 0; node--) {
            members[group[node]][--sizes[group[node]]] = node;
        }
        return members;
    }

    private void find() {
        for (int node = 0; node < edges.size(); node++) {
            if (index[node] < 0 && edges.get(node).isEmpty()) {
                // a shortcut for nodes without edges, which most are
                index[node] = visited++;
                group[node] = groups++;
            } else if (index[node] < 0) {
                walk(node);
            }
        }
    }

    /** The first member of each group without edges to other groups, in order. */
    int[] bestOfLastGroups() {
        boolean[] leadsOn = new boolean[groups];
        int[] best = new int[groups];
        Arrays.fill(best, Integer.MAX_VALUE);
        for (int node = 0; node < edges.size(); node++) {
            best[group[node]] = Math.min(best[group[node]], node);
            for (Edge edge : edges.get(node)) {
                leadsOn[group[node]] |= group[edge.to()] != group[node];
            }
        }
        return IntStream.range(0, groups)
                .filter(g -> !leadsOn[g])
                .map(g -> best[g])
                .sorted()
                .toArray();
    }

    private void walk(int start) {
        List<Integer> path = new ArrayList<>();
        enter(start, path);
        while (!path.isEmpty()) {
            int node = path.getLast();
            if (nextEdge[node] < edges.get(node).size()) {
                int to = edges.get(node).get(nextEdge[node]++).to();
                if (index[to] < 0) {
                    enter(to, path);
                } else if (group[to] < 0) {
                    low[node] = Math.min(low[node], index[to]);
                }
                continue;
            }
            path.removeLast();
            if (!path.isEmpty()) {
                low[path.getLast()] = Math.min(low[path.getLast()], low[node]);
            }
            if (low[node] == index[node]) {
                close(node);
            }
        }
    }

    private void enter(int node, List<Integer> path) {
        index[node] = visited;
        low[node] = visited;
        visited++;
        open.add(node);
        path.add(node);
    }

    private void close(int first) {
        int node;
        do {
            node = open.removeLast();
            group[node] = groups;
        } while (node != first);
        groups++;
    }
}
