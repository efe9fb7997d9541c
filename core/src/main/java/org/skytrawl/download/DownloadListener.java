package org.skytrawl.download;

/** Receives a report of each file when its outcome is known. Many threads call it at once; it must return fast. */
@FunctionalInterface
public interface DownloadListener {
    /** Called for each file of a dataset, and again if the file was renamed. */
    void onFile(FileReport report);
}
