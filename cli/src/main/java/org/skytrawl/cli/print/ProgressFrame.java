package org.skytrawl.cli.print;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.AwaitedHost;
import org.skytrawl.provenance.RunProgress;

/** One frame of the live display: the hosts that are awaited come slowest first, the times are those of the run. */
record ProgressFrame(RunProgress now, List<AwaitedHost> awaited, Duration elapsed, Duration leftAtMost) {
    private static final int HOSTS = 5;

    /** Minimum width for the labels of the summary. */
    private static final int WIDE = 72;

    /** Longer lines become more rows when the terminal is made narrower. */
    private static final int LONGEST_LINE = 78;

    private static final String INDENT = " ".repeat(12);

    /** The lines, each shorter than the terminal is wide, and fewer than it is high. */
    List<String> lines(int columns, int rows) {
        boolean wide = columns >= WIDE;
        List<String> lines = new ArrayList<>();
        lines.add(
                wide ? services(columns) : now.ended() + " of " + now.toAsk() + " done, " + now.running() + " running");
        lines.add((wide ? "found       " : "") + Words.count(now.records(), "record") + (wide ? " so far, " : ", ")
                + now.lost() + " lost");
        RunProgress.Targets targets = now.targets();
        if (targets != null) {
            lines.add(wide ? "targets     " + targets(targets, " over all services") : targets(targets, ""));
        }
        lines.add((wide ? "time        " : "") + seconds(elapsed) + left(wide));
        hosts(columns, Math.min(HOSTS, rows - 1 - lines.size()), wide ? "awaited     " : "", lines);
        return lines.stream().map(line -> cut(line, columns - 1)).toList();
    }

    /** Each target counts once for each service. */
    static String targets(RunProgress.Targets targets, String where) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d%s, %,d request%s",
                targets.answered(),
                targets.toAsk(),
                where,
                targets.requests(),
                targets.requests() == 1 ? "" : "s");
    }

    /** A target list has no useful upper limit: each request has a timeout of its own. */
    private String left(boolean wide) {
        RunProgress.Targets targets = now.targets();
        if (targets == null) {
            return ", at most " + seconds(leftAtMost) + " more" + (wide ? " for these" : "");
        }
        Duration about = targets.left();
        return about == null ? "" : ", about " + roughly(about) + " more" + (wide ? " for those running" : "");
    }

    private String services(int columns) {
        String text = "services    " + now.ended() + " of " + now.toAsk() + " done, " + now.running() + " running, "
                + (now.toAsk() - now.ended() - now.running()) + " waiting";
        return Watching.withBar(text, LONGEST_LINE, columns, room -> (int) ((long) room * now.ended() / now.toAsk()));
    }

    private void hosts(int columns, int most, String label, List<String> lines) {
        if (most < 1) {
            return;
        }
        // the last line says how many more there are
        int shown = awaited.size() <= most ? awaited.size() : most - 1;
        String begin = label;
        for (AwaitedHost host : awaited.subList(0, shown)) {
            lines.add(begin + host(host, columns - 1 - begin.length()));
            begin = label.isEmpty() ? "" : INDENT;
        }
        int more = awaited.size() - shown;
        if (more > 0) {
            lines.add(begin + "and " + Words.count(more, shown == 0 ? "host" : "more host"));
        }
    }

    private static String host(AwaitedHost host, int room) {
        int services = host.running() + host.waiting();
        String state = host.running() == 0
                ? "waiting for its turn"
                : seconds(host.longest()) + " " + host.phase().word();
        String after = "  " + state + (services > 1 ? " (" + services + " services)" : "");
        return cut(PlainText.of(host.host(), 100), Math.max(8, room - after.length())) + after;
    }

    /** An estimate is not told to the second. */
    private static String roughly(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120 ? Math.max(5, seconds / 5 * 5) + " s" : seconds / 60 + " min";
    }

    /** In whole seconds, so that the display does not change too often. */
    private static String seconds(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120 ? seconds + " s" : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }

    private static String cut(String text, int room) {
        return text.length() <= room ? text : text.substring(0, Math.max(0, room - 2)) + "..";
    }
}
