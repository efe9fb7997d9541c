package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.cli.terminal.LiveDisplay;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.RunProgress;

/**
 * Shows how a run goes: a live display on a terminal, a line every few seconds elsewhere, nothing when quiet. All of it on stderr,
 * one thing after the other.
 */
public final class Progress implements DiscoveryListener, AutoCloseable {
    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration PLAIN = Duration.ofSeconds(3);

    private final PrintWriter err;
    private final boolean quiet;
    private final @Nullable LiveDisplay display;
    private @Nullable ScheduledExecutorService ticker;
    private @Nullable TerminalSize size;
    private @Nullable DiscoveryRun run;
    private long startedNanos;
    private int lastEnded = -1;
    private volatile boolean chosen;
    private volatile @Nullable WaitingLine waiting;

    private Progress(PrintWriter err, boolean quiet, @Nullable LiveDisplay display) {
        this.err = err;
        this.quiet = quiet;
        this.display = display;
    }

    public static Progress on(PrintWriter err, boolean quiet) {
        return new Progress(err, quiet, !quiet && TerminalSize.isTerminal() ? new LiveDisplay(err) : null);
    }

    /** The same without a display. */
    public static Progress plain(PrintWriter err, boolean quiet) {
        return new Progress(err, quiet, null);
    }

    /** Says what is being asked, as it was understood. */
    public void asking(Question asked, List<String> doubts) {
        say("asking for  " + QuestionText.inWords(asked));
        doubts.forEach(doubt -> say("  note: " + PlainText.of(doubt, 300)));
    }

    /** Watches until closed. */
    public synchronized void watch(DiscoveryRun watched) {
        if (quiet) {
            return;
        }
        run = watched;
        startedNanos = System.nanoTime();
        if (display != null) {
            size = TerminalSize.follow();
        }
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name("skytrawl-progress").unstarted(task));
        long everyMillis = (display != null ? LIVE : PLAIN).toMillis();
        // their end is that of the timer, which close() shuts down
        var unused = timer.scheduleAtFixedRate(this::tick, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        waiting = WaitingLine.on(err, false, WaitingLine.FOR_SERVICES);
        if (chosen) {
            // it was there before this began to watch
            endWaiting();
        }
        ticker = timer;
    }

    @Override
    public void onEvent(ProvenanceEvent event) {
        if (event instanceof ProvenanceEvent.RegistryRead registry) {
            chosen = true;
            endWaiting();
            if (registry.source().isEmpty()) {
                return;
            }
            String age = registry.fetched() == null
                    ? ""
                    : ", read " + Ages.ago(registry.fetched(), registry.time())
                            + (registry.stale() ? " (STALE: no registry could be reached)" : "");
            say("chosen from " + Count.of(registry.candidates(), "service") + " in "
                    + PlainText.of(registry.source(), 200) + age);
            registry.tried().forEach(tried -> say("  passed over " + PlainText.of(tried, 200)));
            registry.notes().forEach(note -> say("  note: " + PlainText.of(note, 200)));
        }
    }

    private void endWaiting() {
        WaitingLine line = waiting;
        if (line != null) {
            line.close();
        }
    }

    /** A line above the display. */
    public void say(String line) {
        if (!quiet) {
            warn(line);
        }
    }

    /** The same, also when quiet. */
    public synchronized void warn(String line) {
        if (display != null) {
            display.clear();
        }
        err.println(line);
        err.flush();
    }

    @Override
    public synchronized void close() {
        endWaiting();
        if (ticker != null) {
            ticker.shutdownNow();
            ticker = null;
        }
        if (display != null) {
            // the summary has all of it
            display.clear();
        }
        if (size != null) {
            size.close();
            size = null;
        }
        run = null;
    }

    private synchronized void tick() {
        DiscoveryRun watched = run;
        if (watched == null) {
            return;
        }
        RunProgress now = watched.progress();
        if (now.toAsk() == 0) {
            return;
        }
        if (display != null && size != null) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
            ProgressFrame frame = new ProgressFrame(now, watched.awaited(), elapsed, watched.leftAtMost());
            TerminalSize.Size last = size.last();
            if (!display.shows(frame.lines(last.columns(), last.rows()))) {
                // as late as can be: what is written for another size is not found again
                TerminalSize.Size known = size.now();
                display.show(frame.lines(known.columns(), known.rows()), known.columns());
            }
        } else if (now.ended() != lastEnded) {
            lastEnded = now.ended();
            say("progress    " + now.ended() + " of " + Count.of(now.toAsk(), "service") + ", " + now.running()
                    + " running, " + now.lost() + " lost, " + Count.of(now.records(), "record"));
        }
    }
}
