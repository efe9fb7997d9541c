package org.skytrawl.simvo.universe;

import java.util.List;

/**
 * What a registry knows under one ivoid.
 *
 * @param ivoid in lower case
 * @param type {@code vs:catalogservice}, {@code vs:catalogresource} and the like
 * @param servedBy ivoids of the resources it says it {@code isservedby}
 * @param tables names of the tables it lists
 * @param capabilities how it can be asked
 */
public record Resource(
        String ivoid,
        String type,
        String title,
        Coverage coverage,
        List<String> servedBy,
        List<String> tables,
        List<Capability> capabilities) {
    /** Keeps its own copies. */
    public Resource {
        servedBy = List.copyOf(servedBy);
        tables = List.copyOf(tables);
        capabilities = List.copyOf(capabilities);
    }

    /** How services are registered. */
    public enum Kind {
        /** {@code ivo://ivoa.net/std/sia}. */
        SIA1("ivo://ivoa.net/std/sia", "1.0"),
        /** Its auxiliary form. */
        SIA1_AUX("ivo://ivoa.net/std/sia#aux", "1.0"),
        /** {@code ivo://ivoa.net/std/sia#query-2.0}. */
        SIA2("ivo://ivoa.net/std/sia#query-2.0", "2.0"),
        /** Its auxiliary form. */
        SIA2_AUX("ivo://ivoa.net/std/sia#query-aux-2.0", "2.0"),
        /** Version 2 under version 1's identifier. */
        SIA2_AS_SIA1("ivo://ivoa.net/std/sia", "2.0"),
        /** Version 2 for those who log in. */
        SIA2_MEMBERS("ivo://ivoa.net/std/sia#query-2.0", "2.0"),
        /** A TAP service that declares the data model: how ObsTAP used to be registered. */
        OBSTAP_MODEL("ivo://ivoa.net/std/tap", "1.1"),
        /** An ObsCore table with a TAP capability of its own. */
        OBSTAP_TABLE("ivo://ivoa.net/std/tap", "1.1"),
        /** An ObsCore table with an auxiliary TAP capability. */
        OBSTAP_TABLE_AUX("ivo://ivoa.net/std/tap#aux", "1.1"),
        /** A TAP service of which nothing says that it has images. */
        TAP("ivo://ivoa.net/std/tap", "1.1"),
        /** A cone search: no concern of ours. */
        CONE_SEARCH("ivo://ivoa.net/std/conesearch", "1.03");

        private final String standardId;
        private final String version;

        Kind(String standardId, String version) {
            this.standardId = standardId;
            this.version = version;
        }

        /** The capability's standard identifier. */
        public String standardId() {
            return standardId;
        }

        /** The interface's version. */
        public String version() {
            return version;
        }

        /** Whether it registers an ObsCore table as such. */
        public boolean isTable() {
            return this == OBSTAP_TABLE || this == OBSTAP_TABLE_AUX;
        }
    }

    /**
     * One capability, which has one interface.
     *
     * @param accessUrl as registered
     * @param service what answers there; its number is -1 for what is no image service
     */
    public record Capability(Kind kind, String accessUrl, int service) {}
}
