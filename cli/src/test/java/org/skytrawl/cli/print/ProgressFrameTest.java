package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.AwaitedHost;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.RunProgress;

class ProgressFrameTest {
    private static final List<AwaitedHost> TWO = List.of(
            new AwaitedHost("dc.example.org:8080", 3, 2, Duration.ofMillis(14_900), Phase.READING),
            new AwaitedHost("archive.example.org", 0, 1, Duration.ZERO, Phase.QUEUED));

    @Test
    void saysHowFarItIsAndWhomItWaitsFor() {
        assertThat(frame(TWO).lines(80, 24))
                .containsExactly(
                        "services    24 of 61 done, 30 running, 7 waiting [==========                 ]",
                        "found       1204 records so far, 3 lost",
                        "time        12 s, at most 2 min 05 s more for these",
                        "awaited     dc.example.org:8080  14 s reading (5 services)",
                        "            archive.example.org  waiting for its turn");
    }

    @Test
    void aNarrowTerminalHasFewerWords() {
        assertThat(frame(TWO).lines(40, 24))
                .containsExactly(
                        "24 of 61 done, 30 running",
                        "1204 records, 3 lost",
                        "12 s, at most 2 min 05 s more",
                        "dc.example..  14 s reading (5 services)",
                        "archive.example..  waiting for its turn");
    }

    @Test
    void theRestOfManyHostsIsCounted() {
        List<AwaitedHost> many = IntStream.range(0, 12)
                .mapToObj(i -> new AwaitedHost("host" + i, 1, 0, Duration.ofSeconds(20 - i), Phase.WAITING))
                .toList();
        assertThat(frame(many).lines(80, 24))
                .hasSize(8)
                .contains("            host3  17 s waiting")
                .endsWith("            and 8 more hosts");
        assertThat(frame(many).lines(80, 6)).hasSize(5).endsWith("            and 11 more hosts");
        assertThat(frame(many).lines(80, 5)).hasSize(4).endsWith("awaited     and 12 hosts");
    }

    @Test
    void targetsAreCountedAndTheEstimateIsRough() {
        assertThat(ofTargets(Duration.ofSeconds(1000)).lines(80, 24))
                .contains(
                        "targets     3,120 of 5,000 over all services, 412 requests",
                        "time        12 s, about 16 min more for those running");
        assertThat(ofTargets(Duration.ofSeconds(33)).lines(40, 24))
                .contains("3,120 of 5,000, 412 requests", "12 s, about 30 s more");
        assertThat(ofTargets(null).lines(80, 24)).contains("time        12 s");
    }

    private static ProgressFrame ofTargets(@Nullable Duration left) {
        return new ProgressFrame(
                new RunProgress(61, 30, 24, 3, 1204, new RunProgress.Targets(5000, 3120, 412, left)),
                TWO,
                Duration.ofMillis(12_700),
                Duration.ofMillis(125_300));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 71, 72, 80, 100, 200, 300})
    void noLineIsAsLongAsTheTerminalIsWide(int columns) {
        List<AwaitedHost> hosts = List.of(new AwaitedHost(
                "a.very.long.name.of.a.host.somewhere.in.a.data.centre.example.org",
                10,
                20,
                Duration.ofHours(3),
                Phase.RESOLVING));
        assertThat(frame(hosts).lines(columns, 24)).allMatch(line -> line.length() < columns);
    }

    private static ProgressFrame frame(List<AwaitedHost> awaited) {
        return new ProgressFrame(
                new RunProgress(61, 30, 24, 3, 1204), awaited, Duration.ofMillis(12_700), Duration.ofMillis(125_300));
    }
}
