package org.skytrawl.download;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of a run. Thread-safe. */
final class Meter {
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong fetched = new AtomicLong();
    private final AtomicLong expected = new AtomicLong();

    /** Bytes that are there: fetched now or before. */
    long done() {
        return done.get();
    }

    /** Bytes that came over the network. */
    long fetched() {
        return fetched.get();
    }

    /** Bytes that there will be at the end, as far as that is known. */
    long expected() {
        return Math.max(expected.get(), done.get());
    }

    /** The count of one file; used by one thread. */
    final class OfFile {
        private long mine;
        private long announced;

        OfFile(long announcedBytes) {
            expect(announcedBytes);
        }

        /** Its size is known better now. */
        void expect(long bytes) {
            long known = Math.max(0, bytes);
            expected.addAndGet(known - announced);
            announced = known;
        }

        /** So many came. */
        void add(long bytes) {
            fetched.addAndGet(bytes);
            have(mine + bytes);
        }

        /** So many of it are there. */
        void have(long bytes) {
            done.addAndGet(bytes - mine);
            mine = bytes;
        }

        /** No more will come of it. */
        void end() {
            expect(mine);
        }
    }
}
