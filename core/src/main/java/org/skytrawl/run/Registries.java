package org.skytrawl.run;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.provenance.AwaitedServer;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryConfig;
import org.skytrawl.registry.access.RegistryList;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.snapshot.Registry;
import org.skytrawl.registry.snapshot.SnapshotStore;

/**
 * Access to the user's registries without a discovery. Thread-safe; close it.
 *
 * <pre>{@code
 * try (Registries registries = Registries.open(List.of(), null)) {
 *     registries.mirrors().ask(question, Deadline.after(Duration.ofSeconds(60)), new Cancellation());
 * }
 * }</pre>
 */
public final class Registries implements Closeable {
    private final Network network;
    private final RegistryList list;
    private final SnapshotStore store;
    private final ServersInTurn turn = new ServersInTurn();

    /** Takes over the network: {@link #close} closes it. */
    public Registries(Network network, RegistryList list, SnapshotStore store) {
        this.network = network;
        this.list = list;
        this.store = store;
    }

    /**
     * Sends no request yet.
     *
     * @param urls the registries, tried in order; empty for those of the environment, the configuration file, or the public ones
     * @param cacheDirectory the directory for snapshots, or null for the user's cache directory
     * @throws org.skytrawl.model.DiscoveryException if the configuration file or the environment's proxy cannot be used
     */
    public static Registries open(Collection<String> urls, @Nullable Path cacheDirectory) {
        RegistryList list = RegistryConfig.ofUser(List.copyOf(urls));
        return new Registries(
                Network.ofOneRun(Network.fetcher()),
                list,
                cacheDirectory == null ? new SnapshotStore(CacheFolder.ofUser()) : new SnapshotStore(cacheDirectory));
    }

    /** The registries, and where the list comes from. */
    public RegistryList list() {
        return list;
    }

    /** Tries one registry after the other. */
    public RegistryMirrors mirrors() {
        return new RegistryMirrors(reach(), list.urls(), store.folder(), Clock.systemUTC());
    }

    public Registry snapshots() {
        return new Registry(reach(), store, Clock.systemUTC(), () -> {});
    }

    private RegistryAccess.Reach reach() {
        return new RegistryAccess.Reach(
                network.http(), DiscoveryOptions.DEFAULTS.maxBytesPerAnswer(), RegistryAccess.Reach.MAX_REC, turn);
    }

    /** The registry that is being queried; null if none is. Any thread may call it. */
    public @Nullable AwaitedServer awaited() {
        return turn.awaited();
    }

    public HttpFetcher fetcher() {
        return network.http();
    }

    @Override
    public void close() {
        network.close();
    }
}
