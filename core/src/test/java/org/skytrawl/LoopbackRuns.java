package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;
import org.skytrawl.selection.ServiceSelection;

/** Runs over services on loopback, and what tests ask of their results. */
class LoopbackRuns {
    static final Question M31 = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
    static final DiscoveryOptions QUICK =
            DiscoveryOptions.DEFAULTS.withServiceTimeout(Duration.ofSeconds(20)).withLimits(1000, 1000);

    LoopbackVo vo;

    /** Whichever test comes first must not pay for the loading of classes out of the time it gives a service. */
    @BeforeAll
    static void loadEverythingOnce() throws Exception {
        try (LoopbackVo warm = new LoopbackVo()) {
            warm.answering("warm", "a");
            DiscoveryRun.start(
                            M31,
                            QUICK,
                            org.skytrawl.provenance.RunContext.NONE,
                            source(warm.services()),
                            ProvenanceLog.inMemory(),
                            null)
                    .await();
        }
    }

    @BeforeEach
    void start() throws Exception {
        vo = new LoopbackVo();
    }

    @AfterEach
    void stop() {
        vo.close();
    }

    DiscoveryResult run(DiscoveryOptions options) throws InterruptedException {
        return start(options, null).await();
    }

    DiscoveryRun start(DiscoveryOptions options, @Nullable DiscoveryListener listener) {
        return DiscoveryRun.start(
                M31,
                options,
                org.skytrawl.provenance.RunContext.NONE,
                source(vo.services()),
                ProvenanceLog.inMemory(),
                listener);
    }

    static ServiceSource source(List<Service> services) {
        return (constraints, options, fetcher, end, cancellation) -> new DiscoveryPlan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(),
                        ProvenanceEvent.CandidateSource.named("a test"),
                        services.size(),
                        List.of(),
                        List.of(),
                        false),
                ServiceSelection.select(services.stream().map(Candidate::of).toList(), constraints, true, false, false),
                true);
    }

    static Service service(String accessUrl, String name) {
        return Service.of(
                        List.of(new Ivoid("ivo://loopback/" + name)),
                        name,
                        org.skytrawl.model.Protocol.SIA2,
                        accessUrl,
                        null)
                .withCoverage(org.skytrawl.model.Coverage.UNDECLARED);
    }

    static Map<String, ServiceOutcome> outcomes(DiscoveryResult found) {
        return found.log().services().stream()
                .collect(Collectors.toMap(
                        ended -> ended.service().ivoid().value().substring("ivo://loopback/".length()),
                        ServiceEnded::outcome));
    }

    static FailureCode code(ServiceOutcome outcome) {
        return ((ServiceOutcome.Failed) outcome).code();
    }

    static List<String> dids(DiscoveryResult found) {
        return found.datasets().stream()
                .map(dataset -> dataset.record().text(ObsCoreColumn.obs_publisher_did))
                .toList();
    }

    static List<String> describe(List<FoundDataset> datasets) {
        return datasets.stream()
                .map(dataset -> dataset.record() + " from " + dataset.origins())
                .toList();
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a look-up in the operating system: nothing can interrupt it. */
    static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
