package org.skytrawl.simvo.universe;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** @param servedBy ivoids of the resources that it is {@code isservedby} */
public record Resource(
        String ivoid,
        String type,
        String title,
        Coverage coverage,
        List<String> servedBy,
        List<String> tables,
        List<Capability> capabilities) {
    public Resource {
        servedBy = List.copyOf(servedBy);
        tables = List.copyOf(tables);
        capabilities = List.copyOf(capabilities);
    }

    private static final String SIA = "sia:simpleimageaccess";
    private static final String SIA2_PARAMETERS = "POS BAND TIME DPTYPE COLLECTION MAXREC RESPONSEFORMAT";

    /** More images than any SIA2 service of the universe has. */
    private static final String MOST_IMAGES = "/maxRecords=100000";

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
        /** A TAP service whose record does not say that it has images. */
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

        public boolean isForMembers() {
            return this == SIA2_MEMBERS;
        }
    }

    /** @param service the number of the service that answers there; -1 if it is no image service */
    public record Capability(Kind kind, String accessUrl, int service) {}
}
