package org.skytrawl.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.Axis;
import org.skytrawl.net.StoppedException;

/**
 * Fetches a snapshot of a relational registry (RegTAP 1.1 or 1.2) in a few bulk queries. Thread-safe; blocks.
 *
 * @param clock for the moment of the snapshot
 */
record RegTapRegistry(Clock clock) implements RegistryQuestion<RegistrySnapshot> {
    /** Fetches all; a failure if anything of it could not be had whole. */
    @Override
    public RegistrySnapshot ask(RegistryAccess registry) throws RegistryFailure, StoppedException {
        Instant begun = clock.instant();
        RegistryTables tables = registry.tables();
        tables.checkComplete();
        Notes notes = registry.ownNotes();
        List<RegTapQuery> queries = queries(tables);
        RegistryRows rows = RowsReader.read(queries, registry.whole(queries), notes);
        List<Candidate> candidates = CandidateBuilder.build(rows, notes);
        return new RegistrySnapshot(
                registry.url(), begun, tables.coverageAxes(), registry.onPrivateNetwork(), candidates, notes.lines());
    }

    /** The bulk queries by which candidates are fetched of a registry with these tables. */
    static List<RegTapQuery> queries(RegistryTables tables) {
        Set<Axis> axes = tables.coverageAxes();
        List<RegTapQuery> queries = new ArrayList<>(List.of(
                RegTapQuery.RESOURCES,
                RegTapQuery.interfaces(
                        tables.has("rr.interface", "authenticated_only"), tables.has("rr.interface", "mirror_url")),
                RegTapQuery.TABLES,
                RegTapQuery.DETAILS,
                RegTapQuery.RELATIONSHIPS));
        if (axes.contains(Axis.SPACE)) {
            queries.add(RegTapQuery.spatial(tables.has("rr.stc_spatial", "ref_system_name")));
        }
        if (axes.contains(Axis.SPECTRUM)) {
            queries.add(RegTapQuery.SPECTRAL);
        }
        if (axes.contains(Axis.TIME)) {
            queries.add(RegTapQuery.TEMPORAL);
        }
        return queries;
    }
}
