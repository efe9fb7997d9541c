package org.skytrawl;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Service;
import org.skytrawl.model.Spectrum;
import org.skytrawl.model.Times;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.snapshot.SnapshotStore;
import org.skytrawl.run.ListSource;
import org.skytrawl.run.LoggedSource;
import org.skytrawl.run.Network;
import org.skytrawl.run.PrivateHosts;
import org.skytrawl.run.RegistrySource;
import org.skytrawl.run.RunEngine;
import org.skytrawl.run.ServiceSource;

/**
 * The way in: one question, asked of the whole Virtual Observatory.
 *
 * <pre>{@code
 * DiscoveryResult found = Discovery.images()
 *         .cone(274.6880, -13.7920, 0.1)
 *         .time("1995-01-01", "1995-12-31")
 *         .run();
 * }</pre>
 *
 * <p>Not thread-safe; what it starts is. Values out of range throw {@link IllegalArgumentException} at once.
 */
public final class Discovery {
    private Set<String> productTypes;
    private @Nullable Region region;
    private @Nullable Interval wavelengthM;
    private @Nullable Interval mjd;
    private DiscoveryOptions options = DiscoveryOptions.DEFAULTS;
    private List<String> registries = List.of();
    private @Nullable ServiceList services;
    private @Nullable Path cacheDirectory;
    private RunContext context = RunContext.NONE;
    private @Nullable LoggedSource logged;
    private ProvenanceLog log = ProvenanceLog.inMemory();
    private @Nullable DiscoveryListener listener;
    private @Nullable Skytrawl client;

    private Discovery(Set<String> productTypes) {
        this.productTypes = productTypes;
    }

    /** Asks for images. */
    public static Discovery images() {
        return ofTypes(Set.of("image"));
    }

    static Discovery ofTypes(Set<String> productTypes) {
        return new Discovery(productTypes);
    }

    /** Over this client, not over one of its own. */
    Discovery with(Skytrawl longLived) {
        client = longLived;
        return this;
    }

    /** Asks this question. */
    public static Discovery of(Question question) {
        Discovery discovery = new Discovery(question.productTypes());
        discovery.region = question.region();
        discovery.wavelengthM = question.wavelengthM();
        discovery.mjd = question.mjd();
        return discovery;
    }

    /**
     * Asks again what an earlier run was not answered completely, and merges with what it found: the result is that of one
     * run in which those services had answered as they do now, and what others had given in their place stays. Question and options are the earlier run's, until {@link
     * #options} says otherwise; the services are those of its log, no registry is asked. The log of the new run has all
     * services: also those that are not asked again, with what became of them and the identifier of the run of which that is.
     *
     * @param earlier its log. Where the run did not come to its end, what it had been answered was lost with it, and is
     *     asked for again
     * @param found all that it found. Where it did not come to its end: what had been found before it, by the run of
     *     which it was a retry, or nothing
     * @throws IllegalArgumentException if the log does not say which services there were
     */
    public static Discovery retry(ReadLog earlier, List<FoundDataset> found) {
        return of(earlier, RunContext.How.RETRY, LoggedSource.retry(earlier, found));
    }

    /**
     * Asks the question of an earlier run again, of the services that it asked, no registry's, with the same queries, in the
     * form that they had understood. Who was left out is left out again. The registry event has a note for what cannot be
     * repeated: a query that is not in the log, or that this version puts otherwise.
     *
     * @param earlier its log
     * @throws IllegalArgumentException if the log does not say which services there were
     */
    public static Discovery rerun(ReadLog earlier) {
        return of(earlier, RunContext.How.RERUN, LoggedSource.rerun(earlier));
    }

    private static Discovery of(ReadLog earlier, RunContext.How how, LoggedSource source) {
        Discovery discovery =
                of(earlier.run().constraints()).options(earlier.run().options());
        discovery.logged = source;
        discovery.context = source.context(how);
        return discovery;
    }

    /** Only what touches this circle on the sky: ICRS, degrees. */
    public Discovery cone(double raDeg, double decDeg, double radiusDeg) {
        return region(new Cone(raDeg, decDeg, radiusDeg));
    }

    /** Only what touches this region of the sky: a cone, a polygon or a MOC. */
    public Discovery region(Region place) {
        region = place;
        context = context.withTarget(null);
        return this;
    }

    /**
     * Only what touches the circle of this radius, in degrees, around a place that a name was resolved to ({@link
     * Skytrawl#resolve(String)}); the log says whose word that is.
     */
    public Discovery target(ResolvedTarget target, double radiusDeg) {
        region = new Cone(target.raDeg(), target.decDeg(), radiusDeg);
        context = context.withTarget(target);
        return this;
    }

    /** Only what touches this spectral point or interval, as {@link Spectrum#parse} reads it: {@code 0.3keV..10keV}. */
    public Discovery spectrum(String text) {
        wavelengthM = Spectrum.parse(text);
        return this;
    }

    /** Only what touches these vacuum wavelengths, in metres. */
    public Discovery wavelengthM(double lo, double hi) {
        wavelengthM = new Interval(lo, hi);
        return this;
    }

    /** Only what touches this time or interval, as {@link Times#parseInterval} reads it: {@code 1995-01-01..1996-01-01}. */
    public Discovery time(String text) {
        mjd = Times.parseInterval(text);
        return this;
    }

    /** Only what touches the time between these (UTC); an empty text is an open end. */
    public Discovery time(String from, String to) {
        mjd = Times.interval(from, to);
        return this;
    }

    /** Only what touches this moment. */
    public Discovery time(Instant at) {
        return time(at, at);
    }

    /** Only what touches the time between these moments. */
    public Discovery time(Instant from, Instant to) {
        return mjd(Times.mjd(from), Times.mjd(to));
    }

    /** Only what touches these days (UTC): from the beginning of the first to the end of the last. */
    public Discovery time(LocalDate from, LocalDate to) {
        return time(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Only what touches the time between these, in MJD (UTC); infinite is open. */
    public Discovery mjd(double from, double to) {
        mjd = new Interval(from, to);
        return this;
    }

    /** The ObsCore product types to find, instead of images. */
    public Discovery productTypes(String... types) {
        productTypes = Set.of(types);
        return this;
    }

    /** Also asks services that declare no coverage, and keeps datasets whose metadata cannot tell. */
    public Discovery inclusive() {
        return options(options.withInclusive(true));
    }

    /** The time for one service's whole answer, instead of 20 seconds. */
    public Discovery serviceTimeout(Duration time) {
        return options(options.withServiceTimeout(time));
    }

    /** All options at once. */
    public Discovery options(DiscoveryOptions all) {
        options = all;
        return this;
    }

    /**
     * The RegTAP services to choose services from, tried in order; instead of those of the environment variable
     * {@code IVOA_REGISTRY}, of the configuration file, or the public ones ({@link org.skytrawl.registry.access.RegistryConfig}).
     */
    public Discovery registries(Collection<String> urls) {
        registries = List.copyOf(urls);
        return this;
    }

    /** The services to choose from, instead of a registry's; their coverage is not looked at. */
    public Discovery services(ServiceList list) {
        services = list;
        return this;
    }

    /** The folder for registry snapshots, instead of the user's cache directory. */
    public Discovery cacheDirectory(Path folder) {
        cacheDirectory = folder;
        return this;
    }

    /** The log to write, instead of one in memory. It is not closed here. */
    public Discovery log(ProvenanceLog into) {
        log = into;
        return this;
    }

    /** Who watches. */
    public Discovery listener(DiscoveryListener watcher) {
        listener = watcher;
        return this;
    }

    /**
     * Chooses the services without asking them: what would be asked, and why the rest would not.
     *
     * @throws DiscoveryException if there is nothing to choose from: no usable registry
     */
    public DiscoveryPlan plan() {
        Duration whole = options.runDeadline();
        Deadline end = whole == null ? Deadline.never() : Deadline.after(whole);
        try (Network network = network().get()) {
            return DiscoveryPlan.of(source().plan(constraints(), options, network.http(), end, new Cancellation()));
        } catch (StoppedException e) {
            throw RunEngine.noServicesInTime();
        }
    }

    /**
     * The hosts on this machine and in private networks that a {@link #retry} or {@link #rerun} may ask, because the log says
     * that its run might. A log can come from somebody else, so the program that starts the run should say so. Looks their names up, for two
     * seconds at most.
     *
     * @return names or addresses, fit to be shown; empty if there are none, or the services come from elsewhere
     */
    public List<String> privateHosts() {
        List<Service> maybe = logged == null ? List.of() : logged.maybePrivate();
        if (maybe.isEmpty()) {
            return List.of();
        }
        try (Network network = network().get()) {
            return PrivateHosts.of(maybe, network.http());
        }
    }

    /** Starts the run and returns at once. */
    public DiscoveryRun start() {
        return start(source());
    }

    /** Starts a run of the services that a plan has kept, and returns at once. */
    public DiscoveryRun start(DiscoveryPlan plan) {
        return start((question, how, fetcher, end, cancellation) -> plan.forRun());
    }

    private DiscoveryRun start(ServiceSource source) {
        DiscoveryRun run = DiscoveryRun.start(constraints(), options, context, source, log, listener, network());
        if (client != null) {
            client.track(run::cancel, run.future());
        }
        return run;
    }

    private Supplier<Network> network() {
        if (client == null) {
            return () -> Network.ofOneRun(Network.fetcher());
        }
        Network lent = client.network();
        return () -> lent;
    }

    /**
     * Runs to the end.
     *
     * @throws DiscoveryException if there is nothing to choose from: no usable registry
     * @throws InterruptedException if this thread is interrupted; the run is then cancelled
     */
    public DiscoveryResult run() throws InterruptedException {
        DiscoveryRun run = start();
        try {
            return run.await();
        } catch (InterruptedException e) {
            run.cancel();
            throw e;
        }
    }

    private Question constraints() {
        return new Question(region, wavelengthM, mjd, productTypes);
    }

    private ServiceSource source() {
        ServiceList list = services;
        if (logged != null) {
            return logged;
        }
        if (list != null) {
            return new ListSource(list);
        }
        List<String> urls = registries.isEmpty() && client != null ? client.registries() : registries;
        SnapshotStore store;
        if (cacheDirectory != null) {
            store = new SnapshotStore(cacheDirectory);
        } else {
            store = client == null ? new SnapshotStore(CacheFolder.ofUser()) : client.store();
        }
        return new RegistrySource(urls, store);
    }
}
