package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;

/**
 * The events of a run as they come (docs/api.md, "Events"). A reader that takes nothing is disconnected by the idle timeout of its
 * connection. Thread-safe.
 */
public final class EventRoutes implements AutoCloseable {
    public static final int MOST_STREAMS = 1000;

    private static final Duration BETWEEN_COMMENTS = Duration.ofSeconds(10);
    private static final byte[] COMMENT = ": skytrawl\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OVER = EventFeed.frame("", "over", "{}");

    private final RunStore runs;

    /** The threads of readers, so that they end with the server. */
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

    /** Guarded by this, as all that follows. */
    private final Map<String, Followed> feeds = new HashMap<>();

    private int streams;
    private boolean closed;

    /** A run with readers. */
    private static final class Followed {
        private final EventFeed feed;
        private final Thread thread;
        private int readers;

        Followed(EventFeed feed, Thread thread) {
            this.feed = feed;
            this.thread = thread;
        }
    }

    public EventRoutes(RunStore runs) {
        this.runs = runs;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/runs/{id}/events", this::follow);
    }

    private void follow(Context ctx) throws IOException, InterruptedException {
        ServedRun run = runs.get(ctx.pathParam("id"));
        int line = after(ctx) + 1;
        EventFeed feed = enter(run);
        readers.add(Thread.currentThread());
        try {
            ctx.contentType("text/event-stream; charset=utf-8");
            ctx.header("X-Accel-Buffering", "no");
            send(feed, line, ctx.res().getOutputStream());
        } finally {
            readers.remove(Thread.currentThread());
            leave(run);
        }
    }

    /** The number of the last line that the reader has; -1 for none. */
    private static int after(Context ctx) {
        String header = ctx.header("Last-Event-ID");
        String last = header == null || header.isBlank() ? ctx.queryParam("after") : header;
        if (last == null || last.isBlank()) {
            return -1;
        }
        try {
            return Math.clamp(Long.parseLong(last.strip()), -1, Integer.MAX_VALUE - 1);
        } catch (NumberFormatException e) {
            throw new ApiException(400, "wrong_parameter", "after, or Last-Event-ID, is the number of a line", "after");
        }
    }

    private static void send(EventFeed feed, int from, OutputStream out) throws IOException, InterruptedException {
        int line = from;
        long state = 0;
        out.write(COMMENT);
        out.flush();
        while (true) {
            EventFeed.News news = feed.after(line, state, BETWEEN_COMMENTS);
            for (byte[] each : news.lines()) {
                out.write(each);
            }
            line += news.lines().size();
            byte @Nullable [] now = news.state();
            if (now != null) {
                out.write(now);
                state = news.stateNumber();
            }
            if (news.isEmpty()) {
                out.write(COMMENT);
            }
            if (news.over()) {
                out.write(OVER);
            }
            out.flush();
            if (news.over()) {
                return;
            }
        }
    }

    private synchronized EventFeed enter(ServedRun run) {
        if (closed) {
            throw new ApiException(503, "ending", "the server ends");
        }
        if (streams >= MOST_STREAMS) {
            throw ApiException.later(
                    "too_many_streams",
                    MOST_STREAMS + " event streams are open, which is the limit",
                    Duration.ofSeconds(5));
        }
        streams++;
        Followed followed = feeds.computeIfAbsent(run.id(), id -> {
            EventFeed feed = new EventFeed(run);
            Thread thread = Thread.ofVirtual().name("skytrawl-feed").unstarted(() -> {
                try {
                    feed.follow();
                } catch (InterruptedException e) {
                    // nobody reads any more
                } finally {
                    feed.end();
                }
            });
            thread.start();
            return new Followed(feed, thread);
        });
        followed.readers++;
        return followed.feed;
    }

    private synchronized void leave(ServedRun run) {
        streams--;
        Followed followed = feeds.get(run.id());
        if (followed != null && --followed.readers == 0) {
            followed.thread.interrupt();
            feeds.remove(run.id());
        }
    }

    /** The number of open streams. */
    public synchronized int streams() {
        return streams;
    }

    /** Ends all streams. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            feeds.values().forEach(followed -> followed.thread.interrupt());
        }
        readers.forEach(Thread::interrupt);
    }
}
