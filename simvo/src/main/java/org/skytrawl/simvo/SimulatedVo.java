package org.skytrawl.simvo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.data.SimData;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Delayed;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Remembered;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.http.Tally;
import org.skytrawl.simvo.http.WholeAnswers;
import org.skytrawl.simvo.names.SesameHandler;
import org.skytrawl.simvo.registry.SimRegistry;
import org.skytrawl.simvo.sia.Sia1Handler;
import org.skytrawl.simvo.sia.Sia2Handler;
import org.skytrawl.simvo.ssa.SsaDialect;
import org.skytrawl.simvo.ssa.SsaHandler;
import org.skytrawl.simvo.tap.TapDatabase;
import org.skytrawl.simvo.tap.TapDescription;
import org.skytrawl.simvo.tap.TapService;
import org.skytrawl.simvo.tap.UploadFault;
import org.skytrawl.simvo.truth.PairAnswer;
import org.skytrawl.simvo.truth.PairTruth;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.Target;
import org.skytrawl.simvo.truth.Truth;
import org.skytrawl.simvo.truth.TruthAnswer;
import org.skytrawl.simvo.truth.TruthFile;
import org.skytrawl.simvo.universe.HarvestChange;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.RowLimits;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.universe.UniverseMaker;
import org.skytrawl.simvo.votable.Table;
import tools.jackson.databind.json.JsonMapper;

/** A whole VO on loopback: a registry, and the services of a universe made from a seed. Runs until it is closed. Thread-safe. */
public final class SimulatedVo implements AutoCloseable {
    private static final int MOST_ROWS = 1_000_000;
    private static final String SESAME = "/sesame/nph-sesame";

    private final Map<SimProtocol, Function<SimService, Handler>> handlers = Map.of(
            SimProtocol.OBSTAP, this::obsTap,
            SimProtocol.SSA, service -> new Remembered(ssa(service)),
            SimProtocol.SIA2, service -> new Remembered(new Sia2Handler(service)),
            SimProtocol.SIA1, service -> new Remembered(new Sia1Handler(service)));

    /** Odd, since in the layout for target lists every other TAP service takes uploads. */
    private static final int SEVERAL_DATABASES = 15;

    private final SimServer server;
    private final TapDatabase database;
    private final List<TapService> taps = new ArrayList<>();

    /** By the numbers of the services. */
    private final List<Tally> tallies = new ArrayList<>();

    /** By the numbers of the services; empty except in the layout for harvests. */
    private final Map<Integer, Harvested> harvested = new HashMap<>();

    private record Harvested(HarvestHandler handler, WholeAnswers answers) {}

    private final SimOptions options;
    private final Universe universe;
    private final String registryUrl;
    private final String sesameUrl;
    private final String tallyUrl;
    private final SimData data;

    private SimulatedVo(SimOptions options, @Nullable Path records, SimServer server, TapDatabase database)
            throws IOException {
        this.options = options;
        this.server = server;
        this.database = database;
        SimHost registryHost = server.host();
        // Ports are used again, and clients cache the content of a registry by its URL: no two VOs may have the same.
        String registryPath = "/" + UUID.randomUUID() + "/tap";
        registryUrl = registryHost.baseUrl() + registryPath;
        universe = UniverseMaker.make(options, server);
        universe.services().forEach(this::mount);
        data = new SimData(universe.datasets());
        universe.services().stream().map(SimService::host).distinct().forEach(this::mountData);
        TapService registry = SimRegistry.make(database, universe, registryUrl, registryPath, records);
        taps.add(registry);
        registryHost.mount(registryPath, registry, Behaviour.HEALTHY);
        String path = registryPath.substring(0, registryPath.lastIndexOf('/'));
        sesameUrl = mountSesame(registryHost, path);
        tallyUrl = registryHost.baseUrl() + path + "/tally";
        registryHost.mount(path + "/tally", request -> tally(), Behaviour.HEALTHY);
    }

    public static SimulatedVo start(SimOptions options) throws IOException {
        return start(options, null);
    }

    /**
     * The same with further records in its registry. They are no part of the universe: nothing answers at their access
     * URLs, and the truth does not contain them.
     *
     * @param records a folder with VOResource records, as OAI-PMH answers or bare ({@code *.xml}); null for none
     */
    public static SimulatedVo start(SimOptions options, @Nullable Path records) throws IOException {
        SimServer server = SimServer.start();
        boolean several =
                options.layout() == SimOptions.Layout.TARGETS || options.layout() == SimOptions.Layout.HARVEST;
        TapDatabase database = new TapDatabase(several ? SEVERAL_DATABASES : 1);
        SimulatedVo made = null;
        try {
            made = new SimulatedVo(options, records, server, database);
            return made;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (made == null) {
                server.close();
                database.close();
            }
        }
    }

    private void mountData(SimHost host) {
        host.mount(
                SimData.PATH,
                request -> {
                    throw new IllegalStateException("data is given without a handler");
                },
                data);
    }

    private void mount(SimService service) {
        Handler handler =
                Objects.requireNonNull(handlers.get(service.protocol())).apply(service);
        Behaviour behaviour =
                service.fault() == null ? Behaviour.HEALTHY : service.fault().ofOneService(service.number());
        boolean atOnce = service.latency().isZero();
        HarvestHandler harvest = handler instanceof HarvestHandler rows ? rows : null;
        WholeAnswers answers = harvest == null ? null : new WholeAnswers(behaviour);
        Behaviour watched = answers == null ? behaviour : answers;
        Tally tally = new Tally(atOnce ? watched : new Delayed(service.latency(), watched));
        tallies.add(tally);
        if (harvest != null && answers != null) {
            harvested.put(service.number(), new Harvested(harvest, answers));
        }
        service.host().mount(service.path(), handler, tally);
    }

    private static String mountSesame(SimHost host, String path) {
        SesameHandler sesame = new SesameHandler();
        host.mount(path + SESAME, sesame, Behaviour.HEALTHY);
        Fault.all().stream()
                .filter(fault -> !fault.isRefusal())
                .forEach(fault -> host.mount(path + faulty(SESAME, fault.name()), sesame, fault.ofOneService()));
        return host.baseUrl() + path + SESAME;
    }

    private static String faulty(String sesame, String fault) {
        return sesame.replace("/sesame/", "/sesame-" + fault + "/");
    }

    private static Handler withSyncRemembered(TapService tap) {
        Handler remembered = new Remembered(tap);
        return request -> (request.path().endsWith("/sync") ? remembered : tap).handle(request);
    }

    private Handler obsTap(SimService service) {
        HarvestTable rows = service.harvest();
        String name = String.valueOf(service.tableName());
        if (rows == null) {
            return withSyncRemembered(tap(
                    service,
                    ObsCoreTable.named(name),
                    service.published().stream().map(ObsCoreTable::row).toList(),
                    new RowLimits(2_000, MOST_ROWS, true)));
        }
        Table table = rows.table(name);
        TapService tap = tap(service, table, rows.rows(0, rows.firstRows()), rows.limits());
        return new HarvestHandler(
                rows, tap, row -> database.insert(site(service), table, List.<@Nullable Object[]>of(row)));
    }

    /**
     * Changes the tables of the layout for harvests as archives change from month to month ({@link HarvestChange}). Call it
     * once, when tables that grow are complete.
     */
    public void change() {
        for (SimService service : universe.services()) {
            HarvestTable rows = service.harvest();
            if (rows != null) {
                HarvestChange change = new HarvestChange(rows);
                Table table = rows.table(String.valueOf(service.tableName()));
                for (double from : List.of(HarvestChange.LOST_MJD, HarvestChange.ALTERED_MJD)) {
                    database.delete(site(service), table, "t_min", from, from + HarvestChange.DAYS);
                    database.insert(site(service), table, change.rows(from));
                }
                database.insert(site(service), table, change.added());
            }
        }
    }

    private static String site(SimService service) {
        return "s" + service.number();
    }

    private TapService tap(SimService service, Table table, Iterable<@Nullable Object[]> rows, RowLimits limits) {
        String site = site(service);
        database.create(site, table);
        database.insert(site, table, rows);
        TapDescription description = new TapDescription(
                site,
                "ObsTAP service " + service.number(),
                service.host().baseUrl() + service.path(),
                List.of(table),
                limits,
                List.of("ivo://ivoa.net/std/ObsCore#core-1.1"),
                false,
                service.ways().uploads());
        TapService made = new TapService(database, description, service.path(), UploadFault.of(service.fault()));
        taps.add(made);
        return made;
    }

    private SsaHandler ssa(SimService service) {
        Double maxSearchRadiusDeg = universe.resources().stream()
                .flatMap(resource -> resource.capabilities().stream())
                .filter(capability -> capability.service() == service.number())
                .map(capability -> capability.kind().maxSearchRadiusDeg())
                .filter(Objects::nonNull)
                .findAny()
                .orElse(null);
        return new SsaHandler(service, maxSearchRadiusDeg, SsaDialect.of(options.seed(), service.number()));
    }

    public String registryUrl() {
        return registryUrl;
    }

    /** The URL of the name resolver: the part before {@code /-oxp/SNV?NAME}. */
    public String sesameUrl() {
        return sesameUrl;
    }

    public String sesameUrl(String fault) {
        return faulty(sesameUrl, Fault.named(fault).name());
    }

    /**
     * The URL of a JSON document about the services for harvests, for clients in other processes: for each its host's
     * {@linkplain SimHost#mostRequests() most requests at one time}, the {@linkplain #rows rows} that are in its table, and its
     * {@linkplain #wholeAnswers whole answers}.
     */
    public String tallyUrl() {
        return tallyUrl;
    }

    private Response tally() {
        List<Map<String, Object>> services = new ArrayList<>();
        for (SimService service : universe.services()) {
            if (service.harvest() != null) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("service", service.number());
                json.put("access_url", service.baseUrl());
                json.put("requests", service.host().requests());
                json.put("most_requests_at_once", service.host().mostRequests());
                json.put("rows", rows(service));
                json.put("whole_answers", wholeAnswers(service));
                services.add(json);
            }
        }
        return Response.text(
                200, "application/json", JsonMapper.shared().writeValueAsString(Map.of("services", services)));
    }

    public SimData data() {
        return data;
    }

    public Universe universe() {
        return universe;
    }

    /** The requests that a service has got so far, by their kinds. */
    public Map<Tally.Kind, Long> requests(SimService service) {
        return tallies.get(service.number()).counts();
    }

    /** The requests of a kind that all services have got so far. */
    public long requests(Tally.Kind kind) {
        return tallies.stream()
                .mapToLong(tally -> tally.counts().getOrDefault(kind, 0L))
                .sum();
    }

    /**
     * The rows that are in the table of a service now, in the layout for harvests. Some tables grow with each query until they
     * are complete.
     */
    public int rows(SimService service) {
        return harvested(service).handler().rows();
    }

    /** How often each query to a service got its whole answer ({@link WholeAnswers}), in the layout for harvests. */
    public Map<String, Long> wholeAnswers(SimService service) {
        return harvested(service).answers().counts();
    }

    private Harvested harvested(SimService service) {
        Harvested found = harvested.get(service.number());
        if (found == null) {
            throw new IllegalArgumentException("service " + service.number() + " has no table for harvests");
        }
        return found;
    }

    public TruthAnswer truth(Question question) {
        return Truth.of(universe, question);
    }

    /** @param constraints all but the place: its cone must be null */
    public PairAnswer truth(List<Target> targets, Question constraints) {
        return PairTruth.of(universe, targets, constraints);
    }

    public void writeTruth(Path file, Question question) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            TruthFile.write(options, universe, truth(question), out);
        }
    }

    public List<SimHost> hosts() {
        return server.hosts();
    }

    /** The dataset of an access URL, in any of its spellings; null if the URL is none of this universe. */
    public @Nullable Integer datasetId(String accessUrl) {
        Integer id = UniverseMaker.datasetId(accessUrl);
        return id == null || id >= universe.datasets().size() ? null : id;
    }

    /**
     * The file of an access URL, in any of its spellings: two URLs with the same are the same file. Null if the URL is none
     * of this universe.
     */
    public @Nullable String fileId(String accessUrl) {
        return datasetId(accessUrl) == null ? null : UniverseMaker.fileId(accessUrl);
    }

    /** All files of a dataset: every service that publishes it gives all of them. */
    public Set<String> fileIds(int datasetId) {
        return UniverseMaker.fileIds(universe.datasets().get(datasetId));
    }

    @Override
    public void close() {
        server.close();
        taps.forEach(TapService::close);
        database.close();
    }
}
