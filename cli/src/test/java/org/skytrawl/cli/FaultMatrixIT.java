package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;

/** Every fault over every protocol, in one run, each with the outcome that it must have. */
@Isolated("floods must come to their end in their time")
class FaultMatrixIT {
    /** Floods over one protocol come to their end in that time, also on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyFaultHasItsOutcomeOverEachProtocolOfImages() throws Exception {
        everyFaultHasItsOutcome(Layout.PLAIN, 3, "image");
    }

    @Test
    void everyFaultHasItsOutcomeOverSsa() throws Exception {
        everyFaultHasItsOutcome(Layout.SPECTRA, 1, "spectrum");
    }

    /** @param protocols whose services take turns in the layout */
    private void everyFaultHasItsOutcome(Layout layout, int protocols, String type) throws Exception {
        List<Fault> faults = Fault.all();
        int services = protocols * faults.size();
        String plan = IntStream.range(0, services)
                .mapToObj(i -> faults.get(i / protocols).name() + "@" + i)
                .collect(Collectors.joining(","));
        SimOptions options = SimOptions.of(services, 7).withLayout(layout).withFaults(FaultPlan.parse(plan));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryResult found = Discovery.images()
                    .productTypes(type)
                    .cone(10.68, 41.27, 0.2)
                    .time("2009-01-01", "2020-12-31")
                    .options(bounded(DiscoveryOptions.DEFAULTS.withServiceTimeout(TIMEOUT.multipliedBy(protocols))))
                    .registries(List.of(vo.registryUrl()))
                    .cacheDirectory(folder)
                    .run();
            Map<String, String> outcomes = new TreeMap<>();
            Map<String, String> expected = new TreeMap<>();
            for (SimService service : vo.universe().services()) {
                Fault fault = Objects.requireNonNull(service.fault());
                String what = fault.name() + " " + service.protocol();
                expected.put(what, ExpectedOutcomes.of(fault));
                outcomes.put(what, ExpectedOutcomes.said(outcome(found, service)));
            }
            assertThat(expected).hasSize(services);
            assertThat(outcomes).isEqualTo(expected);
        }
    }

    /** A unit that is none costs the cells of its column, which are counted, and nothing else. */
    @Test
    void unitsOfBlanksCostTheCellsOfTheirColumns() throws Exception {
        DiscoveryResult found = ofTen("unit_blanks");
        assertThat(found.datasets()).hasSize(60);
        assertThat(values(found, ObsCoreColumn.access_estsize)).isEmpty();
        assertThat(values(found, ObsCoreColumn.s_ra)).hasSize(60);
        assertThat(values(found, ObsCoreColumn.access_url)).hasSize(60);
        assertThat(found.log().services()).hasSize(10).allSatisfy(FaultMatrixIT::hasBadCells);
    }

    /** So does a URL that is too long to be one. */
    @Test
    void urlsOfSlashesAreNoUrls() throws Exception {
        DiscoveryResult found = ofTen("url_slashes");
        assertThat(found.datasets()).isNotEmpty();
        assertThat(values(found, ObsCoreColumn.access_url).stream().map(String::length))
                .isEmpty();
        assertThat(found.log().services()).hasSize(10).allSatisfy(FaultMatrixIT::hasBadCells);
    }

    private DiscoveryResult ofTen(String fault) throws Exception {
        SimOptions options = SimOptions.of(10, 7).withLayout(Layout.PLAIN).withFaults(FaultPlan.parse(fault + "=1"));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            return Discovery.images()
                    .cone(10.68, 41.27, 0.2)
                    .time("2009-01-01", "2020-12-31")
                    .options(bounded(DiscoveryOptions.DEFAULTS.withServiceTimeout(TIMEOUT)))
                    .registries(List.of(vo.registryUrl()))
                    .cacheDirectory(folder)
                    .run();
        }
    }

    private static List<String> values(DiscoveryResult found, ObsCoreColumn column) {
        return found.datasets().stream()
                .map(dataset -> dataset.record().value(column))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }

    private static void hasBadCells(ServiceEnded ended) {
        QueryFacts facts = Objects.requireNonNull(ended.facts());
        assertThat(ended.outcome()).isInstanceOf(ServiceOutcome.Answered.class);
        assertThat(facts.badCells()).isPositive();
    }

    private static DiscoveryOptions bounded(DiscoveryOptions options) {
        return options.withLimits(new DiscoveryOptions.Limits(options.perHost(), options.concurrency(), 1 << 23));
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
