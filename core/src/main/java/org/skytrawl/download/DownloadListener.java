package org.skytrawl.download;

/** Told of each file when its fate is known, by many threads at once; it must not take long. */
@FunctionalInterface
public interface DownloadListener {
    /** A dataset's file; a second time if it had to give its name up to another. */
    void onFile(FileReport report);
}
