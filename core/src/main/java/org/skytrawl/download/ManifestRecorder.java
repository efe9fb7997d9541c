package org.skytrawl.download;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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
        lock.lock();
        try {
            return manifest.known(url);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a report. If it cannot be written, the result still has it. */
    void add(FileReport report) throws FolderException {
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
    void renamed(String from, String to) throws FolderException {
        List<FileReport> changed = new ArrayList<>();
        lock.lock();
        try {
            for (int i = 0; i < reports.size(); i++) {
                FileReport now = reports.get(i).renamed(from, to);
                if (now != null) {
                    reports.set(i, now);
                    manifest.add(now);
                    changed.add(now);
                }
            }
        } finally {
            lock.unlock();
        }
        changed.forEach(this::tell);
    }

    List<FileReport> all() {
        lock.lock();
        try {
            return List.copyOf(reports);
        } finally {
            lock.unlock();
        }
    }

    private void tell(FileReport report) {
        try {
            listener.onFile(report);
        } catch (RuntimeException e) {
            LOG.warn("A listener to a download failed", e);
        }
    }
}
