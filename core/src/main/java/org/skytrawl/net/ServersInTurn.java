package org.skytrawl.net;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.AwaitedServer;

/** Knows which of several servers, tried one after the other, is being queried. Thread-safe. */
public final class ServersInTurn {
    private volatile @Nullable Turn turn;

    private record Turn(String url, long begunNanos, List<String> next) {}

    /**
     * Notes that a server is queried from now on.
     *
     * @param next those to be tried if it fails
     */
    public void begin(String url, List<String> next) {
        turn = new Turn(url, System.nanoTime(), List.copyOf(next));
    }

    /** Notes that the query is over, whatever came of it. */
    public void end() {
        turn = null;
    }

    /** Null if none is being queried. */
    public @Nullable AwaitedServer awaited() {
        Turn now = turn;
        return now == null
                ? null
                : new AwaitedServer(now.url, Duration.ofNanos(System.nanoTime() - now.begunNanos), now.next);
    }
}
