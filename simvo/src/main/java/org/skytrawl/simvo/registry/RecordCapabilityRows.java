package org.skytrawl.simvo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
                    .read(capability, "cap_description=description standard_id=~@standardID");
            RecordRows.addValidation(content, ivoid, capability, capabilities);
            addDetails(content, ivoid, capability, capabilities);
            for (RecordNode one : capability.children("interface")) {
                interfaces++;
                addInterface(content, ivoid, capabilities, interfaces, one);
            }
        }
    }

    private static void addInterface(RegistryContent content, String ivoid, int capability, int index, RecordNode one) {
        content.row("interface", ivoid)
                .set("cap_index", capability)
                .set("intf_index", index)
                .set("intf_type", one.type())
                .read(one, """
                        intf_role=~@role std_version=~@version query_type=~queryType# result_type=~resultType
                        wsdl_url=wsdlURL url_use=~accessURL/@use access_url=accessURL mirror_url=mirrorURL#""")
                .set("authenticated_only", authenticatedOnly(one) ? 1 : 0);
        for (RecordNode parameter : one.children("param")) {
            RecordTableRows.setTyped(content.row("intf_param", ivoid), parameter)
                    .set("intf_index", index)
                    .read(parameter, "param_use=~@use param_description=description");
        }
    }

    /** Whether there are security methods, and all of them need a login (section 8.8). */
    private static boolean authenticatedOnly(RecordNode one) {
        List<RecordNode> methods = one.children("securityMethod");
        return !methods.isEmpty() && methods.stream().allMatch(method -> method.attribute("standardID") != null);
    }

    private static final List<String> OF_RESOURCE = List.of("""
            /accessURL /coverage/footprint /coverage/footprint/@ivo-id /deprecated /endorsedVersion /facility /format
            /format/@isMIMEType /full /instrument /instrument/@ivo-id /managedAuthority /managingOrg /rights
            /rights/@rightsURI /schema/@namespace""".split("\\s", -1));

    private static final List<String> OF_CAPABILITY = List.of("""
            /complianceLevel /creationType /dataModel /dataModel/@ivo-id /dataSource /defaultMaxRecords
            /executionDuration/default /executionDuration/hard /imageServiceType
            /interface/securityMethod/@standardID /interface/testQueryString /language/name /language/version/@ivo-id
            /maxAperture /maxFileSize /maxImageExtent/lat /maxImageExtent/long /maxImageSize /maxImageSize/lat
            /maxImageSize/long /maxQueryRegionSize/lat /maxQueryRegionSize/long /maxRecords /maxSR /maxSearchRadius
            /outputFormat/@ivo-id /outputFormat/alias /outputFormat/mime /outputLimit/default
            /outputLimit/default/@unit /outputLimit/hard /outputLimit/hard/@unit /retentionPeriod/default
            /retentionPeriod/hard /supportedFrame /testQuery/catalog /testQuery/dec /testQuery/extras
            /testQuery/pos/lat /testQuery/pos/long /testQuery/pos/refframe /testQuery/queryDataCmd /testQuery/ra
            /testQuery/size /testQuery/size/lat /testQuery/size/long /testQuery/sr /testQuery/verb
            /uploadLimit/default /uploadLimit/default/@unit /uploadLimit/hard /uploadLimit/hard/@unit
            /uploadMethod/@ivo-id /verbosity""".split("\\s", -1));

    static void addResourceDetails(RegistryContent content, String ivoid, RecordNode record) {
        OF_RESOURCE.forEach(xpath -> addDetail(content, ivoid, record, "", xpath, null));
    }

    static void addDetails(RegistryContent content, String ivoid, RecordNode capability, int index) {
        OF_CAPABILITY.forEach(xpath -> addDetail(content, ivoid, capability, "/capability", xpath, index));
    }

    private static void addDetail(
            RegistryContent content,
            String ivoid,
            RecordNode whole,
            String begin,
            String xpath,
            @Nullable Integer capability) {
        int at = xpath.indexOf("/@");
        String[] path = (at < 0 ? xpath : xpath.substring(0, at)).substring(1).split("/", -1);
        for (RecordNode node : whole.all(path)) {
            String value = at < 0 ? leaf(node) : node.attribute(xpath.substring(at + 2));
            if (value != null) {
                content.row("res_detail", ivoid)
                        .set("cap_index", capability)
                        .set("detail_xpath", begin + xpath)
                        .set("detail_value", value);
            }
        }
    }

    private static @Nullable String leaf(RecordNode node) {
        return node.element().getElementsByTagName("*").getLength() > 0 ? null : node.text();
    }
}
