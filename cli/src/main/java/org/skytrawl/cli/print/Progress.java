package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.RunProgress;

/**
 * Shows how a run goes: a live display on a terminal, a line every few seconds elsewhere, nothing when quiet. All of it on stderr,
 * one thing after the other.
 */
public final class Progress extends Watching<DiscoveryRun> implements DiscoveryListener {
    private long startedNanos;
    private int lastEnded = -1;
    private long lastRequests;
    private volatile boolean chosen;
    private volatile @Nullable WaitingLine waiting;
    private @Nullable Discovery discovery;
    private final Set<String> said = new HashSet<>();

    public Progress(PrintWriter err, boolean quiet, boolean live) {
        super(err, quiet, live, Duration.ofSeconds(3));
    }

    public void asking(AskedQuestion asked) {
        say("asking for  " + QuestionText.inWords(asked.question(), asked.spectrum()));
        asked.notes().forEach(note -> note("  note: " + PlainText.of(note, 300)));
    }

    /** @param ofRun the discovery that started the run; it knows which registry is being queried */
    public synchronized void watch(DiscoveryRun watched, Discovery ofRun) {
        if (quiet) {
            return;
        }
        discovery = ofRun;
        startedNanos = System.nanoTime();
        watch(watched);
        waiting = WaitingLine.on(err, display != null, false, WaitingLine.FOR_SERVICES, ofRun::awaitedRegistry);
        if (chosen) {
            // it was there before this began to watch
            endWaiting();
        }
    }

    @Override
    public void onEvent(ProvenanceEvent event) {
        if (event instanceof ProvenanceEvent.RegistryRead registry) {
            chosen = true;
            endWaiting();
            if (!registry.source().isEmpty()) {
                Outcomes.registry(registry, fetched -> Words.ago(fetched, registry.time()), this::note);
            }
        }
    }

    private static long requests(RunProgress now) {
        RunProgress.Targets targets = now.targets();
        return targets == null ? 0 : targets.requests();
    }

    private void endWaiting() {
        WaitingLine line = waiting;
        if (line != null) {
            line.close();
        }
    }

    public void say(String line) {
        if (!quiet) {
            warn(line);
        }
    }

    /** Says a line once: the cache folder that the name resolver could not write to is also the registry's. */
    private void note(String line) {
        if (said.add(line)) {
            say(line);
        }
    }

    /** Prints a line above the display, also when quiet. */
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
        super.close();
    }

    /** While the services are being chosen. */
    private void waits(Duration elapsed) {
        if (display != null
                && size != null
                && discovery != null
                && !chosen
                && elapsed.compareTo(WaitingLine.MOMENT) > 0) {
            int columns = size.now().columns();
            display.show(
                    WaitingLine.lines(WaitingLine.FOR_SERVICES, discovery.awaitedRegistry(), elapsed, columns),
                    columns);
        }
    }

    @Override
    void show(DiscoveryRun watched) {
        RunProgress now = watched.progress();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (now.toAsk() == 0) {
            waits(elapsed);
        } else if (display != null && size != null) {
            ProgressFrame frame = new ProgressFrame(now, watched.awaited(), elapsed, watched.leftAtMost());
            TerminalSize.Size last = TerminalSize.lastKnown();
            if (!display.shows(frame.lines(last.columns(), last.rows()))) {
                // as late as can be: what is written for another size is not found again
                TerminalSize.Size known = size.now();
                display.show(frame.lines(known.columns(), known.rows()), known.columns());
            }
        } else if (now.ended() != lastEnded || requests(now) > lastRequests) {
            lastEnded = now.ended();
            lastRequests = requests(now);
            RunProgress.Targets targets = now.targets();
            say("progress    " + now.ended() + " of " + Words.count(now.toAsk(), "service") + ", " + now.running()
                    + " running, " + now.lost() + " lost, " + Words.count(now.records(), "record")
                    + (targets == null ? "" : "; targets " + ProgressFrame.targets(targets, " over all services")));
        }
    }
}
