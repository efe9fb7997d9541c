package org.skytrawl.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.registry.Candidate;

/** Finds the candidates that have the same data as another. Numbers are places in the list of candidates. */
public final class ElisionEdges {
    /** A candidate that has the same data. */
    record Edge(int to, ElisionRule rule) {}

    private final List<Candidate> candidates;
    private final Set<String> productTypes;
    /**
     * Limits the edges, as thousands of interfaces of one resource would have millions. Of the services that a resource has
     * by one protocol, the best 32 stand for all; of the servers of a candidate, the first 32 count.
     */
    private static final int MOST = 32;

    private final Map<Ivoid, List<Integer>> byIvoid;
    private final List<List<Edge>> edges;

    private ElisionEdges(List<Candidate> candidates, Set<String> productTypes) {
        this.candidates = candidates;
        this.productTypes = productTypes;
        // most candidates have no edges
        this.edges = new ArrayList<>(Collections.nCopies(candidates.size(), List.of()));
        this.byIvoid = HashMap.newHashMap(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            for (Ivoid ivoid : candidates.get(i).service().ivoids()) {
                addTo(byIvoid.computeIfAbsent(ivoid, first -> new ArrayList<>(1)), i);
            }
        }
    }

    /** Adds the candidate unless there are enough better ones. */
    private void addTo(List<Integer> ofResource, int candidate) {
        Protocol protocol = candidates.get(candidate).service().protocol();
        int sameProtocol = 0;
        for (int other : ofResource) {
            sameProtocol += candidates.get(other).service().protocol().equals(protocol) ? 1 : 0;
        }
        if (sameProtocol < MOST) {
            ofResource.add(candidate);
        }
    }

    private void add(int from, int to, ElisionRule rule) {
        List<Edge> known = edges.get(from);
        if (known.isEmpty()) {
            known = new ArrayList<>(2);
            edges.set(from, known);
        }
        known.add(new Edge(to, rule));
    }

    /** Ordered by rule and then by place. */
    static List<List<Edge>> of(List<Candidate> candidates, Set<String> productTypes) {
        ElisionEdges made = new ElisionEdges(candidates, productTypes);
        made.sameUrl();
        for (int i = 0; i < candidates.size(); i++) {
            made.sameResource(i);
            made.servedBy(i);
        }
        return made.edges;
    }

    /** The first of the twins and each other lead to each other, so what holds for one holds for all. */
    private void sameUrl() {
        Map<ServiceKey, List<Integer>> groups = new HashMap<>();
        boolean[] suspects = UrlTwins.suspects(candidates);
        for (int i = 0; i < candidates.size(); i++) {
            Service service = candidates.get(i).service();
            if (suspects[i] && service.key().isUsable()) {
                groups.computeIfAbsent(service.key(), same -> new ArrayList<>(1))
                        .add(i);
            }
        }
        for (List<Integer> group : groups.values()) {
            for (int k = 1; k < group.size(); k++) {
                add(group.get(k), group.getFirst(), ElisionRule.SAME_URL);
            }
            if (group.size() > 1) {
                group.subList(1, group.size()).forEach(twin -> add(group.getFirst(), twin, ElisionRule.SAME_URL));
            }
        }
    }

    private void sameResource(int i) {
        Service service = candidates.get(i).service();
        for (Ivoid ivoid : service.ivoids()) {
            for (int other : byIvoid.getOrDefault(ivoid, List.of())) {
                Protocol protocol = candidates.get(other).service().protocol();
                if (protocol.compareTo(service.protocol()) < 0
                        && protocol.givesAllOf(service.protocol(), productTypes)) {
                    add(i, other, ElisionRule.SAME_RESOURCE);
                }
            }
        }
    }

    private void servedBy(int i) {
        Candidate candidate = candidates.get(i);
        List<Ivoid> servers = candidate.servedBy();
        int left = MOST;
        for (Ivoid server : servers.subList(0, Math.min(MOST * MOST, servers.size()))) {
            if (candidate.service().ivoids().contains(server)) {
                // true of every resource; must not set its own services against each other
                continue;
            }
            for (int other : byIvoid.getOrDefault(server, List.of())) {
                if (left > 0 && other != i && hasItAll(candidates.get(other).service(), candidate)) {
                    left--;
                    add(i, other, ElisionRule.SERVED_BY);
                }
            }
        }
    }

    /**
     * Whether {@code isservedby} can be trusted. Data centres write it for their TAP service even if a collection is not in
     * its table. Also, the protocol of the server may not give all wanted types of data of the other service.
     */
    private boolean hasItAll(Service server, Candidate served) {
        String table = server.tableName();
        return (table == null || served.tableNames().contains(table.toLowerCase(Locale.ROOT)))
                && server.protocol().givesAllOf(served.service().protocol(), productTypes);
    }
}
