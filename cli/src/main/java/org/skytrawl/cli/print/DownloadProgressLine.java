package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.skytrawl.download.DownloadProgress;
import org.skytrawl.download.DownloadRun;

/** Shows how a download goes: one live line on a terminal, a line now and then elsewhere, nothing when quiet. */
public final class DownloadProgressLine extends Watching<DownloadRun> {
    private static final int LONGEST_LINE = 100;

    private final Rate rate = new Rate(System.nanoTime());
    private String last = "";

    public DownloadProgressLine(PrintWriter err, boolean quiet) {
        super(err, quiet, true, Duration.ofSeconds(5));
    }

    @Override
    void show(DownloadRun watched) {
        DownloadProgress now = watched.progress();
        String line = text(now, rate.at(System.nanoTime(), now.bytes().fetched()));
        if (display != null && size != null) {
            int columns = size.now().columns();
            display.show(List.of(withBar(line, now, columns)), columns);
        } else if (!line.equals(last)) {
            err.println(line);
        }
        err.flush();
        last = line;
    }

    /**
     * {@code files 12/40, 3 coming, 2 lost: 1.2 of 4.0 GB, 23 MB/s, about 2 min left}.
     *
     * @param bytesPerSecond recent rate; negative as long as it is not known
     */
    static String text(DownloadProgress now, double bytesPerSecond) {
        DownloadProgress.Files files = now.files();
        DownloadProgress.Bytes bytes = now.bytes();
        int lost = files.ended() - files.there();
        long left = bytes.expected() - bytes.done();
        String least = files.unknownSizes() > 0 ? "at least " : "";
        return "files " + files.ended() + "/" + files.known() + ", " + files.running() + " coming"
                + (lost > 0 ? ", " + lost + " lost" : "") + ": " + Words.size(bytes.done())
                + (left > 0 ? " of " + least + Words.size(bytes.expected()) : "")
                + (bytesPerSecond < 0 ? "" : ", " + Words.size((long) bytesPerSecond) + "/s")
                + (files.ended() >= files.known() ? "" : left(left, files.unknownSizes() > 0, bytesPerSecond));
    }

    /** The time for the rest. Files of unknown size take more; where nothing comes, or no size is known, there is no estimate. */
    private static String left(long bytes, boolean more, double bytesPerSecond) {
        if (bytesPerSecond < 0) {
            return "";
        }
        return bytes == 0 || bytesPerSecond < 1
                ? ", time left unknown"
                : (more ? ", at least " : ", about ") + time(bytes / bytesPerSecond) + " left";
    }

    /** Shorter than the terminal is wide. The bar is that of bytes, or of files as long as not all of their sizes are known. */
    static String withBar(String line, DownloadProgress now, int columns) {
        if (line.length() >= columns) {
            return line.substring(0, columns - 1);
        }
        DownloadProgress.Files files = now.files();
        DownloadProgress.Bytes bytes = now.bytes();
        boolean byFiles = files.unknownSizes() > 0 || bytes.expected() == 0;
        double share = byFiles
                ? files.ended() / (double) Math.max(1, files.known())
                : bytes.done() / (double) bytes.expected();
        return withBar(line, LONGEST_LINE, columns, room -> (int) (room * Math.min(1, share)));
    }

    private static String time(double seconds) {
        if (seconds < 90) {
            return Math.max(1, Math.round(seconds)) + " s";
        }
        return seconds < 5400
                ? Math.round(seconds / 60) + " min"
                : String.format(Locale.ROOT, "%.1f h", Math.min(seconds / 3600, 9999));
    }

    /** The rate of the last {@value #MEMORY_SECONDS} seconds, or of the time since the start. */
    static final class Rate {
        private static final int MEMORY_SECONDS = 10;

        /** The first bytes come late, and would make an estimate of hours. */
        private static final long FIRST_NANOS = 2_000_000_000L;

        private final long startNanos;
        private final Deque<long[]> counts = new ArrayDeque<>();

        Rate(long startNanos) {
            this.startNanos = startNanos;
            counts.add(new long[] {startNanos, 0});
        }

        /** Bytes per second; negative as long as it is not known. */
        double at(long nanos, long bytes) {
            counts.add(new long[] {nanos, bytes});
            // one older count stays: lines may be further apart than the memory is long
            while (counts.size() > 2 && nanos - counts.getFirst()[0] > MEMORY_SECONDS * 1_000_000_000L) {
                counts.removeFirst();
            }
            long[] first = counts.getFirst();
            return nanos - startNanos < FIRST_NANOS ? -1 : (bytes - first[1]) * 1e9 / (nanos - first[0]);
        }
    }
}
