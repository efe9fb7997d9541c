package org.skytrawl.registry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;

/**
 * Where services are known: snapshots on disk, fetched from the first mirror that answers when they are older than a day.
 * Thread-safe; blocks, so call it on virtual threads.
 */
public final class Registry {
    /** A snapshot older than this is stale. */
    public static final Duration STALE_AFTER = Duration.ofDays(1);

    static final long MAX_REC = 1_000_000;

    private final HttpFetcher fetcher;
    private final long maxBytes;
    private final long maxRec;
    private final RegTapRegistry registry;
    private final SnapshotStore store;
    private final Clock clock;

    /**
     * Reads through this fetcher and store.
     *
     * @param maxBytesPerAnswer the most decoded bytes read of one answer
     */
    public Registry(HttpFetcher fetcher, SnapshotStore store, long maxBytesPerAnswer) {
        this(fetcher, store, maxBytesPerAnswer, MAX_REC, Clock.systemUTC());
    }

    Registry(HttpFetcher fetcher, SnapshotStore store, long maxBytesPerAnswer, long maxRec, Clock clock) {
        this.fetcher = fetcher;
        this.maxBytes = maxBytesPerAnswer;
        this.maxRec = maxRec;
        this.registry = new RegTapRegistry(clock);
        this.store = store;
        this.clock = clock;
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
            List<String> urls, Constraints constraints, boolean inclusive, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        return new Attempt(urls, needed(constraints), inclusive, deadline, cancellation).read();
    }

    /**
     * Fetches anew from the first registry that answers, and keeps the snapshot.
     *
     * @throws DiscoveryException if none can be had
     * @throws StoppedException if the signal was given
     */
    public RegistryReading update(List<String> urls, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        Attempt attempt = new Attempt(urls, Set.of(), true, deadline, cancellation);
        RegistryReading fetched = attempt.fetched(deadline);
        if (fetched == null) {
            throw attempt.nothing();
        }
        return fetched;
    }

    /** What is on disk of each of these registries. */
    public List<SnapshotStatus> status(List<String> urls) {
        return urls.stream()
                .map(url -> {
                    Instant fetched = store.fetched(url);
                    return new SnapshotStatus(url, store.file(url), fetched, fetched == null || isStale(fetched));
                })
                .toList();
    }

    private static Set<Axis> needed(Constraints constraints) {
        Set<Axis> axes = EnumSet.noneOf(Axis.class);
        if (constraints.cone() != null) {
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

    /** Also what seems to come from the future: a clock was wrong then, or is now. */
    private boolean isStale(Instant fetched) {
        Duration age = Duration.between(fetched, clock.instant());
        return age.compareTo(STALE_AFTER) > 0 || age.compareTo(STALE_AFTER.negated()) < 0;
    }

    /** One reading; used once, by one thread. */
    private final class Attempt {
        private final List<String> urls;
        private final Set<Axis> needed;
        private final boolean inclusive;
        private final Deadline deadline;
        private final Cancellation cancellation;
        private final List<String> tried = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        /** Registries whose contents of today are known, so that there is no need to ask them again. */
        private final Set<String> known = new HashSet<>();

        private @Nullable Found partial;

        Attempt(List<String> urls, Set<Axis> needed, boolean inclusive, Deadline deadline, Cancellation cancellation) {
            if (urls.isEmpty()) {
                throw new IllegalArgumentException("at least one registry is needed, but there are none");
            }
            this.urls = List.copyOf(urls);
            this.needed = needed;
            this.inclusive = inclusive;
            this.deadline = deadline;
            this.cancellation = cancellation;
        }

        RegistryReading read() throws StoppedException {
            Map<String, Instant> onDisk = onDisk();
            for (String url : urls) {
                Instant fetched = onDisk.get(url);
                if (fetched != null && !isStale(fetched)) {
                    RegistryReading fresh = loaded(url, false);
                    if (fresh != null) {
                        return fresh;
                    }
                }
            }
            // what is on disk must still have time to be of use
            boolean hasFallback = onDisk.keySet().stream().anyMatch(url -> !known.contains(url));
            RegistryReading fetched = fetched(
                    hasFallback && !deadline.isNever()
                            ? Deadline.after(deadline.left().dividedBy(2))
                            : deadline);
            if (fetched != null) {
                return fetched;
            }
            List<String> youngestFirst = onDisk.keySet().stream()
                    .filter(url -> !known.contains(url))
                    .sorted(Comparator.comparing(onDisk::get, Comparator.<Instant>reverseOrder()))
                    .toList();
            for (String url : youngestFirst) {
                RegistryReading stale = loaded(url, true);
                if (stale != null) {
                    return stale;
                }
            }
            RegistryReading last = withoutCoverage();
            if (last != null) {
                return last;
            }
            throw nothing();
        }

        private Map<String, Instant> onDisk() {
            Map<String, Instant> onDisk = new HashMap<>();
            for (String url : urls) {
                Instant fetched = store.fetched(url);
                if (fetched != null) {
                    onDisk.put(url, fetched);
                } else {
                    // what is there cannot be read: out of the way, with a note
                    notes.addAll(store.load(url).notes());
                }
            }
            return onDisk;
        }

        private @Nullable RegistryReading loaded(String url, boolean stale) {
            SnapshotStore.Loaded loaded = store.load(url);
            notes.addAll(loaded.notes());
            if (loaded.snapshot() == null) {
                return null;
            }
            if (!stale) {
                known.add(url);
            }
            return accepted(new Found(loaded.snapshot(), true, stale));
        }

        @Nullable
        RegistryReading fetched(Deadline all) throws StoppedException {
            List<String> asked =
                    urls.stream().filter(url -> !known.contains(url)).toList();
            for (int i = 0; i < asked.size(); i++) {
                String url = asked.get(i);
                // a registry that drips must not eat the time of those after it
                Deadline own = all.isNever() ? all : Deadline.after(all.left().dividedBy(asked.size() - i));
                try {
                    RegistrySnapshot snapshot =
                            registry.ask(RegistryAccess.to(url, fetcher, maxBytes, maxRec, own, cancellation));
                    known.add(url);
                    save(snapshot);
                    RegistryReading reading = accepted(new Found(snapshot, false, false));
                    if (reading != null) {
                        return reading;
                    }
                } catch (RegistryFailure e) {
                    tried.add(url + ": " + e.reason());
                }
            }
            return withoutCoverage();
        }

        private void save(RegistrySnapshot snapshot) {
            try {
                store.save(snapshot);
            } catch (IOException e) {
                notes.add("the registry snapshot could not be kept on disk: " + e);
            }
        }

        /** Null if it lacks coverage that is needed; the first such one is remembered for an inclusive question. */
        private @Nullable RegistryReading accepted(Found found) {
            List<Axis> missing = missing(found.snapshot());
            if (missing.isEmpty()) {
                return reading(found);
            }
            tried.add(found.snapshot().source() + ": it has no " + tables(missing));
            partial = partial == null ? found : partial;
            return null;
        }

        private @Nullable RegistryReading withoutCoverage() {
            Found found = partial;
            if (found == null || !inclusive) {
                return null;
            }
            notes.add("no registry that could be had has " + tables(missing(found.snapshot()))
                    + ": every service counts as one that declares nothing there");
            return reading(found);
        }

        private List<Axis> missing(RegistrySnapshot snapshot) {
            return needed.stream()
                    .filter(axis -> !snapshot.coverageAxes().contains(axis))
                    .sorted()
                    .toList();
        }

        private RegistryReading reading(Found found) {
            List<String> all = new ArrayList<>(notes);
            all.addAll(found.snapshot().notes());
            return new RegistryReading(found.snapshot(), found.fromDisk(), found.stale(), tried, all);
        }

        DiscoveryException nothing() {
            return RegistryMirrors.nobody(tried);
        }
    }

    private record Found(RegistrySnapshot snapshot, boolean fromDisk, boolean stale) {}

    private static String tables(List<Axis> axes) {
        return axes.stream().map(RegistryTables::coverageTable).collect(Collectors.joining(" or "));
    }
}
