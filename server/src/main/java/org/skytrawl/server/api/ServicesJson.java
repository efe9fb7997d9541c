package org.skytrawl.server.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceSelected;
import org.skytrawl.provenance.ProvenanceEvent.ServiceStarted;
import org.skytrawl.provenance.ProvenanceLog;
import tools.jackson.databind.util.RawValue;

/** The services of a run with what became of them. */
final class ServicesJson {
    private ServicesJson() {}

    /** What the log says of one service. */
    private static final class Fate {
        private @Nullable ServiceSelected selected;
        private boolean started;
        private @Nullable ServiceEnded ended;
    }

    /** In the order in which the log first names them. */
    static List<Map<String, @Nullable Object>> of(Collection<ProvenanceEvent> events) {
        Map<Service, Fate> fates = new TreeMap<>();
        List<Service> order = new ArrayList<>();
        for (ProvenanceEvent event : events) {
            Service service = switch (event) {
                case ServiceSelected it -> it.service();
                case ServiceStarted it -> it.service();
                case ServiceEnded it -> it.service();
                default -> null;
            };
            if (service == null) {
                continue;
            }
            Fate fate = fates.get(service);
            if (fate == null) {
                fate = new Fate();
                fates.put(service, fate);
                order.add(service);
            }
            switch (event) {
                case ServiceSelected it -> fate.selected = it;
                case ServiceStarted it -> fate.started = true;
                case ServiceEnded it -> fate.ended = it;
                default -> {}
            }
        }
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        order.forEach(service -> all.add(of(service, fates.get(service))));
        return all;
    }

    private static Map<String, @Nullable Object> of(Service service, @Nullable Fate of) {
        Fate fate = of == null ? new Fate() : of;
        ServiceSelected selected = fate.selected;
        ServiceEnded ended = fate.ended;
        String query = ended != null && ended.facts() != null
                ? ended.facts().query()
                : selected == null ? null : selected.query();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("key", PlanJson.key(service));
        json.put("ivoid", service.ivoid().value());
        json.put("title", service.title());
        json.put("protocol", service.protocol().name());
        json.put("host", host(service.accessUrl()));
        json.put("url", service.accessUrl());
        json.put("query", query);
        json.put("state", ended != null ? "ended" : fate.started ? "running" : "waiting");
        json.put("standby", selected != null && selected.elidedBy() != null);
        String line = ended == null ? null : ProvenanceLog.line(ended);
        json.put("outcome", line == null ? null : new RawValue(line));
        return json;
    }

    private static @Nullable String host(String url) {
        try {
            return URI.create(url).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
