package org.skytrawl.simvo.tap;

/** What a job is about (UWS 1.1 section 2.1.3). */
enum JobPhase {
    PENDING,
    QUEUED,
    EXECUTING,
    COMPLETED,
    ERROR,
    ABORTED;

    /** Whether it will change no more. */
    boolean isEnd() {
        return compareTo(COMPLETED) >= 0;
    }
}
