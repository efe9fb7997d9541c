package org.skytrawl.simvo.tap;

/** VOSI availability (VOSI 1.1 section 5). */
final class AvailabilityXml {
    static final String UP = """
            <?xml version="1.0" encoding="UTF-8"?>
            <vosi:availability xmlns:vosi="http://www.ivoa.net/xml/VOSIAvailability/v1.0">
              <vosi:available>true</vosi:available>
              <vosi:note>This service is simulated.</vosi:note>
            </vosi:availability>
            """;

    private AvailabilityXml() {}
}
