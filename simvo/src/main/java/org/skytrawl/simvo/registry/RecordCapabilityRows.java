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
            content.rows("capability")
                    .add(
                            "ivoid", ivoid,
                            "cap_index", capabilities,
                            "cap_type", capability.type(),
                            "cap_description", capability.text("description"),
                            "standard_id", lower(capability.attribute("standardID")));
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
        content.rows("interface")
                .add(
                        "ivoid",
                        ivoid,
                        "cap_index",
                        capability,
                        "intf_index",
                        index,
                        "intf_type",
                        one.type(),
                        "intf_role",
                        lower(one.attribute("role")),
                        "std_version",
                        lower(one.attribute("version")),
                        "query_type",
                        lower(one.joined("#", "queryType")),
                        "result_type",
                        lower(one.text("resultType")),
                        "wsdl_url",
                        one.text("wsdlURL"),
                        "url_use",
                        access == null ? null : lower(access.attribute("use")),
                        "access_url",
                        access == null ? null : access.text(),
                        "mirror_url",
                        one.joined("#", "mirrorURL"),
                        "authenticated_only",
                        authenticatedOnly(one) ? 1 : 0);
        for (RecordNode parameter : one.children("param")) {
            RecordTableRows.addTyped(
                    content.rows("intf_param"),
                    parameter,
                    "ivoid",
                    ivoid,
                    "intf_index",
                    index,
                    "param_use",
                    lower(parameter.attribute("use")),
                    "param_description",
                    parameter.text("description"));
        }
    }

    /** Not for all: there are ways to log in, and none of them is not to (section 8.8). */
    private static boolean authenticatedOnly(RecordNode one) {
        List<RecordNode> methods = one.children("securityMethod");
        return !methods.isEmpty() && methods.stream().allMatch(method -> method.attribute("standardID") != null);
    }
}
