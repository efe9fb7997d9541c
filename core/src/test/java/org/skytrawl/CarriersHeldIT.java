package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ServiceOutcome;

/** Virtual threads that compute without end hold all processors that other virtual threads could run on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated("holds all processors that virtual threads have")
class CarriersHeldIT extends LoopbackRuns {
    private final AtomicBoolean ended = new AtomicBoolean();

    private void holdAllCarriers() {
        // the threads of a few services are not virtual
        for (int i = 0; i < 4; i++) {
            vo.hanging("more" + i);
        }
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread.ofVirtual().start(() -> {
                while (!ended.get()) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    @AfterEach
    void end() {
        ended.set(true);
    }

    @Test
    void theRunEndsByItsDeadline() throws Exception {
        vo.hanging("hanging");
        holdAllCarriers();
        DiscoveryResult found = run(QUICK.withRunDeadline(Duration.ofSeconds(2)));
        assertThat(outcomes(found).get("hanging")).isInstanceOf(ServiceOutcome.TimedOut.class);
    }

    @Test
    void theRunIsCancelledAtOnce() throws Exception {
        vo.hanging("hanging");
        holdAllCarriers();
        DiscoveryRun run = start(QUICK, null);
        run.cancel();
        assertThat(run.await().log().summary())
                .isNotNull()
                .satisfies(summary -> assertThat(summary.cancelled()).isTrue());
    }

    @Test
    void othersAreAskedAllTheSame() throws Exception {
        // older ones cannot add a carrier
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(24);
        vo.answering("honest", "a");
        vo.hanging("hanging");
        holdAllCarriers();
        DiscoveryResult found = run(QUICK.withServiceTimeout(Duration.ofSeconds(5)));
        assertThat(dids(found)).containsExactly("ivo://data/a");
        assertThat(outcomes(found))
                .isEqualTo(Map.of(
                        "honest", new ServiceOutcome.Answered(),
                        "hanging", new ServiceOutcome.TimedOut(Phase.WAITING),
                        "more0", new ServiceOutcome.TimedOut(Phase.WAITING),
                        "more1", new ServiceOutcome.TimedOut(Phase.WAITING),
                        "more2", new ServiceOutcome.TimedOut(Phase.WAITING),
                        "more3", new ServiceOutcome.TimedOut(Phase.WAITING)));
    }
}
