package org.skytrawl.harvest.take;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.ServiceState;

/**
 * How services are asked.
 *
 * @param pageRows most rows of a page; a service with lower limits gets smaller pages
 * @param timeout limit of one request, from name resolution to the last byte
 * @param deadline limit of the session; null for none
 * @param window when requests may begin
 * @param clock of the window, in the zone of its times
 * @param updateBefore services that were read, or compared with what was read, before this time are compared again; null for
 *     none
 */
public record HarvestOptions(
        int pageRows,
        Duration timeout,
        @Nullable Duration deadline,
        Window window,
        Clock clock,
        @Nullable Instant updateBefore) {
    public static final int LEAST_PAGE_ROWS = 10;
    public static final int MOST_PAGE_ROWS = 500_000;

    public HarvestOptions {
        if (pageRows < LEAST_PAGE_ROWS || pageRows > MOST_PAGE_ROWS) {
            throw new IllegalArgumentException(
                    "a page has from " + LEAST_PAGE_ROWS + " to " + MOST_PAGE_ROWS + " rows, not " + pageRows);
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("a request needs more time than " + timeout);
        }
    }

    /** Without an update. */
    public HarvestOptions(int pageRows, Duration timeout, @Nullable Duration deadline, Window window, Clock clock) {
        this(pageRows, timeout, deadline, window, clock, null);
    }

    /** Whether a service is compared again with what was read, or a comparison did not end. */
    boolean comparesAgain(ServiceState state) {
        Entry.Done done = state.done();
        return state.isHalfCompared()
                || (updateBefore != null
                        && done != null
                        && state.plan() != null
                        && done.time().isBefore(updateBefore));
    }

    public HarvestOptions updating(@Nullable Instant before) {
        return new HarvestOptions(pageRows, timeout, deadline, window, clock, before);
    }
}
