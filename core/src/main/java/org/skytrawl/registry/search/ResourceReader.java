package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skytrawl.model.Ivoid;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryFeatures;

/** Reads what a registry tells of resources, in bulk queries. Without state; blocks. */
public final class ResourceReader {
    /** So many identifiers make a query of some twenty kilobytes, which every service takes. */
    static final int RESOURCES_A_QUERY = 200;

    /** Without these nothing can be said of a resource. */
    private static final Set<ReadTable> NEEDED =
            EnumSet.of(ReadTable.RESOURCE, ReadTable.CAPABILITY, ReadTable.INTERFACE);

    private static final Set<ReadTable> ON_DEMAND = EnumSet.of(ReadTable.TABLE, ReadTable.COLUMN);

    private ResourceReader() {}

    /**
     * Reads resources.
     *
     * @param ivoids which; each is read once
     * @throws RegistryFailure if the registry cannot tell, or not whole
     * @throws StoppedException if its time is over or the signal was given
     */
    public static ResourceReading read(RegistryAccess registry, Collection<Ivoid> ivoids)
            throws RegistryFailure, StoppedException {
        Set<Ivoid> wanted = new LinkedHashSet<>(ivoids);
        Notes notes = new Notes();
        Map<ReadTable, Rows> rows = rows(registry, EnumSet.complementOf(EnumSet.copyOf(ON_DEMAND)), wanted, notes);
        ResourceAssembler assembler = new ResourceAssembler(rows, notes);
        List<Resource> resources = new ArrayList<>();
        List<Ivoid> unknown = new ArrayList<>();
        for (Ivoid ivoid : wanted) {
            if (rows.getOrDefault(ReadTable.RESOURCE, Rows.NONE)
                    .of(ivoid.value())
                    .isEmpty()) {
                unknown.add(ivoid);
            } else {
                resources.add(assembler.resource(ivoid));
            }
        }
        List<String> all = new ArrayList<>(registry.notes());
        all.addAll(notes.lines());
        return new ResourceReading(resources, unknown, all);
    }

    /**
     * Reads the tables of one resource with their columns; for a centre's TAP service these can be thousands.
     *
     * @return in the order of the record; empty if it has none, or the registry does not know it
     * @throws RegistryFailure if the registry cannot tell, or not whole
     * @throws StoppedException if its time is over or the signal was given
     */
    public static List<ResourceTable> tables(RegistryAccess registry, Ivoid ivoid)
            throws RegistryFailure, StoppedException {
        RegistryFeatures features = registry.features();
        for (ReadTable table : ON_DEMAND) {
            require(table, features);
        }
        return TableAssembler.tables(ivoid, rows(registry, ON_DEMAND, Set.of(ivoid), new Notes()));
    }

    private static Map<ReadTable, Rows> rows(
            RegistryAccess registry, Set<ReadTable> tables, Set<Ivoid> ivoids, Notes notes)
            throws RegistryFailure, StoppedException {
        RegistryFeatures features = registry.features();
        List<ReadTable> readable = readable(tables, features, notes);
        List<String> all = ivoids.stream().map(Ivoid::value).toList();
        List<RegTapQuery> queries = new ArrayList<>();
        List<ReadTable> asked = new ArrayList<>();
        for (int from = 0; from < all.size(); from += RESOURCES_A_QUERY) {
            List<String> chunk = all.subList(from, Math.min(all.size(), from + RESOURCES_A_QUERY));
            for (ReadTable table : readable) {
                queries.add(table.query(features, chunk));
                asked.add(table);
            }
        }
        List<List<RegistryRow>> answers = registry.whole(queries);
        Map<ReadTable, List<RegistryRow>> together = new EnumMap<>(ReadTable.class);
        for (int i = 0; i < answers.size(); i++) {
            together.computeIfAbsent(asked.get(i), key -> new ArrayList<>()).addAll(answers.get(i));
        }
        Map<ReadTable, Rows> rows = new EnumMap<>(ReadTable.class);
        together.forEach((table, own) -> rows.put(table, new Rows(table.columns(features), own)));
        return rows;
    }

    private static List<ReadTable> readable(Set<ReadTable> tables, RegistryFeatures features, Notes notes)
            throws RegistryFailure {
        List<ReadTable> readable = new ArrayList<>();
        for (ReadTable table : tables) {
            if (NEEDED.contains(table)) {
                require(table, features);
            }
            if (!features.hasTable(table.table())) {
                notes.add("tables that the registry does not have, so that nothing is known of them", table.table());
                continue;
            }
            if (!table.missing(features).isEmpty()) {
                notes.add(
                        "tables that lack a column and were not read",
                        table.table() + " without " + String.join(", ", table.missing(features)));
                continue;
            }
            table.without(features)
                    .forEach(column ->
                            notes.add("columns that the registry does not have", table.table() + "." + column));
            readable.add(table);
        }
        return readable;
    }

    private static void require(ReadTable table, RegistryFeatures features) throws RegistryFailure {
        if (!features.hasTable(table.table())) {
            throw RegistryFailure.lacks("it has no table " + table.table());
        }
        if (!table.missing(features).isEmpty()) {
            throw new RegistryFailure(
                    "its table " + table.table() + " has no column " + String.join(", ", table.missing(features)));
        }
    }
}
