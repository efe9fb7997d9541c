package org.skytrawl.protocol;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;

/**
 * What services have shown of the ways to ask for several targets, for later runs of one client: a way that was refused or failed
 * its proof is not tried again for an hour, and hidden limits are kept. It saves requests only: each answer still needs its proof.
 * Thread-safe.
 */
public final class TargetWayFindings {
    private static final int MOST = 20_000;
    private static final long KEPT_NANOS = Duration.ofHours(1).toNanos();

    private final Map<String, Finding> findings = new ConcurrentHashMap<>();

    /** @param givenUp why the way is not taken; null if it is, for at most so many targets */
    record Finding(@Nullable String givenUp, int mostTargets, long foundNanos) {
        boolean isOld() {
            return System.nanoTime() - foundNanos > KEPT_NANOS;
        }
    }

    @Nullable
    Finding of(TargetWay way, Service service) {
        Finding found = findings.get(key(way, service));
        return found == null || found.isOld() ? null : found;
    }

    void giveUp(TargetWay way, Service service, String why) {
        put(way, service, new Finding(why, 0, System.nanoTime()));
    }

    void limit(TargetWay way, Service service, int mostTargets) {
        put(way, service, new Finding(null, mostTargets, System.nanoTime()));
    }

    private void put(TargetWay way, Service service, Finding finding) {
        if (findings.size() >= MOST) {
            findings.clear();
        }
        findings.put(key(way, service), finding);
    }

    private static String key(TargetWay way, Service service) {
        return way.word() + " " + service.tableName() + " " + service.accessUrl();
    }
}
