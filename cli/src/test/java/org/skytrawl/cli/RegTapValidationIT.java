package org.skytrawl.cli;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** Whether the registry of the simulated VO is what RegTAP says: so tests against it mean something. */
class RegTapValidationIT {
    private static SimulatedVo vo;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(10, 5), RegTapSuite.RECORDS);
    }

    @AfterAll
    static void stop() {
        vo.close();
    }

    @TestFactory
    Stream<DynamicTest> givesTheExpectedRows() throws Exception {
        return RegTapSuite.read("simvo").tests(vo.registryUrl());
    }
}
