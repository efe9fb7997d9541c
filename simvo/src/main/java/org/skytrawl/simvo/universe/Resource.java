package org.skytrawl.simvo.universe;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param servedBy ivoids of the resources that it is {@code isservedby}
 * @param productTypes declared as {@code productTypeServed} (VODataService 1.3)
 */
public record Resource(
        String ivoid,
        String type,
        String title,
        Coverage coverage,
        List<String> servedBy,
        List<String> tables,
        List<Capability> capabilities,
        List<String> productTypes) {
    public Resource {
        servedBy = List.copyOf(servedBy);
        tables = List.copyOf(tables);
        capabilities = List.copyOf(capabilities);
        productTypes = List.copyOf(productTypes);
    }

    public Resource(
            String ivoid,
            String type,
            String title,
            Coverage coverage,
            List<String> servedBy,
            List<String> tables,
            List<Capability> capabilities) {
        this(ivoid, type, title, coverage, servedBy, tables, capabilities, List.of());
    }

    Resource withProductTypes(List<String> declared) {
        return new Resource(ivoid, type, title, coverage, servedBy, tables, capabilities, declared);
    }

    private static final String SIA = "sia:simpleimageaccess";
    private static final String SIA2_PARAMETERS = "POS BAND TIME DPTYPE COLLECTION MAXREC RESPONSEFORMAT";

    /** More images than any SIA2 service of the universe has. */
    private static final String MOST_IMAGES = "/maxRecords=100000";

    private static final String SSA_TYPE = "ssa:simplespectralaccess";
    private static final String SSA_PARAMETERS = "REQUEST! POS SIZE BAND TIME FORMAT MAXREC";
    private static final String SSA_DETAILS =
            "/complianceLevel=query /creationType=archival /maxRecords=100000 /defaultMaxRecords=100000 ";

    private static final String TAP_TYPE = "tr:tableaccess";
    private static final String TAP_LIMITS = "/outputLimit/hard=1000000 /outputLimit/hard/@unit=row /language/name=ADQL"
            + " /language/version/@ivo-id=ivo://ivoa.net/std/ADQL#v2.0";

    /** The ways to register a service. Of those of one protocol the first is the usual one. */
    @SuppressWarnings("ImmutableEnumChecker") // its collections are not changed
    public enum Kind {
        SIA1(SimProtocol.SIA1, "sia", "1.0", SIA, "POS! SIZE INTERSECT FORMAT", "/imageServiceType=Pointed"),
        SIA1_AUX(SimProtocol.SIA1, "sia#aux", "1.0", null, "POS SIZE INTERSECT FORMAT", ""),
        SIA2(SimProtocol.SIA2, "sia#query-2.0", "2.0", SIA, SIA2_PARAMETERS, MOST_IMAGES),
        SIA2_AUX(SimProtocol.SIA2, "sia#query-aux-2.0", "2.0", null, SIA2_PARAMETERS, ""),
        /** Version 2 under version 1's identifier. */
        SIA2_AS_SIA1(SimProtocol.SIA2, "sia", "2.0", SIA, SIA2_PARAMETERS, MOST_IMAGES),
        SIA2_MEMBERS(SimProtocol.SIA2, "sia#query-2.0", "2.0", SIA, SIA2_PARAMETERS, ""),
        SSA(SimProtocol.SSA, "ssa", "1.1", SSA_TYPE, SSA_PARAMETERS, SSA_DETAILS + "/dataSource=survey"),
        /** Pointed observations; a search may not be larger than a declared radius. */
        SSA_SMALL(
                SimProtocol.SSA,
                "ssa",
                "1.1",
                SSA_TYPE,
                SSA_PARAMETERS,
                SSA_DETAILS + "/dataSource=pointed /maxSearchRadius=0.15"),
        /** Spectra of models. */
        SSA_THEORY(SimProtocol.SSA, "ssa", "1.1", SSA_TYPE, SSA_PARAMETERS, SSA_DETAILS + "/dataSource=theory"),
        /** A TAP service that declares the data model: how ObsTAP used to be registered. */
        OBSTAP_MODEL(
                SimProtocol.OBSTAP,
                "tap",
                "1.1",
                TAP_TYPE,
                "",
                // written as the document has it; RegTAP leaves details in their case
                "/dataModel=ObsCore-1.1 /dataModel/@ivo-id=ivo://ivoa.net/std/ObsCore#core-1.1 " + TAP_LIMITS),
        /** An ObsCore table with a TAP capability of its own. */
        OBSTAP_TABLE(SimProtocol.OBSTAP, "tap", "1.1", TAP_TYPE, "", TAP_LIMITS),
        /** An ObsCore table with an auxiliary TAP capability. */
        OBSTAP_TABLE_AUX(SimProtocol.OBSTAP, "tap#aux", "1.1", null, "", ""),
        /** A TAP service whose record does not say that it has an ObsCore table. */
        TAP(null, "tap", "1.1", TAP_TYPE, "", TAP_LIMITS),
        CONE_SEARCH(null, "conesearch", "1.03", "cs:conesearch", "RA DEC SR", "");

        private final @Nullable SimProtocol protocol;
        private final String standardId;
        private final String version;
        private final @Nullable String type;
        private final List<String> parameters;
        private final Map<String, String> details = new LinkedHashMap<>();

        Kind(
                @Nullable SimProtocol protocol,
                String standard,
                String version,
                @Nullable String type,
                String parameters,
                String details) {
            this.protocol = protocol;
            this.standardId = "ivo://ivoa.net/std/" + standard;
            this.version = version;
            this.type = type;
            this.parameters = words(parameters);
            for (String detail : words(details)) {
                int equals = detail.indexOf('=');
                this.details.put("/capability" + detail.substring(0, equals), detail.substring(equals + 1));
            }
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        }

        static Kind of(SimProtocol protocol) {
            return Arrays.stream(values())
                    .filter(kind -> kind.protocol == protocol)
                    .findFirst()
                    .orElseThrow();
        }

        public @Nullable SimProtocol protocol() {
            return protocol;
        }

        public String standardId() {
            return standardId;
        }

        public String version() {
            return version;
        }

        /** The capability's type; null for auxiliary capabilities, which have no special type. */
        public @Nullable String type() {
            return type;
        }

        /** The names of the interface's parameters; one with an exclamation mark is required. */
        public List<String> parameters() {
            return parameters;
        }

        public Map<String, String> details() {
            return Collections.unmodifiableMap(details);
        }

        /** Whether it counts only where the resource has no other capability of the protocol. */
        public boolean isAuxiliary() {
            return type == null;
        }

        public boolean isTap() {
            return standardId.startsWith(TAP.standardId);
        }

        public boolean isTable() {
            return this == OBSTAP_TABLE || this == OBSTAP_TABLE_AUX;
        }

        /** The largest radius of a query in degrees, or null. */
        public @Nullable Double maxSearchRadiusDeg() {
            String radius = details.get("/capability/maxSearchRadius");
            return radius == null ? null : Double.valueOf(radius);
        }

        /** Whether none of its data are observations. */
        public boolean isTheory() {
            return "theory".equals(details.get("/capability/dataSource"));
        }

        public boolean isForMembers() {
            return this == SIA2_MEMBERS;
        }
    }

    /** @param service the number of the service that answers there; -1 if none of the universe does */
    public record Capability(Kind kind, String accessUrl, int service) {}
}
