package org.skytrawl.simvo.registry;

import static org.skytrawl.simvo.registry.RecordNode.lower;

import java.util.List;

/** The rows of a record's capabilities, their interfaces and parameters (RegTAP 1.2 sections 8.4, 8.8 and 8.9). */
final class RecordCapabilityRows {
    private RecordCapabilityRows() {}

    static void add(RegistryContent content, String ivoid, RecordNode record) {
        int capabilities = 0;
        // counted within the record: interfaces are numbered through all capabilities
        int interfaces = 0;
        for (RecordNode capability : record.children("capability")) {
            capabilities++;
            content.row("capability", ivoid)
                    .set("cap_index", capabilities)
                    .set("cap_type", capability.type())
                    .set("cap_description", capability.text("description"))
                    .set("standard_id", lower(capability.attribute("standardID")));
            RecordRows.addValidation(content, ivoid, capability, capabilities);
            RecordDetails.addOfCapability(content, ivoid, capability, capabilities);
            for (RecordNode one : capability.children("interface")) {
                interfaces++;
                addInterface(content, ivoid, capabilities, interfaces, one);
            }
        }
    }

    private static void addInterface(RegistryContent content, String ivoid, int capability, int index, RecordNode one) {
        RecordNode access = one.first("accessURL");
        content.row("interface", ivoid)
                .set("cap_index", capability)
                .set("intf_index", index)
                .set("intf_type", one.type())
                .set("intf_role", lower(one.attribute("role")))
                .set("std_version", lower(one.attribute("version")))
                .set("query_type", lower(one.joined("#", "queryType")))
                .set("result_type", lower(one.text("resultType")))
                .set("wsdl_url", one.text("wsdlURL"))
                .set("url_use", access == null ? null : lower(access.attribute("use")))
                .set("access_url", access == null ? null : access.text())
                .set("mirror_url", one.joined("#", "mirrorURL"))
                .set("authenticated_only", authenticatedOnly(one) ? 1 : 0);
        for (RecordNode parameter : one.children("param")) {
            RecordTableRows.setTyped(content.row("intf_param", ivoid), parameter)
                    .set("intf_index", index)
                    .set("param_use", lower(parameter.attribute("use")))
                    .set("param_description", parameter.text("description"));
        }
    }

    /** Whether there are security methods, and all of them need a login (section 8.8). */
    private static boolean authenticatedOnly(RecordNode one) {
        List<RecordNode> methods = one.children("securityMethod");
        return !methods.isEmpty() && methods.stream().allMatch(method -> method.attribute("standardID") != null);
    }
}
