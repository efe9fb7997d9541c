package org.skytrawl.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.RunProgress;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceEvent;

/**
 * Shows how a run goes: a live bar on a terminal, a line every few seconds elsewhere, nothing when quiet. All of it on
 * stderr.
 */
final class Progress implements DiscoveryListener, AutoCloseable {
    /** The launcher tells whether stderr is a terminal: Java itself can only ask for stdin and stdout together. */
    private static final boolean TERMINAL = Boolean.getBoolean("skytrawl.terminal");

    /** Also from the launcher, 80 if it could not tell. */
    private static final int COLUMNS = Math.clamp(Integer.getInteger("skytrawl.columns", 80), 40, 200);

    private static final Duration LIVE = Duration.ofMillis(150);
    private static final Duration PLAIN = Duration.ofSeconds(3);

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean live;
    private @Nullable ScheduledExecutorService ticker;
    private @Nullable ProgressBar bar;
    private @Nullable DiscoveryRun run;
    private int lastEnded = -1;
    private volatile boolean chosen;
    private volatile @Nullable WaitingLine waiting;

    private Progress(PrintWriter err, boolean quiet, boolean live) {
        this.err = err;
        this.quiet = quiet;
        this.live = live;
    }

    static Progress on(PrintWriter err, boolean quiet) {
        return new Progress(err, quiet, TERMINAL);
    }

    /** Says what is being asked, as it was understood. */
    void asking(Constraints asked, List<String> doubts) {
        say("asking for  " + QuestionOptions.inWords(asked));
        doubts.forEach(doubt -> say("  note: " + PlainText.of(doubt, 300)));
    }

    /** Watches until closed. */
    synchronized void watch(DiscoveryRun watched) {
        if (quiet) {
            return;
        }
        run = watched;
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name("skytrawl-progress").unstarted(task));
        long everyMillis = (live ? LIVE : PLAIN).toMillis();
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

    @Override
    public synchronized void close() {
        endWaiting();
        if (ticker != null) {
            ticker.shutdownNow();
            ticker = null;
        }
        if (bar != null) {
            show();
            bar.close();
            bar = null;
        }
        run = null;
    }

    private synchronized void tick() {
        DiscoveryRun watched = run;
        if (watched == null) {
            return;
        }
        RunProgress now = watched.progress();
        if (live) {
            show();
        } else if (now.toAsk() > 0 && now.ended() != lastEnded) {
            lastEnded = now.ended();
            say("progress    " + now.ended() + " of " + Count.of(now.toAsk(), "service") + ", " + state(now));
        }
    }

    private void show() {
        DiscoveryRun watched = run;
        if (watched == null) {
            return;
        }
        RunProgress now = watched.progress();
        if (now.toAsk() == 0) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("services")
                    .setStyle(ProgressBarStyle.ASCII)
                    .setInitialMax(now.toAsk())
                    .setUpdateIntervalMillis((int) LIVE.toMillis())
                    .setMaxRenderedLength(COLUMNS - 1)
                    .setConsumer(new LiveLine(err, COLUMNS - 1))
                    .hideEta()
                    .continuousUpdate()
                    .build();
        }
        bar.stepTo(now.ended());
        bar.setExtraMessage(" " + state(now));
    }

    /**
     * Rewrites one line. The progress bar's own consumer would open the terminal through JLine, which gives Ctrl-C back
     * to the system: the program would die without writing what there is.
     */
    private static final class LiveLine implements ProgressBarConsumer {
        private final PrintWriter err;
        private final int width;

        LiveLine(PrintWriter err, int width) {
            this.err = err;
            this.width = width;
        }

        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public void accept(String line) {
            String shown = line.length() > width ? line.substring(0, width) : line;
            err.print("\r" + shown + " ".repeat(width - shown.length()));
            err.flush();
        }

        @Override
        public void close() {
            err.println();
            err.flush();
        }
    }

    private static String state(RunProgress now) {
        return now.running() + " running, " + now.lost() + " lost, " + Count.of(now.records(), "record");
    }

    private void say(String line) {
        if (!quiet) {
            err.println(line);
            err.flush();
        }
    }
}
