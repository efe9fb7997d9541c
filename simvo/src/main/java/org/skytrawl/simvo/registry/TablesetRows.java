package org.skytrawl.simvo.registry;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.votable.Column;

/** The rows of tablesets: schemas, tables and columns. */
final class TablesetRows {
    private static final String TITLE = "Observations";
    private static final String DESCRIPTION = "What was observed, by the ObsCore data model.";

    private final RegistryContent content;

    TablesetRows(RegistryContent content) {
        this.content = content;
    }

    /** Whether the resource registers an ObsCore table as such. */
    private static boolean isTableRecord(Resource resource) {
        return resource.capabilities().stream()
                .anyMatch(capability -> capability.kind().isTable());
    }

    void add(Resource resource) {
        Map<String, Integer> schemas = new TreeMap<>();
        int table = 0;
        for (String name : resource.tables()) {
            table++;
            String schema = name.substring(0, name.indexOf('.'));
            Integer index = schemas.get(schema);
            if (index == null) {
                index = schemas.size() + 1;
                schemas.put(schema, index);
                content.row("res_schema", resource.ivoid())
                        .set("schema_index", index)
                        .set("schema_name", schema);
            }
            boolean described = isTableRecord(resource);
            content.row("res_table", resource.ivoid())
                    .set("schema_index", index)
                    .set("table_index", table)
                    .set("table_name", name)
                    .set("table_title", TITLE)
                    .set("table_description", DESCRIPTION)
                    .set("table_utype", described ? ObsCoreTable.UTYPE : null);
            if (described) {
                addColumns(resource.ivoid(), table);
            }
        }
    }

    private void addColumns(String ivoid, int table) {
        for (Column column : ObsCoreTable.COLUMNS) {
            content.row("table_column", ivoid)
                    .set("table_index", table)
                    .set("name", column.name())
                    .set("ucd", lower(column.ucd()))
                    .set("unit", column.unit())
                    .set("utype", lower(column.utype()))
                    .set("std", 1)
                    .set("datatype", column.type().datatype())
                    .set("arraysize", column.type().arraysize())
                    .set("type_system", "vs:votabletype")
                    .set("column_description", column.description());
        }
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** The tables at the main TAP capabilities, with the table's own record where it has one. */
    void addTapTables(Universe universe) {
        Map<Integer, String> services = new TreeMap<>();
        Map<Integer, String> records = new TreeMap<>();
        for (Resource resource : universe.resources()) {
            for (Resource.Capability capability : resource.capabilities()) {
                if (capability.service() >= 0 && capability.kind().standardId().equals(Kind.TAP.standardId())) {
                    // the TAP service's own record, if it has one, rather than that of its table
                    if (capability.kind().isTable()) {
                        services.putIfAbsent(capability.service(), resource.ivoid());
                    } else {
                        services.put(capability.service(), resource.ivoid());
                    }
                }
                if (capability.kind().isTable()) {
                    records.merge(capability.service(), resource.ivoid(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
            }
        }
        services.forEach((service, ivoid) -> content.row("tap_table")
                .set("resid", records.getOrDefault(service, ivoid))
                .set("svcid", ivoid)
                .set("table_name", universe.services().get(service).tableName())
                .set("table_title", TITLE)
                .set("table_description", DESCRIPTION)
                .set("table_utype", ObsCoreTable.UTYPE));
    }
}
