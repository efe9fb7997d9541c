package org.skytrawl.spark.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.net.HostKey;

/**
 * Several programs with clocks of their own, in random order: one goes on while another reads its clock, some stand still for long,
 * some are killed. Two requests are never under way at once.
 */
class LeaseSchedulesTest {
    private static final LeaseTerms TERMS = new LeaseTerms(Duration.ofSeconds(10), Duration.ofSeconds(20));
    private static final int PROGRAMS = 4;
    private static final int STEPS = 1_500;
    private static final int DEEPEST = 3;

    @TempDir
    private Path temporary;

    private Random random = new Random(0);
    private LeaseFolder folder;
    private final List<Program> programs = new ArrayList<>();

    /** Seconds of the world, which no program knows. */
    private double now;

    private int depth;
    private int requests;
    private int takeovers;

    private final class Program {
        private final double rate = 0.96 + 0.08 * random.nextDouble();
        private final double offset = random.nextInt(1_000_000);
        private LeaseClaim claim = new LeaseClaim(folder, TERMS, "", this::nanos);
        private @Nullable Lease lease;
        private double stoppedUntil;
        private double requestEnd = -1;
        private boolean inStep;

        long nanos() {
            if (depth < DEEPEST && random.nextInt(4) == 0) {
                depth++;
                world();
                depth--;
            }
            return (long) ((offset + now * rate) * 1e9);
        }

        boolean isAsking() {
            return now < requestEnd;
        }

        void step() throws IOException {
            if (inStep || now < stoppedUntil) {
                return;
            }
            inStep = true;
            try {
                go();
            } finally {
                inStep = false;
            }
            if (random.nextInt(20) == 0) {
                stoppedUntil = now + random.nextInt(80);
            }
        }

        private void go() throws IOException {
            Lease held = lease;
            if (held == null) {
                lease = claim.look();
                takeovers += lease == null ? 0 : 1;
            } else if (!isAsking()) {
                if (!held.renew()) {
                    held.release();
                    lease = null;
                    claim = new LeaseClaim(folder, TERMS, "", this::nanos);
                } else if (random.nextInt(3) > 0) {
                    begin();
                } else if (random.nextInt(30) == 0) {
                    held.release();
                    lease = null;
                    claim = new LeaseClaim(folder, TERMS, "", this::nanos);
                }
            } else {
                var unused = held.renew();
            }
        }

        private void begin() {
            for (Program other : programs) {
                assertThat(other.isAsking())
                        .as("at %s s, after %s requests", now, requests)
                        .isFalse();
            }
            requests++;
            requestEnd = now + random.nextDouble() * TERMS.longestRequest().toSeconds() / rate;
        }
    }

    private void world() {
        now += random.nextInt(50) == 0 ? random.nextInt(60) : random.nextDouble();
        int which = random.nextInt(programs.size());
        try {
            programs.get(which).step();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program stepped = programs.get(which);
        // killed: its request stays at the host to its end
        if (depth == 0 && random.nextInt(300) == 0 && !stepped.isAsking()) {
            programs.set(which, new Program());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverAskTogether(long seed) throws Exception {
        random = new Random(seed);
        folder = LeaseFolder.open(temporary, HostKey.of("http://vo.example.org:8080/"));
        for (int i = 0; i < PROGRAMS; i++) {
            programs.add(new Program());
        }
        for (int step = 0; step < STEPS; step++) {
            world();
        }
        // else nothing was tried
        assertThat(requests).isGreaterThan(30);
        assertThat(takeovers).isGreaterThan(3);
    }
}
