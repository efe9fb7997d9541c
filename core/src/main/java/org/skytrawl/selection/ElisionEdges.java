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
final class ElisionEdges {
    /** A candidate that has the same data. */
    record Edge(int to, Rule rule) {}

    /** Why another service has the same data. */
    enum Rule {
        /** Both have the same canonical access URL, protocol and table. */
        SAME_URL,
        /** Both belong to the same resource, and the other protocol is better and gives all that is wanted. */
        SAME_RESOURCE,
        /** The registry says that a resource of the other serves this one. */
        SERVED_BY;

        String reason(Service other) {
            return switch (this) {
                case SAME_URL -> "same access URL as " + other.ivoid();
                case SAME_RESOURCE -> "same resource by " + other.protocol().title();
                case SERVED_BY ->
                    "served by " + other.ivoid()
                            + (other.tableName() == null
                                    ? ""
                                    : ", whose table " + other.tableName() + " its record lists");
            };
        }
    }

    private final List<Candidate> candidates;
    private final TypesGiven types;
    /**
     * Limits the edges, as thousands of interfaces of one resource would have millions. Of the services that a resource has
     * by one protocol, the best 32 stand for all; of the servers of a candidate, the first 32 count.
     */
    private static final int MOST = 32;

    private final Map<Ivoid, List<Integer>> byIvoid;
    private final List<List<Edge>> edges;

    private ElisionEdges(List<Candidate> candidates, Set<String> productTypes) {
        this.candidates = candidates;
        this.types = new TypesGiven(productTypes);
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

    private void add(int from, int to, Rule rule) {
        add(edges, from, new Edge(to, rule));
    }

    private static void add(List<List<Edge>> edges, int from, Edge edge) {
        if (edges.get(from).isEmpty()) {
            edges.set(from, new ArrayList<>(2));
        }
        edges.get(from).add(edge);
    }

    /** The edges in the other direction. */
    static List<List<Edge>> reversed(List<List<Edge>> edges) {
        List<List<Edge>> back = new ArrayList<>(Collections.nCopies(edges.size(), List.of()));
        for (int from = 0; from < edges.size(); from++) {
            for (Edge edge : edges.get(from)) {
                add(back, edge.to(), new Edge(from, edge.rule()));
            }
        }
        return back;
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
            for (int twin : group.subList(1, group.size())) {
                add(twin, group.getFirst(), Rule.SAME_URL);
                add(group.getFirst(), twin, Rule.SAME_URL);
            }
        }
    }

    private void sameResource(int i) {
        Service service = candidates.get(i).service();
        for (Ivoid ivoid : service.ivoids()) {
            for (int other : byIvoid.getOrDefault(ivoid, List.of())) {
                Service better = candidates.get(other).service();
                if (better.protocol().compareTo(service.protocol()) < 0 && types.givesAllOf(better, service)) {
                    add(i, other, Rule.SAME_RESOURCE);
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
                    add(i, other, Rule.SERVED_BY);
                }
            }
        }
    }

    /**
     * Whether {@code isservedby} can be trusted. Data centres write it for their TAP service even if a collection is not in
     * its table. Also, the server may not give all wanted types of data of the other service.
     */
    private boolean hasItAll(Service server, Candidate served) {
        String table = server.tableName();
        return (table == null || served.tableNames().contains(table.toLowerCase(Locale.ROOT)))
                && types.givesAllOf(server, served.service());
    }
}
