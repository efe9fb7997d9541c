package org.skytrawl.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.RunProgress;
import org.skytrawl.model.Constraints;
import org.skytrawl.provenance.ProvenanceEvent;

/**
 * Shows how a run goes: a live bar on a terminal, a line every few seconds elsewhere, nothing when quiet. All of it on
 * stderr.
 */
final class Progress implements DiscoveryListener, AutoCloseable {
    /** The launcher tells whether stderr is a terminal: Java itself can only ask for stdin and stdout together. */
    private static final boolean TERMINAL = Boolean.getBoolean("skytrawl.terminal");

    private static final Duration LIVE = Duration.ofMillis(150);
    private static final Duration PLAIN = Duration.ofSeconds(3);

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean live;
    private @Nullable ScheduledExecutorService ticker;
    private @Nullable ProgressBar bar;
    private @Nullable DiscoveryRun run;
    private int lastEnded = -1;

    private Progress(PrintWriter err, boolean quiet, boolean live) {
        this.err = err;
        this.quiet = quiet;
        this.live = live;
    }

    static Progress on(PrintWriter err, boolean quiet) {
        return new Progress(err, quiet, TERMINAL);
    }

    /** Says what is being asked, as it was understood. */
    void asking(Constraints asked) {
        say("asking for  " + QuestionOptions.inWords(asked));
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
        // its end is that of the timer, which close() shuts down
        var unused = timer.scheduleAtFixedRate(this::tick, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        ticker = timer;
    }

    @Override
    public void onEvent(ProvenanceEvent event) {
        if (event instanceof ProvenanceEvent.RegistryRead registry) {
            String age = registry.fetched() == null
                    ? ""
                    : ", " + age(Duration.between(registry.fetched(), registry.time()))
                            + (registry.stale() ? " (STALE: no registry could be reached)" : "");
            say("chosen from " + Printable.count(registry.candidates(), "service") + " in "
                    + Printable.line(registry.source(), 200) + age);
            registry.tried().forEach(tried -> say("  passed over " + Printable.line(tried, 200)));
            registry.notes().forEach(note -> say("  note: " + Printable.line(note, 200)));
        }
    }

    @Override
    public synchronized void close() {
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
            say("progress    " + now.ended() + " of " + Printable.count(now.toAsk(), "service") + ", " + state(now));
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
                    .hideEta()
                    .continuousUpdate()
                    .build();
        }
        bar.stepTo(now.ended());
        bar.setExtraMessage(" " + state(now));
    }

    private static String state(RunProgress now) {
        return now.running() + " running, " + now.lost() + " lost, " + Printable.count(now.records(), "record");
    }

    private static String age(Duration age) {
        long minutes = age.toMinutes();
        if (minutes < 1) {
            return "read just now";
        }
        return minutes < 120
                ? "as of " + minutes + " minutes ago"
                : String.format(Locale.ROOT, "as of %d hours ago", minutes / 60);
    }

    private void say(String line) {
        if (!quiet) {
            err.println(line);
            err.flush();
        }
    }
}
