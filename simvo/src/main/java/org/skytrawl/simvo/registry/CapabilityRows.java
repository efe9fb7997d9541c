package org.skytrawl.simvo.registry;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;

/** The rows of capabilities, their interfaces and what else is said of them. */
final class CapabilityRows {
    /** What SIA2 services of the universe give at most; none of them has so much. */
    private static final String MOST_IMAGES = "100000";

    /** What its TAP services give at most. */
    private static final String MOST_ROWS = "1000000";

    private final RegistryContent content;

    CapabilityRows(RegistryContent content) {
        this.content = content;
    }

    void add(Resource resource) {
        int index = 0;
        for (Capability capability : resource.capabilities()) {
            index++;
            Kind kind = capability.kind();
            content.rows("capability")
                    .add(
                            "ivoid", resource.ivoid(),
                            "cap_index", index,
                            "cap_type", type(kind),
                            "standard_id", kind.standardId());
            content.rows("interface")
                    .add(
                            "ivoid",
                            resource.ivoid(),
                            "cap_index",
                            index,
                            "intf_index",
                            index,
                            "intf_type",
                            "vs:paramhttp",
                            "intf_role",
                            "std",
                            "std_version",
                            kind.version(),
                            "query_type",
                            isTap(kind) ? "get#post" : "get",
                            "result_type",
                            "application/x-votable+xml",
                            "url_use",
                            isTap(kind) ? "full" : "base",
                            "access_url",
                            capability.accessUrl(),
                            "authenticated_only",
                            kind == Kind.SIA2_MEMBERS ? 1 : 0);
            addParameters(resource.ivoid(), index, kind);
            addDetails(resource.ivoid(), index, kind);
            if (resource.ivoid().equals(RegistryContent.REGISTRY)) {
                detail(resource.ivoid(), index, "/capability/dataModel/@ivo-id", RegTapTables.DATA_MODEL);
            }
            addPage(resource, index);
        }
        if (!resource.capabilities().isEmpty()) {
            addVosi(resource, resource.capabilities().size());
        }
    }

    private static boolean isTap(Kind kind) {
        return kind.standardId().startsWith("ivo://ivoa.net/std/tap");
    }

    private static @Nullable String type(Kind kind) {
        return switch (kind) {
            case SIA1, SIA2, SIA2_AS_SIA1, SIA2_MEMBERS -> "sia:simpleimageaccess";
            case OBSTAP_MODEL, OBSTAP_TABLE, TAP -> "tr:tableaccess";
            case CONE_SEARCH -> "cs:conesearch";
            // auxiliary capabilities are of no special type
            case SIA1_AUX, SIA2_AUX, OBSTAP_TABLE_AUX -> null;
        };
    }

    private void addParameters(String ivoid, int index, Kind kind) {
        List<String> names = switch (kind) {
            case SIA1, SIA1_AUX -> List.of("POS", "SIZE", "INTERSECT", "FORMAT");
            case SIA2, SIA2_AS_SIA1, SIA2_MEMBERS, SIA2_AUX ->
                List.of("POS", "BAND", "TIME", "DPTYPE", "COLLECTION", "MAXREC", "RESPONSEFORMAT");
            case CONE_SEARCH -> List.of("RA", "DEC", "SR");
            case OBSTAP_MODEL, OBSTAP_TABLE, OBSTAP_TABLE_AUX, TAP -> List.of();
        };
        for (String name : names) {
            content.rows("intf_param")
                    .add(
                            "ivoid",
                            ivoid,
                            "intf_index",
                            index,
                            "name",
                            name.toLowerCase(Locale.ROOT),
                            "std",
                            1,
                            "datatype",
                            "char",
                            "arraysize",
                            "*",
                            "param_use",
                            name.equals("POS") && kind == Kind.SIA1 ? "required" : "optional",
                            "param_description",
                            "As the standard says: " + name.toLowerCase(Locale.ROOT));
        }
    }

    private void addDetails(String ivoid, int index, Kind kind) {
        switch (kind) {
            case OBSTAP_MODEL -> {
                detail(ivoid, index, "/capability/dataModel", "ObsCore-1.1");
                // written as the document has it; RegTAP leaves details in their case
                detail(ivoid, index, "/capability/dataModel/@ivo-id", "ivo://ivoa.net/std/ObsCore#core-1.1");
                limit(ivoid, index);
            }
            case OBSTAP_TABLE, TAP -> limit(ivoid, index);
            case SIA2, SIA2_AS_SIA1 -> detail(ivoid, index, "/capability/maxRecords", MOST_IMAGES);
            case SIA1 -> detail(ivoid, index, "/capability/imageServiceType", "Pointed");
            case SIA1_AUX, SIA2_AUX, SIA2_MEMBERS, OBSTAP_TABLE_AUX, CONE_SEARCH -> {
                // nothing more is said of these
            }
        }
    }

    private void limit(String ivoid, int index) {
        detail(ivoid, index, "/capability/outputLimit/hard", MOST_ROWS);
        detail(ivoid, index, "/capability/outputLimit/hard/@unit", "row");
        detail(ivoid, index, "/capability/language/name", "ADQL");
        detail(ivoid, index, "/capability/language/version/@ivo-id", "ivo://ivoa.net/std/ADQL#v2.0");
    }

    private void detail(String ivoid, int index, String xpath, String value) {
        content.rows("res_detail")
                .add("ivoid", ivoid, "cap_index", index, "detail_xpath", xpath, "detail_value", value);
    }

    /** Every second service has a page for people as well. */
    private void addPage(Resource resource, int index) {
        if (resource.ivoid().hashCode() % 2 == 0) {
            content.rows("interface")
                    .add(
                            "ivoid",
                            resource.ivoid(),
                            "cap_index",
                            index,
                            "intf_index",
                            index + 100,
                            "intf_type",
                            "vr:webbrowser",
                            "access_url",
                            "http://sim.example/form/" + resource.ivoid().substring("ivo://".length()),
                            "url_use",
                            "full",
                            "authenticated_only",
                            0);
        }
    }

    private void addVosi(Resource resource, int capabilities) {
        String url = resource.capabilities().getFirst().accessUrl();
        int query = url.indexOf('?');
        int index = capabilities + 1;
        content.rows("capability")
                .add(
                        "ivoid",
                        resource.ivoid(),
                        "cap_index",
                        index,
                        "standard_id",
                        "ivo://ivoa.net/std/vosi#capabilities");
        content.rows("interface")
                .add(
                        "ivoid",
                        resource.ivoid(),
                        "cap_index",
                        index,
                        "intf_index",
                        index,
                        "intf_type",
                        "vs:paramhttp",
                        "intf_role",
                        "std",
                        "access_url",
                        (query < 0 ? url : url.substring(0, query)) + "/capabilities",
                        "url_use",
                        "full",
                        "authenticated_only",
                        0);
    }
}
