package org.skytrawl.cli;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Whether the registry of {@code testbed/dachs} is what RegTAP says, given the same records: what the two agree on is not only
 * what we believe.
 */
@Tag("dachs")
class RegTapValidationDachsIT {
    @TestFactory
    Stream<DynamicTest> givesTheExpectedRows() throws Exception {
        return RegTapSuite.read("dachs").tests("http://127.0.0.1:8080/tap");
    }
}
