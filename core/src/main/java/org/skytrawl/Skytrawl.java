package org.skytrawl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.download.Download;
import org.skytrawl.download.PreviewException;
import org.skytrawl.download.PreviewImage;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Service;
import org.skytrawl.names.NameResolver;
import org.skytrawl.names.Sesame;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.access.RegistryConfig;
import org.skytrawl.registry.snapshot.SnapshotStore;
import org.skytrawl.run.Network;
import org.skytrawl.run.Registries;
import org.skytrawl.run.Version;

/**
 * The client: open it once, use it for many runs, close it at the end. Its runs share connections, resolved names, the registry
 * snapshot in memory, limits per host, knowledge of hosts that are down, which a later run tries again, and the memory for
 * records of runs that have not ended. Thread-safe.
 *
 * <pre>{@code
 * try (Skytrawl skytrawl = Skytrawl.open()) {
 *     ResolvedTarget m31 = skytrawl.resolve("M31");
 *     DiscoveryResult found = skytrawl.images().target(m31, 0.2).run();
 *     skytrawl.download(found.datasets()).into(Path.of("data")).await();
 * }
 * }</pre>
 */
public final class Skytrawl implements AutoCloseable {
    /** Default time limit for registries and name resolvers. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A cancel ends a run within a second. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    private final Network network;
    private final SnapshotStore store;
    private final List<String> registries;
    private final List<String> resolvers;

    /** Unfinished work by its cancel action. */
    private final Map<Runnable, CompletableFuture<?>> open = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private Skytrawl(Builder builder) {
        this.registries = builder.registries;
        this.resolvers = builder.resolvers;
        Path directory = builder.cacheDirectory;
        this.store = directory == null ? new SnapshotStore(CacheFolder.ofUser()) : new SnapshotStore(directory);
        this.network = Network.over(Network.fetcher(builder.userAgent), builder.perHost, builder.overall);
    }

    /**
     * Opens a client with the default settings.
     *
     * @throws DiscoveryException if the environment names a proxy that cannot be used
     */
    public static Skytrawl open() {
        return builder().open();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets up a client. Not thread-safe. */
    public static final class Builder {
        private List<String> registries = List.of();
        private List<String> resolvers = List.of();
        private @Nullable Path cacheDirectory;
        private @Nullable Integer perHost = DiscoveryOptions.DEFAULTS.perHost();
        private int overall = DiscoveryOptions.DEFAULTS.concurrency();
        private String userAgent = Version.userAgent();

        private Builder() {}

        /**
         * The registries (RegTAP), tried in order. Default: those of the environment variable {@code IVOA_REGISTRY}, the
         * configuration file, or the public ones.
         */
        public Builder registries(Collection<String> urls) {
            registries = List.copyOf(urls);
            return this;
        }

        /**
         * The name resolvers (Sesame), tried in order: URLs up to and with {@code nph-sesame}. Default: those of the environment
         * variable {@code SKYTRAWL_SESAME}, or the public ones.
         */
        public Builder nameResolvers(Collection<String> urls) {
            resolvers = List.copyOf(urls);
            return this;
        }

        /** The directory for registry snapshots and resolved names. Default: the user's cache directory. */
        public Builder cacheDirectory(Path folder) {
            cacheDirectory = folder;
            return this;
        }

        /**
         * Limits of concurrent queries of all runs together, per host and overall; the options of a run may be lower. Default:
         * 512 overall, and per host a limit that adapts to the host, from 4.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public Builder limits(int mostPerHost, int mostOverall) {
            if (mostPerHost < 1 || mostOverall < 1) {
                throw new IllegalArgumentException("limits must be positive, but are " + mostPerHost + " per host and "
                        + mostOverall + " overall");
            }
            perHost = mostPerHost;
            overall = mostOverall;
            return this;
        }

        /** A User-Agent such as {@code MyPortal/2.0}, sent before the name and version of Skytrawl. */
        public Builder userAgent(String program) {
            if (program.isBlank() || !program.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("a User-Agent is printable ASCII, not '" + program + "'");
            }
            userAgent = program.strip() + " " + Version.userAgent();
            return this;
        }

        /**
         * Opens the client; sends no request yet.
         *
         * @throws DiscoveryException if the environment names a proxy that cannot be used
         */
        public Skytrawl open() {
            return new Skytrawl(this);
        }
    }

    /** As {@link Discovery#images}. */
    public Discovery images() {
        return Discovery.images().with(this);
    }

    /** As {@link Discovery#spectra}. */
    public Discovery spectra() {
        return Discovery.spectra().with(this);
    }

    /** As {@link Discovery#timeSeries}. */
    public Discovery timeSeries() {
        return Discovery.timeSeries().with(this);
    }

    /** As {@link Discovery#datasets}. */
    public Discovery datasets(String... types) {
        return Discovery.datasets(types).with(this);
    }

    public Discovery of(Question question) {
        return Discovery.of(question).with(this);
    }

    /** As {@link Discovery#retry(ReadLog, List)}. */
    public Discovery retry(ReadLog earlier, List<FoundDataset> found) {
        return Discovery.retry(earlier, found).with(this);
    }

    /** As {@link Discovery#retry(ReadLog, List, Predicate)}. */
    public Discovery retry(ReadLog earlier, List<FoundDataset> found, Predicate<Service> chosen) {
        return Discovery.retry(earlier, found, chosen).with(this);
    }

    /** As {@link Discovery#again}. */
    public Discovery again(ReadLog earlier) {
        return Discovery.again(earlier).with(this);
    }

    /** As {@link Discovery#rerun}. */
    public Discovery rerun(ReadLog earlier) {
        return Discovery.rerun(earlier).with(this);
    }

    /** Access to the registries without a discovery. */
    public RegistryClient registry() {
        return new RegistryClient(this, new Registries(network.lent(), RegistryConfig.ofUser(registries), store));
    }

    /**
     * Resolves a name by Sesame. Keeps answers on disk for a month. Waits at most a minute.
     *
     * @throws IllegalArgumentException if the name is blank or too long
     * @throws DiscoveryException if the name is unknown, or no resolver answered
     * @throws InterruptedException if this thread is interrupted
     */
    public ResolvedTarget resolve(String name) throws InterruptedException {
        return resolve(name, PATIENCE);
    }

    /** The same with a time limit. */
    public ResolvedTarget resolve(String name, Duration limit) throws InterruptedException {
        return resolve(name, limit, note -> {});
    }

    /**
     * The same.
     *
     * @param notes receives a problem with the answer or the cache, for people, before this returns
     */
    public ResolvedTarget resolve(String name, Duration limit, Consumer<String> notes) throws InterruptedException {
        Sesame sesame = resolvers.isEmpty() ? Sesame.of(System.getenv()) : new Sesame(resolvers, true);
        NameResolver names = new NameResolver(network.http(), sesame, store.folder());
        NameResolver.Resolution answer = ask(limit, (end, cancellation) -> names.resolve(name, end, cancellation));
        if (answer.note() != null) {
            notes.accept(answer.note());
        }
        return answer.target();
    }

    /**
     * Fetches the preview image of a dataset, by the rules of downloads: from public addresses only, unless the service of the
     * dataset is in a private network too.
     *
     * @param rows the dataset, and the other rows of it with other formats
     * @throws PreviewException if there is none, it is no image, or it could not be fetched in time
     */
    public PreviewImage preview(List<FoundDataset> rows, Duration limit) throws PreviewException {
        return PreviewImage.fetch(rows, network(), limit);
    }

    /** A download of the files of these datasets. */
    public Download download(List<FoundDataset> datasets) {
        return Download.of(datasets).over(network());
    }

    /** Cancels unfinished work, waits briefly for it, and closes all connections and threads. */
    @Override
    public void close() {
        closed = true;
        List<CompletableFuture<?>> ends = new ArrayList<>(open.values());
        open.keySet().forEach(Runnable::run);
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // reported to its own caller
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        network.close();
    }

    /** For one run. */
    Network network() {
        if (closed) {
            throw new IllegalStateException("this client is closed");
        }
        return network.lent();
    }

    SnapshotStore store() {
        return store;
    }

    List<String> registries() {
        return registries;
    }

    /** Lets {@link #close} cancel work that has not ended. */
    void track(Runnable cancel, CompletableFuture<?> end) {
        open.put(cancel, end);
        var unused = end.whenComplete((value, trouble) -> open.remove(cancel));
        if (closed) {
            cancel.run();
        }
    }

    /** Work that ends at a deadline or cancel. */
    @FunctionalInterface
    interface Work<T> {
        T run(Deadline end, Cancellation cancellation) throws StoppedException;
    }

    /** Waits for work; cancels it if this thread is interrupted or the client is closed. */
    <T> T ask(Duration limit, Work<T> work) throws InterruptedException {
        network();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<T> answer = new CompletableFuture<>();
        track(cancellation::cancel, answer);
        Thread.ofPlatform().daemon().name("skytrawl-ask").start(() -> {
            try {
                answer.complete(work.run(Deadline.after(limit), cancellation));
            } catch (Throwable e) {
                // thrown below, to the caller
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get();
        } catch (InterruptedException e) {
            cancellation.cancel();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StoppedException stopped -> throw new DiscoveryException(String.valueOf(stopped.getMessage()), e);
                case RuntimeException trouble -> throw trouble;
                case Error trouble -> throw trouble;
                case null -> throw new IllegalStateException(e);
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
