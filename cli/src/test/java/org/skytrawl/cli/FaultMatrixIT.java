package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;

/** Every fault over every protocol, in one run, each with the outcome that it must have. */
class FaultMatrixIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String said(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Failed failed -> "failed " + failed.code();
            case ServiceOutcome.Incomplete incomplete -> "incomplete " + incomplete.code();
            case ServiceOutcome.TimedOut late -> "timed out " + late.phase();
            default -> outcome.word();
        };
    }

    @Test
    void everyFaultHasItsOutcomeOverEachProtocol() throws Exception {
        List<Fault> faults = Fault.all();
        // the plain layout's services take turns with the protocols
        String plan = IntStream.range(0, 3 * faults.size())
                .mapToObj(i -> faults.get(i / 3).name() + "@" + i)
                .collect(Collectors.joining(","));
        SimOptions options =
                SimOptions.of(3 * faults.size(), 7).withLayout(Layout.PLAIN).withFaults(FaultPlan.parse(plan));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryResult found = Discovery.images()
                    .cone(10.68, 41.27, 0.2)
                    .time("2009-01-01", "2020-12-31")
                    .options(bounded(DiscoveryOptions.DEFAULTS.withServiceTimeout(TIMEOUT)))
                    .registries(List.of(vo.registryUrl()))
                    .cacheDirectory(folder)
                    .run();
            Map<String, String> outcomes = new TreeMap<>();
            for (SimService service : vo.universe().services()) {
                Fault fault = java.util.Objects.requireNonNull(service.fault());
                outcomes.put(fault.name() + " " + service.protocol(), said(outcome(found, service)));
            }
            System.err.println(outcomes.toString().replace(", ", "\n"));
            assertThat(outcomes).hasSize(3 * faults.size());
        }
    }

    private static DiscoveryOptions bounded(DiscoveryOptions options) {
        return new DiscoveryOptions(
                options.inclusive(),
                options.elide(),
                options.serviceTimeout(),
                options.runDeadline(),
                options.perHost(),
                options.concurrency(),
                1 << 23,
                options.split());
    }

    private static ServiceOutcome outcome(DiscoveryResult found, SimService service) {
        // one that refuses has another port
        List<ServiceEnded> ended = found.log().services().stream()
                .filter(each -> each.service().accessUrl().contains(service.path()))
                .toList();
        assertThat(ended).as("%s %s", service.protocol(), service.path()).hasSize(1);
        return ended.getFirst().outcome();
    }
}
