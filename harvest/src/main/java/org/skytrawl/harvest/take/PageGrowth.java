package org.skytrawl.harvest.take;

/** After how many pages in time a service that was too slow is asked for more rows again. Used by one thread. */
final class PageGrowth {
    private static final int FEWEST = 10;
    private static final int MOST = 10_000;

    private int needed = FEWEST;
    private int inTime;
    private boolean grown;

    /** A page took too long. If pages had grown before, it takes twice as many until the next attempt: each one costs a timeout. */
    void slowed() {
        if (grown) {
            needed = Math.min(MOST, 2 * needed);
        }
        grown = false;
        inTime = 0;
    }

    /** Counts a page that came in time. @return whether pages may be larger now */
    boolean isDue() {
        if (++inTime < needed) {
            return false;
        }
        inTime = 0;
        grown = true;
        return true;
    }
}
