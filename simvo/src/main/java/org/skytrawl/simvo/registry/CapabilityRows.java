package org.skytrawl.simvo.registry;

import java.util.Locale;
import java.util.Map;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;

/** The rows of capabilities, their interfaces, parameters and details. */
final class CapabilityRows {
    private final RegistryContent content;

    CapabilityRows(RegistryContent content) {
        this.content = content;
    }

    void add(Resource resource) {
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
                    .set("intf_type", "vs:paramhttp")
                    .set("intf_role", "std")
                    .set("std_version", kind.version())
                    .set("query_type", kind.isTap() ? "get#post" : "get")
                    .set("result_type", "application/x-votable+xml")
                    .set("url_use", kind.isTap() ? "full" : "base")
                    .set("access_url", capability.accessUrl())
                    .set("authenticated_only", kind.isForMembers() ? 1 : 0);
            addParameters(resource.ivoid(), index, kind);
            for (Map.Entry<String, String> detail : kind.details().entrySet()) {
                detail(resource.ivoid(), index, detail.getKey(), detail.getValue());
            }
            if (resource.ivoid().equals(RegistryContent.REGISTRY)) {
                detail(resource.ivoid(), index, "/capability/dataModel/@ivo-id", RegTapTables.DATA_MODEL);
            }
            addPage(resource, index);
        }
        if (!resource.capabilities().isEmpty()) {
            addVosi(resource, resource.capabilities().size());
        }
    }

    private void addParameters(String ivoid, int index, Kind kind) {
        for (String name : kind.parameters()) {
            boolean required = name.endsWith("!");
            String lower = name.replace("!", "").toLowerCase(Locale.ROOT);
            content.row("intf_param", ivoid)
                    .set("intf_index", index)
                    .set("name", lower)
                    .set("std", 1)
                    .set("datatype", "char")
                    .set("arraysize", "*")
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

    /** Every second service has a web page as well. */
    private void addPage(Resource resource, int index) {
        if (resource.ivoid().hashCode() % 2 == 0) {
            content.row("interface", resource.ivoid())
                    .set("cap_index", index)
                    .set("intf_index", index + 100)
                    .set("intf_type", "vr:webbrowser")
                    .set(
                            "access_url",
                            "http://sim.example/form/" + resource.ivoid().substring("ivo://".length()))
                    .set("url_use", "full")
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
                .set("intf_type", "vs:paramhttp")
                .set("intf_role", "std")
                .set("access_url", (query < 0 ? url : url.substring(0, query)) + "/capabilities")
                .set("url_use", "full")
                .set("authenticated_only", 0);
    }
}
