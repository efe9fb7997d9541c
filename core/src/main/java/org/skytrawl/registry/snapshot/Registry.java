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
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryList;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.regtap.RegistryReading;

/**
 * Where services are known: snapshots on disk, fetched from the first mirror that answers when they are older than a day.
 * Thread-safe; blocks, so call it on virtual threads.
 */
public final class Registry {
    /** A snapshot older than this is stale. */
    public static final Duration STALE_AFTER = Duration.ofDays(1);

    private final RegistryAccess.Reach reach;
    private final SnapshotStore store;
    private final Clock clock;
    private final Runnable waiting;

    /**
     * Reads through this fetcher and store.
     *
     * @param maxBytesPerAnswer the most decoded bytes read of one answer
     */
    public Registry(HttpFetcher fetcher, SnapshotStore store, long maxBytesPerAnswer) {
        this(
                new RegistryAccess.Reach(fetcher, maxBytesPerAnswer, RegistryAccess.Reach.MAX_REC),
                store,
                Clock.systemUTC(),
                () -> {});
    }

    /**
     * The same with a clock of its own.
     *
     * @param waiting told when another program is fetching the same snapshot and is waited for
     */
    Registry(RegistryAccess.Reach reach, SnapshotStore store, Clock clock, Runnable waiting) {
        this.reach = reach;
        this.store = store;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * The services to choose from for one question: a snapshot on disk if one of these registries has a fresh one, else
     * fetched from the first that answers, else the youngest stale one.
     *
     * <p>A registry without coverage on an axis that the question needs is passed over; if no other can be had it serves
     * only an inclusive question, since nobody declares what has no place to be declared.
     *
     * @param urls TAP access URLs of the registries, in the order they are tried
     * @throws DiscoveryException if nothing can be had; the message says what was tried
     * @throws StoppedException if the signal was given
     */
    public RegistryReading read(
            List<String> urls, Question constraints, boolean inclusive, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        return reading(urls, needed(constraints), inclusive, false, deadline, cancellation)
                .read();
    }

    /**
     * Fetches anew from the first registry that answers, and keeps the snapshot.
     *
     * @throws DiscoveryException if none can be had
     * @throws StoppedException if the signal was given
     */
    public RegistryReading update(List<String> urls, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        return update(urls, false, deadline, cancellation);
    }

    /**
     * Fetches anew from the first registry that answers, and keeps the snapshot. If another program has done that since this
     * was called, its snapshot is read.
     *
     * @param full whether all is to be fetched, and not only what has changed
     * @throws DiscoveryException if none can be had
     * @throws StoppedException if the signal was given
     */
    public RegistryReading update(List<String> urls, boolean full, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        SnapshotReading reading = reading(urls, Set.of(), true, full, deadline, cancellation);
        RegistryReading fetched = reading.fetched(deadline);
        if (fetched == null) {
            throw reading.nothing();
        }
        return fetched;
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

    /** What is on disk of each of these registries. */
    public List<SnapshotStatus> status(List<String> urls) {
        return urls.stream()
                .map(ShownUrl::withoutUser)
                .map(url -> {
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
                })
                .toList();
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

    /** Also what an older version of this program wrote, and what seems to come from the future: a clock was wrong. */
    boolean isStale(@Nullable SnapshotHeader header) {
        if (header == null || header.isOld()) {
            return true;
        }
        Duration age = Duration.between(header.fetched(), clock.instant());
        return age.compareTo(STALE_AFTER) > 0 || age.compareTo(STALE_AFTER.negated()) < 0;
    }

    SnapshotStore store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    Runnable waiting() {
        return waiting;
    }

    RegistryMirrors mirrors(List<String> urls) {
        return new RegistryMirrors(reach, urls, store.folder(), clock);
    }
}
