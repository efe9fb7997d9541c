package org.skytrawl.download;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the reports of a run in the manifest and for the result, and passes them to the listener. Thread-safe. */
final class ManifestRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestRecorder.class);

    private final Manifest manifest;
    private final DownloadListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<FileReport> reports = new ArrayList<>();

    ManifestRecorder(Manifest manifest, DownloadListener listener) {
        this.manifest = manifest;
        this.listener = listener;
    }

    /** The file that this run or an earlier one has fetched from a URL, or null. */
    FileReport.@Nullable Stored known(String url) {
        return locked(() -> manifest.known(url));
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Adds a report. If it cannot be written, the result still has it. */
    void add(FileReport report) {
        lock.lock();
        try {
            reports.add(report);
            manifest.add(report);
        } finally {
            lock.unlock();
        }
        tell(report);
    }

    /** Updates all reports of a file of this run that was renamed. */
    void renamed(String from, String to) {
        List<FileReport> changed = locked(() -> {
            List<FileReport> all = new ArrayList<>();
            reports.replaceAll(report -> {
                FileReport now = report.renamed(from, to);
                if (!now.equals(report)) {
                    all.add(now);
                }
                return now;
            });
            all.forEach(manifest::add);
            return all;
        });
        changed.forEach(this::tell);
    }

    List<FileReport> all() {
        return locked(() -> List.copyOf(reports));
    }

    private void tell(FileReport report) {
        try {
            listener.onFile(report);
        } catch (RuntimeException e) {
            LOG.warn("A listener to a download failed", e);
        }
    }
}
