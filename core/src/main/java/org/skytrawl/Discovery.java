package org.skytrawl;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.model.Spectrum;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.Times;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.AwaitedServer;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.snapshot.SnapshotStore;
import org.skytrawl.run.CheckedSource;
import org.skytrawl.run.ListSource;
import org.skytrawl.run.LoggedSource;
import org.skytrawl.run.Network;
import org.skytrawl.run.PlannedSource;
import org.skytrawl.run.PreviousRun;
import org.skytrawl.run.PrivateHosts;
import org.skytrawl.run.RegistrySource;
import org.skytrawl.run.RestrictedSource;
import org.skytrawl.run.RunEngine;
import org.skytrawl.run.ServiceSource;
import org.skytrawl.run.StoredSource;
import org.skytrawl.stored.StoredAnswers;
import org.skytrawl.targets.ReadTargets;

/**
 * The entry point: one question to all services of the Virtual Observatory.
 *
 * <pre>{@code
 * DiscoveryResult found = Discovery.images()
 *         .cone(274.6880, -13.7920, 0.1)
 *         .time("1995-01-01", "1995-12-31")
 *         .run();
 * }</pre>
 *
 * <p>Not thread-safe, but the runs that it starts are. Values out of range throw {@link IllegalArgumentException} at once.
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
    private @Nullable ProvenanceLog log;
    private boolean isLogUsed;
    private @Nullable DiscoveryListener listener;
    private @Nullable Predicate<Service> leftOut;
    private String leftOutWhy = "";
    private @Nullable StoredAnswers stored;
    private boolean fresh;
    private List<String> targetNotes = List.of();
    private Consumer<RequestBound> beforeRequests = bound -> {};
    private @Nullable Skytrawl client;
    private volatile ServersInTurn registryTurn = new ServersInTurn();

    private Discovery(Set<String> productTypes) {
        this.productTypes = productTypes;
    }

    /** A question for images: product type {@code image}. */
    public static Discovery images() {
        return datasets("image");
    }

    /**
     * A question for spectra: product type {@code spectrum} with its narrower terms, such as {@code slit-spectrum} and {@code sed}.
     */
    public static Discovery spectra() {
        return datasets("spectrum");
    }

    /** A question for time series: product type {@code timeseries} with its narrower terms, such as {@code light-curve}. */
    public static Discovery timeSeries() {
        return datasets("timeseries");
    }

    /**
     * A question for datasets of some types.
     *
     * @param types terms of {@link ProductTypes} in any case, each of which includes its narrower terms; none for any type. A word
     *     that is no term stands for itself
     */
    public static Discovery datasets(String... types) {
        return new Discovery(ProductTypes.words(List.of(types)));
    }

    /** Uses a client instead of opening one. */
    Discovery with(Skytrawl longLived) {
        client = longLived;
        return this;
    }

    public static Discovery of(Question question) {
        Discovery discovery = new Discovery(question.productTypes());
        discovery.region = question.region();
        discovery.wavelengthM = question.wavelengthM();
        discovery.mjd = question.mjd();
        return discovery;
    }

    /**
     * Queries the services again that did not answer an earlier run completely, and merges their answers with its datasets.
     * Datasets of their stand-ins are kept. Question and options are the earlier run's, unless {@link #options} changes them; the
     * services come from its log, not from a registry. The new log has all services; for those not queried again it has the
     * earlier outcome and the identifier of that run.
     *
     * @param earlier the log of the earlier run. If that run did not end, its answers are lost, and all its queries are sent again
     * @param found all datasets of the earlier run. If that run did not end: the datasets of the run that it was a retry of, or
     *     none
     * @throws IllegalArgumentException if the log does not list the services
     */
    public static Discovery retry(ReadLog earlier, List<FoundDataset> found) {
        return retry(earlier, found, service -> true);
    }

    /**
     * As {@link #retry(ReadLog, List)}, for some of the services. The others keep their outcome, so that the result is complete only
     * after a retry of these too. If the earlier run did not end, all are queried again.
     *
     * @param chosen true for the services to query again
     */
    public static Discovery retry(ReadLog earlier, List<FoundDataset> found, Predicate<Service> chosen) {
        return of(earlier, RunContext.How.RETRY, LoggedSource.retry(earlier, found, chosen));
    }

    /**
     * Repeats an earlier run: the same services, without a registry, the same queries in the forms that were accepted. Elided
     * services are elided again. The registry event has a note for each query that is not in the log, or that this version writes
     * differently.
     *
     * @param earlier the log of the earlier run
     * @throws IllegalArgumentException if the log does not list the services
     */
    public static Discovery rerun(ReadLog earlier) {
        return of(earlier, RunContext.How.RERUN, LoggedSource.rerun(earlier));
    }

    /**
     * Asks the question of an earlier run again, with its options, of services that are selected anew: from a registry, or
     * from a list. The new log names the earlier run.
     *
     * @param earlier the log of the earlier run, which need not have ended
     */
    public static Discovery again(ReadLog earlier) {
        Discovery discovery =
                of(earlier.run().constraints()).options(earlier.run().options());
        discovery.context = LoggedSource.context(earlier, RunContext.How.RERUN);
        return discovery;
    }

    private static Discovery of(ReadLog earlier, RunContext.How how, LoggedSource source) {
        Discovery discovery = again(earlier);
        discovery.logged = source;
        discovery.context = LoggedSource.context(source.log(), how);
        return discovery;
    }

    /** Restricts to datasets that overlap a circle: ICRS, degrees. */
    public Discovery cone(double raDeg, double decDeg, double radiusDeg) {
        return region(new Cone(raDeg, decDeg, radiusDeg));
    }

    /** Restricts to datasets that overlap a region. */
    public Discovery region(Region overlapped) {
        region = overlapped;
        targetNotes = List.of();
        context = context.withTarget(null);
        return this;
    }

    /**
     * Restricts to datasets that overlap the circle of one of the targets ({@link TargetList#of}). Each dataset comes once, with the
     * targets that it overlaps ({@link org.skytrawl.model.ObsCoreRecord#matches}); {@link DiscoveryResult#pairs} has each pair.
     */
    public Discovery targets(TargetList list) {
        return region(TargetRegion.of(list));
    }

    /** As {@link #targets(TargetList)}; the log has the notes of the file. */
    public Discovery targets(ReadTargets file) {
        targets(file.list());
        targetNotes = file.notes();
        return this;
    }

    /**
     * Restricts to datasets that overlap a circle around a resolved name ({@link Skytrawl#resolve(String)}); the log names the
     * source of the position.
     */
    public Discovery target(ResolvedTarget target, double radiusDeg) {
        region = new Cone(target.raDeg(), target.decDeg(), radiusDeg);
        context = context.withTarget(target);
        return this;
    }

    /** Restricts the spectrum to a point or interval in the syntax of {@link Spectrum#parse}: {@code 0.3keV..10keV}. */
    public Discovery spectrum(String text) {
        wavelengthM = Spectrum.parse(text);
        return this;
    }

    /** Restricts the spectrum to vacuum wavelengths in metres. */
    public Discovery wavelengthM(double lo, double hi) {
        wavelengthM = new Interval(lo, hi);
        return this;
    }

    /** Restricts the time (UTC) in the syntax of {@link Times#parseInterval}: {@code 1995..1997-03}, {@code 2009-06-18}. */
    public Discovery time(String text) {
        mjd = Times.parseInterval(text);
        return this;
    }

    /**
     * Restricts the time (UTC), from the start of the first to the end of the last: years, months and dates are whole.
     * Each is a time as {@link Times} describes it; an empty text is an open end.
     */
    public Discovery time(String from, String to) {
        mjd = Times.interval(from, to);
        return this;
    }

    public Discovery time(Instant at) {
        return time(at, at);
    }

    public Discovery time(Instant from, Instant to) {
        return mjd(Times.mjd(from), Times.mjd(to));
    }

    /** Restricts the time to days (UTC), from the start of the first to the end of the last. */
    public Discovery time(LocalDate from, LocalDate to) {
        return time(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Restricts the time in MJD (UTC); an infinity is an open end. */
    public Discovery mjd(double from, double to) {
        mjd = new Interval(from, to);
        return this;
    }

    /** Replaces the product types; the same words as those of {@link #datasets}. */
    public Discovery productTypes(String... types) {
        productTypes = ProductTypes.words(List.of(types));
        return this;
    }

    /** Also queries services without declared coverage, and keeps datasets without the metadata to decide. */
    public Discovery inclusive() {
        return options(options.withInclusive(true));
    }

    /** Also queries services that declare to have only theoretical or artificial data. */
    public Discovery theory() {
        return options(options.withTheory(true));
    }

    /** Time limit for one service, from name resolution to the last byte. Default: 20 s. */
    public Discovery serviceTimeout(Duration limit) {
        return options(options.withServiceTimeout(limit));
    }

    /** Sets all options. */
    public Discovery options(DiscoveryOptions all) {
        options = all;
        return this;
    }

    /**
     * The registries (RegTAP), tried in order. Default: those of the environment variable {@code IVOA_REGISTRY}, the configuration
     * file, or the public ones ({@link org.skytrawl.registry.access.RegistryConfig}).
     */
    public Discovery registries(Collection<String> urls) {
        registries = List.copyOf(urls);
        return this;
    }

    /** Takes the services from a list, not from a registry; their coverage is ignored. */
    public Discovery services(ServiceList list) {
        services = list;
        return this;
    }

    /**
     * Reads the answers of some services from where they are kept, and does not ask these services. Kept rows are judged as the
     * answers of their services.
     *
     * @param besides whether other services are asked too: of a registry, or of {@link #services}. Those that have only data of
     *     services whose answers are kept are not
     */
    public Discovery stored(StoredAnswers answers, boolean besides) {
        stored = answers;
        fresh = besides;
        return this;
    }

    /**
     * Leaves out services that must not be queried; they end as {@code skipped}. The registry event of the log counts them.
     *
     * @param which true for a service to leave out
     * @param why the end of the note, such as {@code it is this server}
     */
    public Discovery leaveOut(Predicate<Service> which, String why) {
        leftOut = which;
        leftOutWhy = why;
        return this;
    }

    /** The directory for registry snapshots. Default: the user's cache directory. */
    public Discovery cacheDirectory(Path folder) {
        cacheDirectory = folder;
        return this;
    }

    /** The log of the next run, which does not close it. Default: one in memory for each run. */
    public Discovery log(ProvenanceLog into) {
        log = into;
        isLogUsed = false;
        return this;
    }

    public Discovery listener(DiscoveryListener watcher) {
        listener = watcher;
        return this;
    }

    /**
     * Sets what a run with a target list does before its first request to a service, on a thread of the run. A {@link
     * DiscoveryException} that it throws ends the run, and {@link DiscoveryRun#await} throws it.
     */
    public Discovery beforeRequests(Consumer<RequestBound> check) {
        beforeRequests = check;
        return this;
    }

    /** Upper limit of the requests of a run of this plan; none without a target list. */
    public RequestBound requestsAtMost(DiscoveryPlan plan) {
        return RequestBound.of(
                plan.selection(),
                logged == null ? PreviousRun.NONE : logged.history(),
                constraints(),
                options,
                isStored(logged == null ? stored : null));
    }

    /**
     * Selects the services without querying them.
     *
     * @throws DiscoveryException if no registry is usable
     */
    public DiscoveryPlan plan() {
        Duration whole = options.runDeadline();
        Deadline end = whole == null ? Deadline.never() : Deadline.after(whole);
        try (Network network = network().get()) {
            return DiscoveryPlan.of(
                    restricted(source()).plan(constraints(), options, network.http(), end, new Cancellation()));
        } catch (StoppedException e) {
            throw RunEngine.noServicesInTime();
        }
    }

    /**
     * The registry that {@link #plan} or the run started last is waiting for. Any thread may call it.
     *
     * @return null if no registry is being queried, as when the services are on disk or given
     */
    public @Nullable AwaitedServer awaitedRegistry() {
        return registryTurn.awaited();
    }

    /**
     * The hosts on this machine and in private networks that a {@link #retry} or {@link #rerun} may query, because the log allowed
     * its run to. A log can come from somebody else, so a program should warn its user. Takes at most two seconds, for name
     * resolution.
     *
     * @return names or addresses, safe to display; empty for other runs
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

    /**
     * Starts the run and returns at once.
     *
     * @throws IllegalStateException if an earlier run has written to the log of {@link #log(ProvenanceLog)}: a log is of one run
     */
    public DiscoveryRun start() {
        return start(source());
    }

    /** Starts a run of the services selected by a plan, and returns at once. */
    public DiscoveryRun start(DiscoveryPlan plan) {
        return start(new PlannedSource(plan.forRun(), stored));
    }

    private DiscoveryRun start(ServiceSource chosen) {
        Question question = constraints();
        Consumer<RequestBound> check = beforeRequests;
        ServiceSource all = restricted(chosen);
        ServiceSource source = question.targets() == null
                ? all
                : new CheckedSource(
                        all,
                        targetNotes,
                        plan -> check.accept(RequestBound.of(
                                plan.selection(), all.history(), question, options, isStored(all.stored()))));
        ProvenanceLog own = log == null ? ProvenanceLog.inMemory() : log;
        if (log != null && isLogUsed) {
            throw new IllegalStateException("the log has a run already; set another with log(...)");
        }
        isLogUsed = true;
        DiscoveryRun run = DiscoveryRun.start(question, options, context, source, own, listener, network());
        if (client != null) {
            client.track(run::cancel, run.future());
        }
        return run;
    }

    private ServiceSource restricted(ServiceSource chosen) {
        Predicate<Service> not = leftOut;
        return not == null ? chosen : new RestrictedSource(chosen, not, leftOutWhy);
    }

    private Supplier<Network> network() {
        if (client == null) {
            return () -> Network.ofOneRun(Network.fetcher());
        }
        Network lent = client.network();
        return () -> lent;
    }

    /**
     * Starts a run and waits for its end.
     *
     * @throws DiscoveryException if no registry is usable
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

    private static Predicate<Service> isStored(@Nullable StoredAnswers kept) {
        Set<ServiceKey> keys = new TreeSet<>();
        if (kept != null) {
            kept.services().forEach(service -> keys.add(service.key()));
        }
        return service -> keys.contains(service.key());
    }

    private Question constraints() {
        return new Question(region, wavelengthM, mjd, productTypes);
    }

    private ServiceSource source() {
        StoredAnswers kept = logged == null ? stored : null;
        return kept == null ? asked() : new StoredSource(kept, fresh ? asked() : null);
    }

    /** The source of the services that are asked. */
    private ServiceSource asked() {
        // an earlier run may still be reading a registry
        ServersInTurn turn = new ServersInTurn();
        registryTurn = turn;
        ServiceList list = services;
        if (logged != null) {
            return logged;
        }
        if (list != null) {
            return new ListSource(list);
        }
        List<String> urls = registries.isEmpty() && client != null ? client.registries() : registries;
        if (cacheDirectory != null) {
            return new RegistrySource(urls, new SnapshotStore(cacheDirectory), turn);
        }
        return new RegistrySource(
                urls, client == null ? new SnapshotStore(CacheFolder.ofUser()) : client.store(), turn);
    }
}
