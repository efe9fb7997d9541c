package org.skytrawl.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.regtap.ObsTapEntry;

/** Finds, for each candidate, the others that have the same data. Candidates go by their place in the list. */
public final class ElisionEdges {
    /** Where a candidate's data are to be had too. */
    record Edge(int to, ElisionRule rule) {}

    private final List<Candidate> candidates;
    private final Set<String> productTypes;
    /**
     * Of more services that a resource has by one protocol than this, far more than any has, the best stand for all; and of
     * more servers only the first are looked at. Else thousands of interfaces of one resource have millions of edges.
     */
    private static final int MOST = 32;

    private final Map<Ivoid, List<Integer>> byIvoid;
    private final List<List<Edge>> edges;

    private ElisionEdges(List<Candidate> candidates, Set<String> productTypes) {
        this.candidates = candidates;
        this.productTypes = productTypes;
        // most have none of their own
        this.edges = new ArrayList<>(Collections.nCopies(candidates.size(), List.of()));
        this.byIvoid = HashMap.newHashMap(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            for (Ivoid ivoid : candidates.get(i).service().ivoids()) {
                addTo(byIvoid.computeIfAbsent(ivoid, first -> new ArrayList<>(1)), i);
            }
        }
    }

    /** The best come first. */
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

    /** The edges of each candidate, by rule and then by place. */
    static List<List<Edge>> of(List<Candidate> candidates, Set<String> productTypes) {
        ElisionEdges made = new ElisionEdges(candidates, productTypes);
        made.sameUrl();
        for (int i = 0; i < candidates.size(); i++) {
            made.sameResource(i);
            made.servedBy(i);
        }
        return made.edges;
    }

    /** The first of the twins and the others lead to each other: what else is said of one holds for all of them. */
    private void sameUrl() {
        Map<String, List<Integer>> groups = new HashMap<>();
        boolean[] suspects = UrlTwins.suspects(candidates);
        for (int i = 0; i < candidates.size(); i++) {
            String key = suspects[i] ? sameServiceKey(candidates.get(i).service()) : null;
            if (key != null) {
                groups.computeIfAbsent(key, url -> new ArrayList<>(1)).add(i);
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
                // says nothing, and must not set a resource's own services against each other
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
     * Whether the word {@code isservedby} can be taken for it. Data centres give it for their TAP service also where a
     * collection is not in its table; and the server's protocol may not give all types of data that are wanted of the
     * one that it serves.
     */
    private boolean hasItAll(Service server, Candidate served) {
        String table = server.tableName();
        return (table == null || served.tableNames().contains(table.toLowerCase(Locale.ROOT)))
                && server.protocol().givesAllOf(served.service().protocol(), productTypes);
    }

    /** What two registrations of the same service have in common; null if its URL cannot be used. */
    static @Nullable String sameServiceKey(Service service) {
        String url = CanonicalUrl.of(service.accessUrl());
        if (url == null || service.tableName() == null) {
            return url == null ? null : service.protocol() + " " + url;
        }
        return ObsTapEntry.obsTapKey(url, service.tableName());
    }
}
