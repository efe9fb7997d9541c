package org.skytrawl.registry.query;

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
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;

/** Reads the descriptions of resources in bulk queries. Stateless; blocks. */
public final class ResourceReader {
    /** 200 identifiers make a query of some 20 kilobytes, which every service accepts. */
    static final int RESOURCES_A_QUERY = 200;

    private static final Set<ReadTable> NEEDED =
            EnumSet.of(ReadTable.RESOURCE, ReadTable.CAPABILITY, ReadTable.INTERFACE);

    private static final Set<ReadTable> ON_DEMAND = EnumSet.of(ReadTable.TABLE, ReadTable.COLUMN);

    private ResourceReader() {}

    /** Resources as one registry describes them, and identifiers that it does not have, in the order of the request. */
    public record Reading(List<Resource> resources, List<Ivoid> unknown, List<String> notes) {}

    /** @param ivoids duplicates are ignored */
    public static Reading read(RegistryAccess registry, Collection<Ivoid> ivoids)
            throws RegistryFailure, StoppedException {
        Set<Ivoid> wanted = new LinkedHashSet<>(ivoids);
        Notes notes = new Notes();
        Map<ReadTable, Rows> rows = rows(registry, EnumSet.complementOf(EnumSet.copyOf(ON_DEMAND)), wanted, notes);
        ResourceAssembler assembler = new ResourceAssembler(rows, notes);
        List<Resource> resources = new ArrayList<>();
        List<Ivoid> unknown = new ArrayList<>();
        for (Ivoid ivoid : wanted) {
            if (assembler.of(ReadTable.RESOURCE, ivoid).isEmpty()) {
                unknown.add(ivoid);
            } else {
                resources.add(assembler.resource(ivoid));
            }
        }
        List<String> all = new ArrayList<>(registry.notes());
        all.addAll(notes.lines());
        return new Reading(resources, unknown, all);
    }

    /**
     * Reads the tables of one resource; a TAP service of a data centre can have thousands.
     *
     * @return in the order of the record; empty if the registry does not know the resource
     */
    public static List<ResourceTable> tables(RegistryAccess registry, Ivoid ivoid)
            throws RegistryFailure, StoppedException {
        for (ReadTable table : ON_DEMAND) {
            require(table, registry.features());
        }
        Notes notes = new Notes();
        return new ResourceAssembler(rows(registry, ON_DEMAND, Set.of(ivoid), notes), notes).tables(ivoid);
    }

    private static Map<ReadTable, Rows> rows(
            RegistryAccess registry, Set<ReadTable> tables, Set<Ivoid> ivoids, Notes notes)
            throws RegistryFailure, StoppedException {
        RegistryFeatures features = registry.features();
        List<ReadTable> readable = readable(tables, features, notes);
        List<String> all = ivoids.stream().map(Ivoid::value).toList();
        List<RegTapQuery> queries = new ArrayList<>();
        List<ReadTable> queried = new ArrayList<>();
        for (int from = 0; from < all.size(); from += RESOURCES_A_QUERY) {
            List<String> chunk = all.subList(from, Math.min(all.size(), from + RESOURCES_A_QUERY));
            for (ReadTable table : readable) {
                queries.add(table.query(features, chunk));
                queried.add(table);
            }
        }
        Map<ReadTable, Rows> rows = new EnumMap<>(ReadTable.class);
        List<List<RegistryRow>> answers = registry.whole(queries);
        for (int i = 0; i < answers.size(); i++) {
            rows.computeIfAbsent(queried.get(i), table -> new Rows(table.columns(features), List.of()))
                    .add(answers.get(i));
        }
        return rows;
    }

    private static List<ReadTable> readable(Set<ReadTable> tables, RegistryFeatures features, Notes notes)
            throws RegistryFailure {
        List<ReadTable> readable = new ArrayList<>();
        for (ReadTable table : tables) {
            if (NEEDED.contains(table)) {
                require(table, features);
            }
            String missing = String.join(", ", table.missing(features));
            if (!features.hasTable(table.table())) {
                notes.add("tables that the registry does not have", table.table());
            } else if (!missing.isEmpty()) {
                notes.add("tables not read because a column is missing", table.table() + " without " + missing);
            } else {
                for (String column : table.without(features)) {
                    notes.add("columns that the registry does not have", table.table() + "." + column);
                }
                readable.add(table);
            }
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
