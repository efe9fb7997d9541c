package org.skytrawl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.provenance.AwaitedServer;

class WaitingLineTest {
    private static final String URL = "http://reg.test/tap";
    private static final AwaitedServer FIRST =
            new AwaitedServer(URL, Duration.ofMillis(3_900), List.of("http://b.test/tap", "http://c.test/tap"));
    private static final AwaitedServer LAST = new AwaitedServer(URL, Duration.ofMillis(3_900), List.of());
    private static final Duration WAITED = Duration.ofSeconds(9);

    @Test
    void namesTheServerAndTheNext() {
        assertThat(WaitingLine.once("a registry", FIRST))
                .isEqualTo("waiting     for http://reg.test/tap (a registry); next if it fails: http://b.test/tap");
        assertThat(WaitingLine.once("a registry", LAST)).isEqualTo("waiting     for http://reg.test/tap (a registry)");
        assertThat(WaitingLine.once("a registry", null)).isEqualTo("waiting     for a registry ...");
    }

    @Test
    void theClockIsThatOfTheServer() {
        assertThat(WaitingLine.lines("a registry", FIRST, WAITED, 80))
                .containsExactly(
                        "waiting     3 s for http://reg.test/tap",
                        "            (a registry)",
                        "            next: http://b.test/tap and 1 more");
        assertThat(WaitingLine.lines("a registry", null, WAITED, 80)).containsExactly("waiting     9 s for a registry");
        assertThat(WaitingLine.lines("a registry", FIRST, WAITED, 20))
                .hasSize(3)
                .allMatch(line -> line.length() < 20)
                .startsWith("waiting     3 s f..");
    }

    @Test
    void showsNoPasswordAndNoControlCharacter() {
        AwaitedServer hostile = new AwaitedServer("http://me:secret@reg.test/\033[2Jtap", WAITED, List.of());
        assertThat(WaitingLine.once("a registry", hostile))
                .doesNotContain("secret")
                .doesNotContain("\033");
        assertThat(WaitingLine.lines("a registry", hostile, WAITED, 80))
                .noneMatch(line -> line.contains("secret") || line.contains("\033"));
    }
}
