package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Universe;

final class Candidates {
    private final Universe universe;
    private final List<Candidate> all = new ArrayList<>();

    private Candidates(Universe universe) {
        this.universe = universe;
    }

    static List<Candidate> of(Universe universe) {
        Candidates candidates = new Candidates(universe);
        for (Resource resource : universe.resources()) {
            for (SimProtocol protocol : SimProtocol.values()) {
                if (protocol.table() == null) {
                    candidates.addServices(resource, protocol);
                }
            }
        }
        candidates.addTables();
        candidates.all.sort(Candidate.BEST_FIRST);
        return List.copyOf(candidates.all);
    }

    private @Nullable SimService service(Capability capability) {
        return capability.service() < 0 ? null : universe.services().get(capability.service());
    }

    /** Auxiliary capabilities count only where there is no main one. */
    private void addServices(Resource resource, SimProtocol protocol) {
        boolean hasMain = resource.capabilities().stream()
                .anyMatch(
                        one -> one.kind().protocol() == protocol && !one.kind().isAuxiliary());
        for (Capability capability : resource.capabilities()) {
            if (capability.kind().protocol() == protocol && capability.kind().isAuxiliary() != hasMain) {
                all.add(new Candidate(
                        protocol,
                        List.of(resource.ivoid()),
                        capability.accessUrl(),
                        null,
                        service(capability),
                        List.of(resource.coverage()),
                        resource.servedBy(),
                        Set.copyOf(resource.tables()),
                        capability.kind().isForMembers()));
            }
        }
    }

    /** @param isTable whether the record is that of the table alone, not that of a TAP service */
    private record Registration(SimProtocol protocol, Resource resource, Capability capability, boolean isTable) {}

    /** The same table of the same service is one candidate, whatever the number of its registrations. */
    private void addTables() {
        Map<Integer, List<Registration>> byService = new TreeMap<>();
        for (Resource resource : universe.resources()) {
            for (Capability capability : resource.capabilities()) {
                SimProtocol protocol = capability.kind().protocol();
                if (protocol != null && protocol.table() != null) {
                    byService
                            .computeIfAbsent(capability.service(), service -> new ArrayList<>())
                            .add(new Registration(
                                    protocol,
                                    resource,
                                    capability,
                                    capability.kind().isTable()));
                }
            }
        }
        byService.values().forEach(this::addTable);
    }

    private void addTable(List<Registration> registrations) {
        registrations.sort(Comparator.comparing(Registration::isTable)
                .thenComparing(registration -> registration.resource().ivoid()));
        List<Registration> tables =
                registrations.stream().filter(Registration::isTable).toList();
        SimProtocol protocol = registrations.getFirst().protocol();
        SimService service = service(registrations.getFirst().capability());
        List<Resource> resources =
                registrations.stream().map(Registration::resource).toList();
        List<String> servedBy = new ArrayList<>(resources.getFirst().servedBy());
        Set<String> listed = new HashSet<>(resources.getFirst().tables());
        for (Resource resource : resources) {
            servedBy.retainAll(resource.servedBy());
            listed.retainAll(resource.tables());
        }
        all.add(new Candidate(
                protocol,
                resources.stream().map(Resource::ivoid).distinct().toList(),
                registrations.stream()
                        .map(registration -> registration.capability().accessUrl())
                        .min(Comparator.comparing((String url) -> !url.startsWith("https:"))
                                .thenComparing(Comparator.naturalOrder()))
                        .orElseThrow(),
                service == null ? protocol.table() : service.tableName(),
                service,
                (tables.isEmpty() ? registrations : tables)
                        .stream()
                                .map(registration -> registration.resource().coverage())
                                .toList(),
                servedBy,
                listed,
                false));
    }
}
