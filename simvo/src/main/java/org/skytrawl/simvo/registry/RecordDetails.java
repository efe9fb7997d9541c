package org.skytrawl.simvo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The details of records, by their xpaths (RegTAP 1.2 section 8.13 and all of appendix A). */
final class RecordDetails {
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

    private RecordDetails() {}

    static void addOfResource(RegistryContent content, String ivoid, RecordNode record) {
        OF_RESOURCE.forEach(xpath -> add(content, ivoid, record, "", xpath, null));
    }

    static void addOfCapability(RegistryContent content, String ivoid, RecordNode capability, int index) {
        OF_CAPABILITY.forEach(xpath -> add(content, ivoid, capability, "/capability", xpath, index));
    }

    private static void add(
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

    /** The text of an element without children: some names are a number in one schema and a pair in another. */
    private static @Nullable String leaf(RecordNode node) {
        return node.element().getElementsByTagName("*").getLength() > 0 ? null : node.text();
    }
}
