package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;
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
                        capability.kind(),
                        Set.copyOf(resource.productTypes())));
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
                declared(tables, registrations),
                servedBy,
                listed,
                registrations.getFirst().capability().kind(),
                // no table has a record with types
                Set.of()));
    }

    /** Axis by axis what the tables declare, or, where none of them declares anything, their services. */
    private static List<Coverage> declared(List<Registration> tables, List<Registration> all) {
        List<@Nullable String> mocs = declared(tables, all, Coverage::moc);
        List<@Nullable Span> bands = declared(tables, all, Coverage::wavelengthM);
        List<@Nullable Span> times = declared(tables, all, Coverage::mjd);
        int most = Math.max(mocs.size(), Math.max(bands.size(), times.size()));
        // the same twice changes no union
        return IntStream.range(0, most)
                .mapToObj(i -> new Coverage(
                        mocs.get(i % mocs.size()), bands.get(i % bands.size()), times.get(i % times.size())))
                .toList();
    }

    private static <T> List<@Nullable T> declared(
            List<Registration> tables, List<Registration> all, Function<Coverage, @Nullable T> axis) {
        boolean tableSays = tables.stream()
                .anyMatch(registration -> axis.apply(registration.resource().coverage()) != null);
        boolean tablesOnly = tableSays || tables.size() == all.size();
        List<@Nullable T> declared = new ArrayList<>();
        for (Registration registration : all) {
            if (registration.isTable() == tablesOnly) {
                declared.add(axis.apply(registration.resource().coverage()));
            }
        }
        return declared;
    }
}
