package org.skytrawl.simvo.truth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.skytrawl.simvo.universe.SimProtocol;

/**
 * The services that are skipped because others have their data. Each service has arrows to those others. In a group of
 * services whose arrows lead only to each other the best is kept; all others lead to one that is kept.
 */
final class Elision {
    private final List<Candidate> candidates;
    private final Set<String> productTypes;
    private final List<TreeSet<Integer>> arrows = new ArrayList<>();

    /** The number of arrows from one to another, -1 where no path leads. */
    private final List<int[]> distances = new ArrayList<>();

    private Elision(List<Candidate> candidates, Set<String> productTypes) {
        this.candidates = candidates;
        this.productTypes = productTypes;
        candidates.forEach(one -> arrows.add(new TreeSet<>()));
    }

    static Elision of(List<Candidate> candidates, Set<String> productTypes) {
        Elision elision = new Elision(candidates, productTypes);
        elision.drawArrows();
        for (int i = 0; i < candidates.size(); i++) {
            elision.distances.add(elision.distancesFrom(i));
        }
        return elision;
    }

    private void drawArrows() {
        Map<String, Integer> firstAt = new HashMap<>();
        Map<String, List<Integer>> byIvoid = new HashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate one = candidates.get(i);
            Integer first = firstAt.putIfAbsent(one.sameUrl() + one.table(), i);
            if (first != null) {
                arrows.get(i).add(first);
                arrows.get(first).add(i);
            }
            for (String ivoid : one.ivoids()) {
                byIvoid.computeIfAbsent(ivoid, key -> new ArrayList<>()).add(i);
            }
        }
        for (int i = 0; i < candidates.size(); i++) {
            Candidate one = candidates.get(i);
            for (String ivoid : one.ivoids()) {
                for (int other : byIvoid.getOrDefault(ivoid, List.of())) {
                    SimProtocol better = candidates.get(other).protocol();
                    if (better.compareTo(one.protocol()) < 0 && better.replaces(one.protocol(), productTypes)) {
                        arrows.get(i).add(other);
                    }
                }
            }
            for (String server : one.servedBy()) {
                for (int other : byIvoid.getOrDefault(server, List.of())) {
                    if (!one.ivoids().contains(server) && hasAllOf(candidates.get(other), one)) {
                        arrows.get(i).add(other);
                    }
                }
            }
        }
    }

    /** A server with a table only if the table is among those that the other lists; no server without its product types. */
    private boolean hasAllOf(Candidate server, Candidate one) {
        return server.protocol().replaces(one.protocol(), productTypes)
                && (server.table() == null || one.tables().contains(server.table()));
    }

    /** For each candidate the index of the one that is queried in its place: its own if it is queried itself. */
    int[] ends() {
        boolean[] all = new boolean[candidates.size()];
        Arrays.fill(all, true);
        boolean[] kept = kept(all);
        int[] ends = new int[candidates.size()];
        for (int i = 0; i < ends.length; i++) {
            int best = -1;
            for (int other = 0; other < kept.length; other++) {
                int distance = distances.get(i)[other];
                if (kept[other]
                        && distance >= 0
                        && (best < 0 || distance < distances.get(i)[best])) {
                    best = other;
                }
            }
            ends[i] = best;
        }
        return ends;
    }

    /**
     * The candidates that are queried, first or as stand-ins. Those that do not answer completely are removed, but the
     * arrows still lead over them: another candidate is queried if it leads to none that is left, or is the best of its
     * group. This is repeated until all that are queried answer.
     */
    boolean[] askedInTheEnd(IntPredicate answers) {
        boolean[] left = new boolean[candidates.size()];
        Arrays.fill(left, true);
        boolean[] asked = new boolean[left.length];
        boolean again = true;
        while (again) {
            again = false;
            boolean[] kept = kept(left);
            for (int i = 0; i < left.length; i++) {
                if (kept[i]) {
                    asked[i] = true;
                    left[i] = answers.test(i);
                    again |= !left[i];
                }
            }
        }
        return asked;
    }

    /** Those of some candidates that lead to none of these outside their group, and are the best of the group. */
    private boolean[] kept(boolean[] some) {
        boolean[] kept = some.clone();
        for (int i = 0; i < kept.length; i++) {
            for (int other = 0; other < kept.length; other++) {
                boolean there = some[other] && distances.get(i)[other] >= 0;
                boolean back = distances.get(other)[i] >= 0;
                kept[i] &= !there || (back && other >= i);
            }
        }
        return kept;
    }

    private int[] distancesFrom(int start) {
        int[] distances = new int[candidates.size()];
        Arrays.fill(distances, -1);
        Deque<Integer> queue = new ArrayDeque<>();
        distances[start] = 0;
        queue.add(start);
        while (!queue.isEmpty()) {
            int from = queue.remove();
            for (int to : arrows.get(from)) {
                if (distances[to] < 0) {
                    distances[to] = distances[from] + 1;
                    queue.add(to);
                }
            }
        }
        return distances;
    }
}
