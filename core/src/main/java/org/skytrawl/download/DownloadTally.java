package org.skytrawl.download;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the files of a run. Thread-safe. */
final class DownloadTally {
    final AtomicInteger files = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger there = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger unknownSizes = new AtomicInteger();
}
