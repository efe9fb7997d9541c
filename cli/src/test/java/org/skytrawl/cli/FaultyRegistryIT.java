package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.Discovery;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

/** Every fault in a registry. */
class FaultyRegistryIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** A registry that answers nothing, or a part, is none: the run says why, and what it says names the trouble. */
    @Test
    void aFaultyRegistryIsNoRegistry() throws Exception {
        for (Fault fault : Fault.all()) {
            if (fault.effect() == Fault.Effect.ALL || fault.name().equals("refuse")) {
                continue;
            }
            try (SimServer server = SimServer.start()) {
                SimHost host = server.host();
                host.mount("/tap", request -> table(), fault);
                Duration most = Duration.ofSeconds(3);
                assertThatExceptionOfType(DiscoveryException.class)
                        .as(fault.name())
                        .isThrownBy(() -> Discovery.images()
                                .cone(10.68, 41.27, 0.2)
                                .options(DiscoveryOptions.DEFAULTS
                                        .withRunDeadline(most)
                                        .withLimits(new DiscoveryOptions.Limits(4, 512, 1 << 23)))
                                .registries(List.of(host.baseUrl() + "/tap"))
                                .cacheDirectory(folder)
                                .run())
                        .withMessageMatching("(?s).*(" + host.baseUrl() + "|deadline).*");
            }
        }
    }

    /** What a table of registry rows looks like from afar. */
    private static Response table() {
        String rows = "<TR><TD>ivo://x/y</TD></TR>".repeat(20);
        return Response.text(
                200,
                Response.VOTABLE,
                "<VOTABLE version=\"1.4\"><RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"OK\"/><TABLE>"
                        + "<FIELD name=\"ivoid\" datatype=\"char\" arraysize=\"*\"/><DATA><TABLEDATA>" + rows
                        + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>");
    }
}
