package org.skytrawl.registry.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.access.RegistryReply;
import org.skytrawl.registry.access.RegistryTables;
import org.skytrawl.registry.access.WriteLock;
import org.skytrawl.registry.regtap.RegTapRegistry;
import org.skytrawl.registry.regtap.RegistryReading;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.registry.regtap.SnapshotUpdate;

/** Reads the snapshots of some registries once. For one thread. */
final class SnapshotReading {
    /** Holds without a deadline too: another program may have been stopped while it holds the lock. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Registry registry;
    private final SnapshotStore store;
    private final List<String> urls;
    private final Set<Axis> needed;
    private final boolean inclusive;
    private final boolean full;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final List<String> tried = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private final Map<String, SnapshotHeader> onDisk = new HashMap<>();

    /** Registries with fresh contents that were looked at; there is no need to query them. */
    private final Set<String> known = new HashSet<>();

    private @Nullable Found partial;
    private boolean unreachable;

    private record Found(
            RegistrySnapshot snapshot,
            boolean fromDisk,
            boolean stale,
            @Nullable SnapshotUpdate update) {}

    SnapshotReading(
            Registry registry,
            List<String> urls,
            Set<Axis> needed,
            boolean inclusive,
            boolean full,
            Deadline deadline,
            Cancellation cancellation) {
        this.registry = registry;
        this.store = registry.store();
        this.urls = urls;
        this.needed = needed;
        this.inclusive = inclusive;
        this.full = full;
        this.deadline = deadline;
        this.cancellation = cancellation;
        for (String url : urls) {
            SnapshotHeader header = store.header(url);
            if (header != null) {
                onDisk.put(url, header);
            } else {
                // moves an unreadable file aside, and says so in a note
                notes.addAll(store.load(url).notes());
            }
        }
    }

    RegistryReading update() throws StoppedException {
        RegistryReading fetched = fetched(deadline);
        if (fetched == null) {
            throw nothing();
        }
        return fetched;
    }

    RegistryReading read() throws StoppedException {
        for (String url : urls) {
            if (!registry.isStale(onDisk.get(url))) {
                RegistryReading fresh = loaded(url, false);
                if (fresh != null) {
                    return fresh;
                }
            }
        }
        // leaves time to load a stale snapshot
        boolean hasFallback = onDisk.keySet().stream().anyMatch(url -> !known.contains(url));
        RegistryReading fetched = fetched(
                hasFallback && !deadline.isNever()
                        ? Deadline.after(deadline.left().dividedBy(2))
                        : deadline);
        if (fetched != null) {
            return fetched;
        }
        List<String> youngestFirst = onDisk.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().fetched(), Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
        for (String url : youngestFirst) {
            RegistryReading stale = known.contains(url) ? null : loaded(url, true);
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

    private @Nullable RegistryReading loaded(String url, boolean stale) {
        SnapshotStore.Loaded loaded = store.load(url);
        notes.addAll(loaded.notes());
        RegistrySnapshot snapshot = loaded.snapshot();
        if (snapshot == null) {
            return null;
        }
        if (!stale) {
            known.add(url);
        }
        SnapshotHeader header = onDisk.get(url);
        if (header != null && header.isOld()) {
            notes.add("the registry snapshot on disk is of an older version of this program:"
                    + " it has no SSA services" + (header.version() < 2 ? " and no mirror URLs of services" : ""));
        }
        List<Axis> missing = missing(snapshot);
        Found found = new Found(snapshot, true, stale, null);
        if (missing.isEmpty()) {
            return reading(found);
        }
        tried.add(snapshot.source() + ": it has no " + tables(missing));
        partial = partial == null ? found : partial;
        return null;
    }

    private @Nullable RegistryReading fetched(Deadline all) throws StoppedException {
        List<String> queried = urls.stream().filter(url -> !known.contains(url)).toList();
        if (!queried.isEmpty()) {
            RegistryMirrors mirrors = registry.mirrors(queried);
            RegistryReply<Found> reply = mirrors.ask(this::fetched, all, cancellation, tried);
            notes.addAll(mirrors.problems());
            unreachable = mirrors.areUnreachable();
            if (reply != null) {
                return reading(reply.answer());
            }
        }
        return withoutCoverage();
    }

    /** Fetches from one registry, unless another program is doing so or has just done so. */
    private Found fetched(RegistryAccess access) throws RegistryFailure, StoppedException {
        String url = access.url();
        Found found;
        try (WriteLock lock = lock(access)) {
            Found others = byAnother(url, lock.waited());
            found = others == null ? fetchedByUs(access) : others;
        } catch (IOException e) {
            notes.add(store.folder().unwritable(e));
            found = fetchedByUs(access);
        }
        known.add(url);
        List<Axis> missing = missing(found.snapshot());
        if (!missing.isEmpty()) {
            partial = partial == null ? found : partial;
            throw RegistryFailure.lacks("it has no " + tables(missing));
        }
        return found;
    }

    private WriteLock lock(RegistryAccess access) throws IOException, RegistryFailure, StoppedException {
        Deadline wait = access.deadline().earlier(Deadline.after(LONGEST_WAIT));
        long begun = System.nanoTime();
        try {
            return WriteLock.take(store.lockFile(access.url()), wait, access.cancellation(), registry.waiting());
        } catch (StoppedException e) {
            if (e.stopCause() == StopCause.TIMEOUT) {
                long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
                // the registry is not at fault, so it keeps its place in the order
                throw RegistryFailure.lacks("another program has been fetching its snapshot for " + seconds + " s");
            }
            throw e;
        }
    }

    private @Nullable Found byAnother(String url, boolean waited) {
        SnapshotHeader now = store.header(url);
        SnapshotHeader before = onDisk.get(url);
        boolean same = now == null || (before != null && now.stamp().equals(before.stamp()));
        RegistrySnapshot snapshot =
                same || registry.isStale(now) ? null : store.load(url).snapshot();
        if (snapshot == null) {
            return null;
        }
        notes.add("another program has just fetched this registry's snapshot"
                + (waited ? "; this program waited for it" : ""));
        return new Found(snapshot, true, false, null);
    }

    private Found fetchedByUs(RegistryAccess access) throws RegistryFailure, StoppedException {
        RegTapRegistry.Fetched fetched =
                new RegTapRegistry(registry.clock()).fetch(access, () -> store.contents(access.url()), full);
        try {
            store.save(fetched.snapshot(), fetched.contents());
        } catch (IOException e) {
            notes.add(store.folder().unwritable(e));
        }
        return new Found(fetched.snapshot(), false, false, fetched.update());
    }

    /** For an inclusive question, the first registry that lacks coverage is good enough. */
    private @Nullable RegistryReading withoutCoverage() {
        Found found = partial;
        if (found == null || !inclusive) {
            return null;
        }
        notes.add("no usable registry has " + tables(missing(found.snapshot()))
                + ": every service counts as undeclared there");
        return reading(found);
    }

    private List<Axis> missing(RegistrySnapshot snapshot) {
        return needed.stream()
                .filter(axis -> !snapshot.coverageAxes().contains(axis))
                .sorted()
                .toList();
    }

    private RegistryReading reading(Found found) {
        // several files that cannot be written have one cause
        Set<String> all = new LinkedHashSet<>(notes);
        all.addAll(found.snapshot().notes());
        return new RegistryReading(
                found.snapshot(), found.fromDisk(), found.stale(), tried, List.copyOf(all), found.update());
    }

    private DiscoveryException nothing() {
        return RegistryMirrors.nobody(tried, unreachable, ", or give a list of services");
    }

    private static String tables(List<Axis> axes) {
        return axes.stream().map(RegistryTables::coverageTable).collect(Collectors.joining(" or "));
    }
}
