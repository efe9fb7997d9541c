package org.skytrawl.simvo.truth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.universe.Universe;

/** A universe made by hand. Records go by short names: {@code a} is {@code ivo://t/a}. */
final class SmallUniverse {
    static final Coverage EVERYWHERE = new Coverage("0/0-11", new Span(1e-9, 1), new Span(50_000, 60_000));
    static final Coverage FAR_AWAY = new Coverage("0/9-11", new Span(1e-9, 1), new Span(50_000, 60_000));
    static final Coverage PLACE_ONLY = new Coverage("0/0-11", null, null);

    private final SimHost host;
    private final Map<Integer, Dataset> datasets = new TreeMap<>();
    private final List<SimService> services = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();

    SmallUniverse(SimHost host) {
        this.host = host;
    }

    static String ivoid(String name) {
        return "ivo://t/" + name;
    }

    SimService service(SimProtocol protocol, Dataset... published) {
        return service(protocol, null, published);
    }

    SimService service(SimProtocol protocol, @Nullable String fault, Dataset... published) {
        int number = services.size();
        for (Dataset dataset : published) {
            datasets.put(dataset.id(), dataset);
        }
        SimService service = new SimService(
                number,
                protocol,
                host,
                "/s" + number,
                protocol == SimProtocol.OBSTAP ? "ivoa.obscore" : null,
                Arrays.stream(published)
                        .map(dataset -> new SimService.Published(dataset, "http://d.example/" + dataset.id()))
                        .toList(),
                fault == null ? null : Fault.named(fault),
                Duration.ZERO);
        services.add(service);
        return service;
    }

    static Capability as(Kind kind, SimService service) {
        return as(kind, service, "");
    }

    static Capability as(Kind kind, SimService service, String suffix) {
        return new Capability(kind, service.baseUrl() + suffix, service.number());
    }

    SmallUniverse record(String name, Coverage coverage, Capability... capabilities) {
        return record(name, coverage, List.of(), List.of(), capabilities);
    }

    SmallUniverse record(
            String name, Coverage coverage, List<String> servedBy, List<String> tables, Capability... capabilities) {
        boolean isTable = Arrays.stream(capabilities).anyMatch(one -> one.kind().isTable());
        resources.add(new Resource(
                ivoid(name),
                isTable ? "vs:catalogresource" : "vs:catalogservice",
                name,
                coverage,
                servedBy.stream().map(SmallUniverse::ivoid).toList(),
                tables,
                List.of(capabilities)));
        return this;
    }

    TruthAnswer ask(Question question) {
        return Truth.of(new Universe(List.copyOf(datasets.values()), services, resources), question);
    }

    /** The fates, each by the name of its record and, where that has several services, the protocol. */
    static Map<String, String> fates(TruthAnswer answer) {
        return answer.services().stream()
                .collect(Collectors.toMap(
                        service ->
                                service.ivoids().getFirst().substring("ivo://t/".length()) + " " + service.protocol(),
                        service -> (service.fate().word() + " " + service.fate().detail()).strip(),
                        (one, other) -> one + " | " + other,
                        TreeMap::new));
    }
}
