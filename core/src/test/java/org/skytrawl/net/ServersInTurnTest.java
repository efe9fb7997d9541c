package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.provenance.AwaitedServer;

class ServersInTurnTest {
    private final ServersInTurn turn = new ServersInTurn();

    @Test
    void namesTheServerAndThoseAfterItUntilTheEnd() {
        assertThat(turn.awaited()).isNull();
        turn.begin("http://a/tap", List.of("http://b/tap"));
        AwaitedServer first = turn.awaited();
        assertThat(first).isNotNull();
        assertThat(first.url()).isEqualTo("http://a/tap");
        assertThat(first.next()).containsExactly("http://b/tap");
        assertThat(first.waited()).isGreaterThanOrEqualTo(Duration.ZERO);
        turn.begin("http://b/tap", List.of());
        assertThat(turn.awaited()).extracting(AwaitedServer::url).isEqualTo("http://b/tap");
        turn.end();
        assertThat(turn.awaited()).isNull();
    }
}
