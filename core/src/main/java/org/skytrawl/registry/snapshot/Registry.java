package org.skytrawl.registry.snapshot;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Question;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryList;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.regtap.RegistryReading;

/** Registry snapshots: read from disk, or fetched from the first mirror that answers. Thread-safe; blocks. */
public record Registry(RegistryAccess.Reach reach, SnapshotStore store, Clock clock, Runnable waiting) {
    public static final Duration STALE_AFTER = Duration.ofDays(1);

    public Registry(HttpFetcher fetcher, SnapshotStore store, long maxBytesPerAnswer) {
        this(fetcher, store, maxBytesPerAnswer, new ServersInTurn());
    }

    /** @param turn told which registry is being queried */
    public Registry(HttpFetcher fetcher, SnapshotStore store, long maxBytesPerAnswer, ServersInTurn turn) {
        this(
                new RegistryAccess.Reach(fetcher, maxBytesPerAnswer, RegistryAccess.Reach.MAX_REC, turn),
                store,
                Clock.systemUTC(),
                () -> {});
    }

    /**
     * From a fresh snapshot on disk, else from the first registry that answers, else from the youngest stale snapshot.
     * A registry without coverage on an axis that the question needs is used only if there is no other, and the
     * question is inclusive.
     */
    public RegistryReading read(
            List<String> urls, Question constraints, boolean inclusive, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        return reading(urls, needed(constraints), inclusive, false, deadline, cancellation)
                .read();
    }

    /**
     * Fetches from the first registry that answers, and stores the snapshot.
     *
     * @throws DiscoveryException if no registry answers
     */
    public RegistryReading update(List<String> urls, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        return update(urls, false, deadline, cancellation);
    }

    /**
     * Fetches from the first registry that answers, and stores the snapshot, unless another program has just done so.
     */
    public RegistryReading update(List<String> urls, boolean full, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        return reading(urls, Set.of(), true, full, deadline, cancellation).update();
    }

    private SnapshotReading reading(
            List<String> urls,
            Set<Axis> needed,
            boolean inclusive,
            boolean full,
            Deadline deadline,
            Cancellation cancellation) {
        return new SnapshotReading(
                this, new RegistryList(urls, "").urls(), needed, inclusive, full, deadline, cancellation);
    }

    public List<SnapshotStatus> status(List<String> urls) {
        return urls.stream().map(ShownUrl::withoutUser).map(this::status).toList();
    }

    private SnapshotStatus status(String url) {
        SnapshotHeader header = store.header(url);
        return header == null
                ? new SnapshotStatus(url, store.file(url), null, true, null, null, 0)
                : new SnapshotStatus(
                        url,
                        store.file(url),
                        header.fetched(),
                        isStale(header),
                        header.fullFetched(),
                        header.services(),
                        header.version());
    }

    private static Set<Axis> needed(Question constraints) {
        Set<Axis> axes = EnumSet.noneOf(Axis.class);
        if (constraints.region() != null) {
            axes.add(Axis.SPACE);
        }
        if (constraints.wavelengthM() != null) {
            axes.add(Axis.SPECTRUM);
        }
        if (constraints.mjd() != null) {
            axes.add(Axis.TIME);
        }
        return axes;
    }

    /** Also true for a snapshot of an older version, and for one from the future: a clock was wrong. */
    boolean isStale(@Nullable SnapshotHeader header) {
        if (header == null || header.isOld()) {
            return true;
        }
        Duration age = Duration.between(header.fetched(), clock.instant());
        return age.compareTo(STALE_AFTER) > 0 || age.compareTo(STALE_AFTER.negated()) < 0;
    }

    RegistryMirrors mirrors(List<String> urls) {
        return new RegistryMirrors(reach, urls, store.folder(), clock);
    }
}
