package org.skytrawl.server.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.RequestBound;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.ExclusionReason;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.selection.Decision;

/** Plans in the form of docs/api.md. */
final class PlanJson {
    private static final int MOST_REASON = 300;

    private PlanJson() {}

    /** @param bound the requests of a target list; null without one */
    static Map<String, @Nullable Object> of(DiscoveryPlan plan, @Nullable RequestBound bound, boolean withServices) {
        Map<String, Integer> hosts = new HashMap<>();
        plan.selection().kept().forEach(service -> hosts.merge(OutsideText.host(service.accessUrl()), 1, Integer::sum));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("asked", plan.selection().kept().size());
        json.put("hosts", hosts.size());
        json.put("leftOut", leftOut(plan));
        json.put("registry", registry(plan.registry()));
        json.put("requests", requests(plan, bound, hosts));
        if (withServices) {
            json.put(
                    "services",
                    plan.selection().decisions().stream().map(PlanJson::service).toList());
        }
        return json;
    }

    private record Count(String reason, String text, int count) {}

    /** The most frequent reason first. */
    private static List<Count> leftOut(DiscoveryPlan plan) {
        Map<String, Count> counts = new LinkedHashMap<>();
        for (Decision decision : plan.selection().left()) {
            ExclusionReason why = ExclusionReason.of(decision.exclusion().orElseThrow());
            String text = PlainText.of(why.words(), MOST_REASON);
            counts.merge(
                    why.code() + " " + text,
                    new Count(why.code(), text, 1),
                    (one, more) -> new Count(one.reason, one.text, one.count + more.count));
        }
        List<Count> sorted = new ArrayList<>(counts.values());
        sorted.sort(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::reason));
        return sorted;
    }

    private static Map<String, @Nullable Object> registry(RegistryRead read) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("source", PlainText.of(ShownUrl.withoutUser(read.source()), MOST_REASON));
        json.put("fetched", read.fetched() == null ? null : read.fetched().toString());
        json.put("stale", read.stale());
        json.put("notes", read.notes());
        return json;
    }

    /** Without a target list, each service gets one request or a few: forms that it refuses, and parts. */
    private static Map<String, Object> requests(
            DiscoveryPlan plan, @Nullable RequestBound bound, Map<String, Integer> hosts) {
        Map<String, Object> json = new LinkedHashMap<>();
        Map.Entry<String, Integer> busiest = hosts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .orElse(Map.entry("", 0));
        json.put("inAll", bound == null ? plan.selection().kept().size() : bound.requests());
        json.put("most", bound == null ? busiest.getValue() : bound.toBusiestHost());
        json.put("host", bound == null ? busiest.getKey() : bound.busiestHost());
        return json;
    }

    static Map<String, @Nullable Object> service(Decision decision) {
        Map<String, @Nullable Object> json = service(decision.service());
        ServiceOutcome left = decision.exclusion().orElse(null);
        json.put("decision", decision(left));
        json.put("reason", reason(left));
        json.put(
                "instead",
                decision.representedBy().map(service -> service.ivoid().value()).orElse(null));
        return json;
    }

    static String decision(@Nullable ServiceOutcome left) {
        return left == null ? "query" : left instanceof ServiceOutcome.Elided ? "standby" : "left_out";
    }

    static String reason(@Nullable ServiceOutcome left) {
        return switch (left) {
            case null -> "";
            case ServiceOutcome.Elided elided ->
                PlainText.of("queried only if " + elided.by() + " does not answer: " + elided.reason(), MOST_REASON);
            default -> PlainText.of(left.reason(), MOST_REASON);
        };
    }

    /** What identifies a service. */
    static Map<String, @Nullable Object> service(Service service) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("key", key(service));
        json.put("ivoid", service.ivoid().value());
        json.put("title", PlainText.of(service.title(), MOST_REASON));
        json.put("protocol", service.protocol().name());
        json.put("host", OutsideText.host(service.accessUrl()));
        json.put("url", ShownUrl.withoutUser(service.accessUrl()));
        return json;
    }

    /** A word for a {@link ServiceKey}, to name a service in requests. */
    static String key(Service service) {
        ServiceKey key = service.key();
        return key.protocol().name() + " " + ShownUrl.withoutUser(key.url())
                + (key.table() == null ? "" : " " + key.table());
    }
}
