package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.skytrawl.download.DownloadProgress;
import org.skytrawl.download.DownloadRun;

/** Shows how a download goes: one live line on a terminal, a line now and then elsewhere, nothing when quiet. */
public final class DownloadProgressLine extends Watching<DownloadRun> {
    private static final int LONGEST_LINE = 100;

    private final Rate rate = new Rate();
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

    /** {@code files 12/40, 3 coming, 2 lost: 1.2 of 4.0 GB, 23 MB/s, 2m left}. */
    static String text(DownloadProgress now, double bytesPerSecond) {
        DownloadProgress.Files files = now.files();
        DownloadProgress.Bytes bytes = now.bytes();
        int lost = files.ended() - files.there();
        long left = bytes.expected() - bytes.done();
        String least = files.unknownSizes() > 0 ? "at least " : "";
        return "files " + files.ended() + "/" + files.known() + ", " + files.running() + " coming"
                + (lost > 0 ? ", " + lost + " lost" : "") + ": " + Words.size(bytes.done())
                + (left > 0 ? " of " + least + Words.size(bytes.expected()) : "")
                + ", " + Words.size((long) bytesPerSecond) + "/s"
                + (bytesPerSecond >= 1 && left > 0 ? ", " + least + left(left / bytesPerSecond) + " left" : "");
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

    private static String left(double seconds) {
        if (seconds < 90) {
            return Math.round(seconds) + "s";
        }
        return seconds < 5400
                ? Math.round(seconds / 60) + "m"
                : String.format(Locale.ROOT, "%.1fh", Math.min(seconds / 3600, 9999));
    }

    private static final class Rate {
        private static final double MEMORY_SECONDS = 5;

        private long lastNanos = System.nanoTime();
        private long lastBytes;
        private double perSecond = -1;

        double at(long nanos, long bytes) {
            double seconds = Math.max(1e-3, (nanos - lastNanos) / 1e9);
            double now = (bytes - lastBytes) / seconds;
            double weight = 1 - Math.exp(-seconds / MEMORY_SECONDS);
            perSecond = perSecond < 0 ? now : perSecond + weight * (now - perSecond);
            lastNanos = nanos;
            lastBytes = bytes;
            return perSecond;
        }
    }
}
