package org.skytrawl.simvo.registry;

import static org.skytrawl.simvo.registry.RecordNode.lower;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.RowLimits;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.votable.Column;

final class ResourceRows {
    private static final String TITLE = "Observations";
    private static final String DESCRIPTION = "What was observed, by the ObsCore data model.";

    private final RegistryContent content;
    private final Universe universe;

    ResourceRows(RegistryContent content, Universe universe) {
        this.content = content;
        this.universe = universe;
    }

    void addCapabilities(Resource resource) {
        int index = 0;
        for (Capability capability : resource.capabilities()) {
            index++;
            Kind kind = capability.kind();
            content.row("capability", resource.ivoid())
                    .set("cap_index", index)
                    .set("cap_type", kind.type())
                    .set("standard_id", kind.standardId());
            content.row("interface", resource.ivoid())
                    .set("cap_index", index)
                    .set("intf_index", index)
                    .with("intf_type=vs:paramhttp intf_role=std result_type=application/x-votable+xml")
                    .set("std_version", kind.version())
                    .set("query_type", kind.isTap() ? "get#post" : "get")
                    .set("url_use", kind.isTap() ? "full" : "base")
                    .set("access_url", capability.accessUrl())
                    .set("authenticated_only", kind.isForMembers() ? 1 : 0);
            addParameters(resource.ivoid(), index, kind);
            int own = index;
            details(capability).forEach((xpath, value) -> detail(resource.ivoid(), own, xpath, value));
            uploads(capability).forEach((xpath, value) -> detail(resource.ivoid(), own, xpath, value));
            if (resource.ivoid().equals(RegistryContent.REGISTRY)) {
                detail(resource.ivoid(), index, "/capability/dataModel/@ivo-id", RegTapTables.DATA_MODEL);
            }
            addPage(resource, index);
        }
        resource.productTypes()
                .forEach(type -> content.row("res_detail", resource.ivoid())
                        .set("detail_xpath", "/productTypeServed")
                        .set("detail_value", type));
        if (!resource.capabilities().isEmpty()) {
            addVosi(resource, resource.capabilities().size());
        }
    }

    /** Those of the kind; a table for harvests has limits of its own. */
    private Map<String, String> details(Capability capability) {
        HarvestTable table = capability.service() < 0
                ? null
                : universe.services().get(capability.service()).harvest();
        Map<String, String> details = new LinkedHashMap<>(capability.kind().details());
        if (table != null) {
            details.keySet().removeIf(RowLimits::isDetail);
            details.putAll(table.limits().details());
        }
        return details;
    }

    /** What its main capability declares of uploads. */
    private Map<String, String> uploads(Capability capability) {
        boolean isMainTap = capability.kind().isTap() && !capability.kind().isAuxiliary();
        return isMainTap && capability.service() >= 0
                ? universe.services().get(capability.service()).ways().uploads().details()
                : Map.of();
    }

    private void addParameters(String ivoid, int index, Kind kind) {
        for (String name : kind.parameters()) {
            boolean required = name.endsWith("!");
            String lower = name.replace("!", "").toLowerCase(Locale.ROOT);
            content.row("intf_param", ivoid)
                    .set("intf_index", index)
                    .set("name", lower)
                    .set("std", 1)
                    .with("datatype=char arraysize=*")
                    .set("param_use", required ? "required" : "optional")
                    .set("param_description", "As the standard says: " + lower);
        }
    }

    private void detail(String ivoid, int index, String xpath, String value) {
        content.row("res_detail", ivoid)
                .set("cap_index", index)
                .set("detail_xpath", xpath)
                .set("detail_value", value);
    }

    private void addPage(Resource resource, int index) {
        if (resource.ivoid().hashCode() % 2 == 0) {
            content.row("interface", resource.ivoid())
                    .set("cap_index", index)
                    .set("intf_index", index + 100)
                    .with("intf_type=vr:webbrowser url_use=full")
                    .set("access_url", resource.ivoid().replace("ivo://", "http://sim.example/form/"))
                    .set("authenticated_only", 0);
        }
    }

    private void addVosi(Resource resource, int capabilities) {
        String url = resource.capabilities().getFirst().accessUrl();
        int query = url.indexOf('?');
        int index = capabilities + 1;
        content.row("capability", resource.ivoid())
                .set("cap_index", index)
                .set("standard_id", "ivo://ivoa.net/std/vosi#capabilities");
        content.row("interface", resource.ivoid())
                .set("cap_index", index)
                .set("intf_index", index)
                .with("intf_type=vs:paramhttp intf_role=std url_use=full")
                .set("access_url", (query < 0 ? url : url.substring(0, query)) + "/capabilities")
                .set("authenticated_only", 0);
    }

    void addTables(Resource resource) {
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
            boolean described =
                    resource.capabilities().stream().anyMatch(one -> one.kind().isTable());
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

    void addTapTables(Universe universe) {
        Map<Integer, String> services = new TreeMap<>();
        Map<Integer, String> records = new TreeMap<>();
        for (Resource resource : universe.resources()) {
            for (Resource.Capability capability : resource.capabilities()) {
                if (capability.service() >= 0 && capability.kind().standardId().equals(Kind.TAP.standardId())) {
                    // the TAP service's own record, if it has one, rather than that of its table
                    boolean ofTable = capability.kind().isTable();
                    services.merge(capability.service(), resource.ivoid(), (old, now) -> ofTable ? old : now);
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
