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
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Universe;

/** Which services the records of a universe make known. */
final class Candidates {
    private static final String MODEL_TABLE = "ivoa.obscore";

    private final Universe universe;
    private final List<Candidate> all = new ArrayList<>();

    private Candidates(Universe universe) {
        this.universe = universe;
    }

    /** All of them, the best first. */
    static List<Candidate> of(Universe universe) {
        Candidates candidates = new Candidates(universe);
        for (Resource resource : universe.resources()) {
            candidates.sia(resource, SimProtocol.SIA1, Set.of(Kind.SIA1), Set.of(Kind.SIA1_AUX));
            candidates.sia(
                    resource,
                    SimProtocol.SIA2,
                    Set.of(Kind.SIA2, Kind.SIA2_AS_SIA1, Kind.SIA2_MEMBERS),
                    Set.of(Kind.SIA2_AUX));
        }
        candidates.obsTap();
        candidates.all.sort(Candidate.BEST_FIRST);
        return List.copyOf(candidates.all);
    }

    private @Nullable SimService service(Capability capability) {
        return capability.service() < 0 ? null : universe.services().get(capability.service());
    }

    /** Auxiliary capabilities count only where there is no main one. */
    private void sia(Resource resource, SimProtocol protocol, Set<Kind> main, Set<Kind> auxiliary) {
        boolean hasMain = resource.capabilities().stream().anyMatch(one -> main.contains(one.kind()));
        for (Capability capability : resource.capabilities()) {
            if ((hasMain ? main : auxiliary).contains(capability.kind())) {
                all.add(new Candidate(
                        protocol,
                        List.of(resource.ivoid()),
                        capability.accessUrl(),
                        null,
                        service(capability),
                        List.of(resource.coverage()),
                        resource.servedBy(),
                        Set.copyOf(resource.tables()),
                        capability.kind() == Kind.SIA2_MEMBERS));
            }
        }
    }

    /**
     * One registration of an ObsCore table.
     *
     * @param isTable whether the table has this record for itself, rather than being part of a TAP service
     */
    private record Registration(Resource resource, Capability capability, boolean isTable) {}

    /** The same table of the same service is one candidate, whatever the number of its registrations. */
    private void obsTap() {
        Map<Integer, List<Registration>> byService = new TreeMap<>();
        for (Resource resource : universe.resources()) {
            for (Capability capability : resource.capabilities()) {
                if (capability.kind().isTable() || capability.kind() == Kind.OBSTAP_MODEL) {
                    byService
                            .computeIfAbsent(capability.service(), service -> new ArrayList<>())
                            .add(new Registration(
                                    resource, capability, capability.kind().isTable()));
                }
            }
        }
        byService.values().forEach(this::addObsTap);
    }

    private void addObsTap(List<Registration> registrations) {
        registrations.sort(Comparator.comparing(Registration::isTable)
                .thenComparing(registration -> registration.resource().ivoid()));
        List<Registration> tables =
                registrations.stream().filter(Registration::isTable).toList();
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
                SimProtocol.OBSTAP,
                resources.stream().map(Resource::ivoid).distinct().toList(),
                registrations.stream()
                        .map(registration -> registration.capability().accessUrl())
                        .min(Comparator.comparing((String url) -> !url.startsWith("https:"))
                                .thenComparing(Comparator.naturalOrder()))
                        .orElseThrow(),
                service == null ? MODEL_TABLE : service.tableName(),
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
