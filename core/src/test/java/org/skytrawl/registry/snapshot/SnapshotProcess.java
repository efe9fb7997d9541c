package org.skytrawl.registry.snapshot;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.WriteLock;
import org.skytrawl.registry.regtap.RegistryContents;
import org.skytrawl.registry.regtap.RegistryReading;
import org.skytrawl.registry.regtap.RegistrySnapshot;

/** A program of its own that updates a snapshot, or writes a large one; says on stdout how far it is. */
final class SnapshotProcess {
    private SnapshotProcess() {}

    /** {@code update DIRECTORY URL} or {@code write DIRECTORY URL}. */
    public static void main(String[] args) throws Exception {
        SnapshotStore store = new SnapshotStore(Path.of(args[1]));
        if (args[0].equals("update")) {
            update(store, args[2]);
        } else {
            WriteLock lock = WriteLock.take(store.lockFile(args[2]), Deadline.never(), new Cancellation(), () -> {});
            say("has the lock: " + !lock.waited());
            store.save(large(args[2]), contents());
            lock.close();
            say("written");
        }
    }

    private static void update(SnapshotStore store, String url) throws Exception {
        try (HttpFetcher fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system())) {
            Registry registry = new Registry(
                    new RegistryAccess.Reach(fetcher, 1 << 30, 1_000_000),
                    store,
                    Clock.systemUTC(),
                    () -> say("waiting"));
            RegistryReading reading =
                    registry.update(List.of(url), Deadline.after(Duration.ofSeconds(60)), new Cancellation());
            say("has " + reading.snapshot().candidates().size() + (reading.fromDisk() ? " from disk" : " fetched"));
        }
    }

    private static RegistrySnapshot large(String url) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 400_000; i++) {
            candidates.add(Candidate.of(Service.of(
                    List.of(new Ivoid("ivo://large/" + i)),
                    "Service " + i * 7919L,
                    Protocol.SIA1,
                    "http://large.test/" + i * 104_729L,
                    null)));
        }
        return new RegistrySnapshot(url, Instant.now(), Set.of(), true, candidates, List.of());
    }

    private static RegistryContents contents() {
        return new RegistryContents(
                Instant.now(),
                List.of("SELECT"),
                List.of(List.of(new RegistryRow(new Object[] {"ivo://large/0", 1.5f}))),
                Map.of("ivo://large/0", "2026-01-01"),
                List.of());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
