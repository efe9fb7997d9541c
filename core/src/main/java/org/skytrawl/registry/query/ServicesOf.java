package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.Ivoid;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryQuestion;
import org.skytrawl.registry.access.RegistryTables;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.regtap.CandidateBuilder;
import org.skytrawl.registry.regtap.RegTapRegistry;
import org.skytrawl.registry.regtap.RegistryRows;
import org.skytrawl.registry.regtap.RowsReader;

/** A question to a registry: which services of chosen resources can be queried. Resources without any are noted. */
public record ServicesOf(String name, List<Ivoid> ivoids) implements RegistryQuestion<ServiceList> {
    /** Removes duplicates. */
    public ServicesOf {
        ivoids = List.copyOf(new LinkedHashSet<>(ivoids));
    }

    @Override
    public ServiceList ask(RegistryAccess registry) throws RegistryFailure, StoppedException {
        RegistryTables tables = registry.tables();
        tables.checkComplete();
        List<RegTapQuery> queries = RegTapRegistry.queries(tables);
        List<String> wanted = ivoids.stream().map(Ivoid::value).toList();
        Notes notes = new Notes();
        RegistryRows rows = RowsReader.read(queries, RegTapRegistry.rowsOf(registry, queries, wanted), notes);
        List<Candidate> candidates = CandidateBuilder.build(rows, notes);
        Set<Ivoid> served = new HashSet<>();
        for (Candidate candidate : candidates) {
            served.addAll(candidate.service().ivoids());
            if (candidate.preset() != null) {
                notes.add(
                        "services that cannot be queried",
                        candidate.service().ivoid() + ": " + candidate.preset().reason());
            }
        }
        ivoids.stream()
                .filter(ivoid -> !served.contains(ivoid))
                .forEach(ivoid ->
                        notes.add("resources without an SIA or SSA service or an ObsCore table", ivoid.value()));
        List<String> all = new ArrayList<>(registry.notes());
        all.addAll(notes.lines());
        return new ServiceList(name, candidates, all, registry.onPrivateNetwork());
    }
}
