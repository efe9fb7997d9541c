/** Skytrawl, the library: one question, asked of the whole Virtual Observatory. */
module org.skytrawl.core {
    requires java.logging;
    requires java.management;
    requires java.xml;
    requires okhttp3;
    requires okio;
    requires org.slf4j;
    requires parquet.format.structures;
    requires stil;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires transitive org.jspecify;
    requires transitive org.skytrawl.sky;

    exports org.skytrawl;
    exports org.skytrawl.download;
    exports org.skytrawl.model;
    exports org.skytrawl.output;
    exports org.skytrawl.provenance;
    exports org.skytrawl.region;
    exports org.skytrawl.registry;
    exports org.skytrawl.registry.list;
    exports org.skytrawl.registry.search;
    exports org.skytrawl.selection;
    exports org.skytrawl.stored;
    exports org.skytrawl.targets;

    // records that lines of a log are bound to
    opens org.skytrawl.provenance to
            tools.jackson.databind;

    uses org.skytrawl.model.ProtocolSource;

    provides org.skytrawl.model.ProtocolSource with
            org.skytrawl.protocol.known.KnownProtocols;
}
