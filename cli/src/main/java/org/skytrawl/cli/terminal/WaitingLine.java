package org.skytrawl.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.AwaitedServer;

/**
 * Shows what the program waits for, if the wait is longer than a moment: on a terminal with a clock until the end of the wait,
 * elsewhere once. Shows nothing after close.
 */
public final class WaitingLine implements AutoCloseable {
    /** The registry is read once a day, or another process is reading it; that may take a minute. */
    public static final String FOR_SERVICES = "the list of services, which is read once a day";

    public static final String FOR_REGISTRY = "a registry";

    public static final String FOR_NAME = "the name resolver";

    public static final Duration MOMENT = Duration.ofMillis(1_500);

    private static final long FRAME_MILLIS = 200;
    private static final long LOOK_MILLIS = 100;
    private static final int MOST_LOOKS = 20;
    private static final int LONGEST_URL = 200;

    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Thread thread;

    private WaitingLine() {}

    /**
     * Begins to wait.
     *
     * @param what a noun: what the wait is for
     * @param server the server that is being queried; it gives null if none is
     */
    public static WaitingLine on(
            PrintWriter err, boolean quiet, String what, Supplier<@Nullable AwaitedServer> server) {
        return on(err, quiet, TerminalSize.isTerminal(), what, server);
    }

    /** The same, without a clock unless {@code live}. */
    public static WaitingLine on(
            PrintWriter err, boolean quiet, boolean live, String what, Supplier<@Nullable AwaitedServer> server) {
        WaitingLine line = new WaitingLine();
        if (!quiet) {
            line.thread = Thread.ofPlatform()
                    .daemon()
                    .name("skytrawl-waiting")
                    .start(() -> line.showIfSlow(err, live, what, server));
        }
        return line;
    }

    private void showIfSlow(PrintWriter err, boolean live, String what, Supplier<@Nullable AwaitedServer> server) {
        long begunNanos = System.nanoTime();
        try {
            if (over.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            if (live) {
                clock(err, what, server, begunNanos);
                return;
            }
            // on a busy machine the server is not queried yet
            for (int i = 0; i < MOST_LOOKS && server.get() == null; i++) {
                if (over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            err.println(once(what, server.get()));
            err.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clock(PrintWriter err, String what, Supplier<@Nullable AwaitedServer> server, long begunNanos)
            throws InterruptedException {
        LiveDisplay display = new LiveDisplay(err);
        try (TerminalSize size = TerminalSize.follow()) {
            do {
                Duration waited = Duration.ofNanos(System.nanoTime() - begunNanos);
                int columns = size.now().columns();
                display.show(lines(what, server.get(), waited, columns), columns);
            } while (!over.await(FRAME_MILLIS, TimeUnit.MILLISECONDS));
        } finally {
            display.clear();
        }
    }

    /** {@code waiting     for http://reg.example/tap (the list of services, ...), then for http://other.example/tap}. */
    static String once(String what, @Nullable AwaitedServer server) {
        if (server == null) {
            return "waiting     for " + what + " ...";
        }
        return "waiting     for " + ShownUrl.of(server.url(), LONGEST_URL) + " (" + what + ")"
                + (server.next().isEmpty()
                        ? ""
                        : "; next if it fails: " + ShownUrl.of(server.next().getFirst(), LONGEST_URL));
    }

    /** The lines for a live display, each shorter than the terminal is wide. */
    public static List<String> lines(String what, @Nullable AwaitedServer server, Duration waited, int columns) {
        List<String> lines = new ArrayList<>();
        if (server == null) {
            lines.add("waiting     " + waited.toSeconds() + " s for " + what);
        } else {
            lines.add(
                    "waiting     " + server.waited().toSeconds() + " s for " + ShownUrl.of(server.url(), LONGEST_URL));
            lines.add("            (" + what + ")");
            if (!server.next().isEmpty()) {
                int more = server.next().size() - 1;
                lines.add("            next: " + ShownUrl.of(server.next().getFirst(), LONGEST_URL)
                        + (more == 0 ? "" : " and " + more + " more"));
            }
        }
        return lines.stream()
                .map(line -> line.length() < columns ? line : line.substring(0, columns - 3) + "..")
                .toList();
    }

    /** Returns when nothing of it is on the terminal. */
    @Override
    public void close() {
        over.countDown();
        Thread showing = thread;
        if (showing != null) {
            try {
                showing.join(MOMENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
