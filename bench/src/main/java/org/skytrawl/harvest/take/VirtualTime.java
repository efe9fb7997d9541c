package org.skytrawl.harvest.take;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;

/**
 * The clock of one host, without waiting: requests begin in the window, take computed seconds, fail now and then, and are
 * repeated as {@link TapTable} repeats them. Used by one thread.
 */
public final class VirtualTime {
    /** Midnight. */
    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");

    private static final double NANOS = 1e9;

    /**
     * How a host fails.
     *
     * @param refused the part of requests that get HTTP 503 at once
     * @param hanging the part that runs into the time limit
     * @param hoursBetweenOutages mean; infinite for none
     * @param hoursOfOutage mean; all requests fail meanwhile
     */
    public record Faults(double refused, double hanging, double hoursBetweenOutages, double hoursOfOutage) {
        public static final Faults NONE = new Faults(0, 0, Double.POSITIVE_INFINITY, 0);
    }

    private final Window window;
    private final double limitS;
    private final Faults faults;
    private final SplittableRandom random;
    private double nowS;
    private double outageS;
    private double outageEndS;
    private long requests;
    private long failed;

    /** @param limitS of one request */
    public VirtualTime(Window window, double limitS, Faults faults, long seed) {
        this.window = window;
        this.limitS = limitS;
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.outageS = exponential(faults.hoursBetweenOutages());
        this.outageEndS = outageS + exponential(faults.hoursOfOutage());
    }

    private double exponential(double meanHours) {
        return meanHours == 0 ? 0 : -Math.log(1 - random.nextDouble()) * meanHours * 3600;
    }

    public double nowS() {
        return nowS;
    }

    /** Only forth within one request, but back between requests that run at once. */
    public void set(double seconds) {
        nowS = seconds;
    }

    public long requests() {
        return requests;
    }

    public long failed() {
        return failed;
    }

    /** One request with its repetitions. @throws RefusedException if none of them was answered */
    void ask(double seconds) throws RefusedException {
        List<Duration> pauses = Harvester.PAUSES;
        int slow = 0;
        for (int attempt = 0; ; attempt++) {
            awaitWindow();
            requests++;
            double dice = random.nextDouble();
            boolean hangs = seconds > limitS || dice < faults.hanging();
            if (!hangs && !isOut() && dice >= faults.hanging() + faults.refused()) {
                nowS += seconds;
                return;
            }
            failed++;
            nowS += hangs ? limitS : 1;
            slow += hangs ? 1 : 0;
            if (hangs && slow >= Requests.MOST_IF_SLOW) {
                throw new RefusedException(
                        "no whole answer", false, new StoppedException(StopCause.TIMEOUT, Phase.QUEUED));
            }
            if (attempt == pauses.size()) {
                throw new RefusedException("HTTP status 503", false, null);
            }
            nowS += pauses.get(attempt).toSeconds();
        }
    }

    private boolean isOut() {
        while (nowS > outageEndS) {
            outageS = outageEndS + exponential(faults.hoursBetweenOutages());
            outageEndS = outageS + exponential(faults.hoursOfOutage());
        }
        return nowS >= outageS;
    }

    private void awaitWindow() {
        ZonedDateTime now = BEGIN.plusNanos((long) (nowS * NANOS)).atZone(ZoneOffset.UTC);
        nowS += window.untilOpen(now).toNanos() / NANOS;
    }
}
