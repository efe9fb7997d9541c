package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.LiveDisplay;
import org.skytrawl.cli.terminal.TerminalSize;

/** Shows the progress of a run at regular times: a live display on a terminal, lines elsewhere, nothing when quiet. */
abstract class Watching<R> implements AutoCloseable {
    private static final Duration LIVE = Duration.ofMillis(200);

    final PrintWriter err;
    final boolean quiet;
    final @Nullable LiveDisplay display;

    @Nullable
    TerminalSize size;

    private final Duration plain;
    private @Nullable ScheduledThreadPoolExecutor timer;
    private @Nullable R run;

    Watching(PrintWriter err, boolean quiet, boolean live, Duration plain) {
        this.err = err;
        this.quiet = quiet;
        this.display = live && !quiet && TerminalSize.isTerminal() ? new LiveDisplay(err) : null;
        this.plain = plain;
    }

    abstract void show(R now);

    /** A line with a bar up to its longest length; without one if there is no room for it. */
    static String withBar(String line, int longest, int columns, IntUnaryOperator doneOf) {
        int room = Math.min(longest, columns - 1) - line.length() - 3;
        if (room < 8) {
            return line;
        }
        int done = doneOf.applyAsInt(room);
        return line + " [" + "=".repeat(done) + " ".repeat(room - done) + "]";
    }

    public synchronized void watch(R watched) {
        if (quiet) {
            return;
        }
        run = watched;
        if (display != null) {
            size = TerminalSize.follow();
        }
        timer = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name("skytrawl-progress").unstarted(task));
        long everyMillis = (display != null ? LIVE : plain).toMillis();
        // its end is that of the timer, which close() shuts down
        var unused = timer.scheduleAtFixedRate(this::tick, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void tick() {
        if (run != null) {
            show(run);
        }
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        if (display != null) {
            // the summary follows
            display.clear();
        }
        if (size != null) {
            size.close();
            size = null;
        }
        run = null;
    }
}
