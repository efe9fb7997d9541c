package org.skytrawl.longtext;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

/** A VO that is as it should be, a server for what is not, and runs over both. */
final class HonestVo implements AutoCloseable {
    /** For whole runs of hundreds of services on one processor, which take two to five seconds. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final Duration SERVICE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int SERVICES = 60;

    private final SimulatedVo vo = SimulatedVo.start(SimOptions.of(SERVICES, 7).withLayout(Layout.PLAIN));
    private final SimServer server = SimServer.start();
    private final Path folder = Files.createTempDirectory("skytrawl-longtext-");

    HonestVo() throws IOException {}

    SimulatedVo vo() {
        return vo;
    }

    /** For what is not honest. */
    SimHost host() throws IOException {
        return server.host();
    }

    /** A file or folder that is not there yet. */
    Path path(String name) {
        return folder.resolve(name);
    }

    private SimService honest() {
        return service(SimProtocol.SIA2);
    }

    private SimService service(SimProtocol protocol) {
        return vo.universe().services().stream()
                .filter(service -> service.protocol() == protocol)
                .findFirst()
                .orElseThrow();
    }

    /** What a service of this protocol answers to the question of {@link #run}; it is not the honest one. */
    String answer(SimProtocol protocol) throws IOException {
        SimService other = vo.universe().services().stream()
                .filter(service -> service.protocol() == protocol && service != honest())
                .findFirst()
                .orElseThrow();
        String query = switch (protocol) {
            case SIA1 -> "?POS=10.68,41.27&SIZE=0.4&FORMAT=ALL";
            case SSA -> throw new IllegalArgumentException("the services have images");
            case SIA2 -> "?POS=" + encoded("CIRCLE 10.68 41.27 0.2");
            case OBSTAP -> "/sync?LANG=ADQL&REQUEST=doQuery&QUERY=" + encoded("SELECT * FROM " + other.tableName());
        };
        return get(other.host().baseUrl() + other.path() + query);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String get(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The options of all runs: no service is asked for long, many at once. */
    static DiscoveryOptions options() {
        return new DiscoveryOptions(
                false, false, true, SERVICE, DEADLINE, new DiscoveryOptions.Limits(16, 64, 1 << 26));
    }

    /** A run over these services, lines of a list, and the honest one after them; what is wrong with it, or null. */
    @Nullable
    String run(List<String> lines) throws Exception {
        return run(discovery(lines), honestIds(), true);
    }

    Discovery discovery(List<String> lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("ivoid,title,standard_id,access_url,table_name"));
        all.addAll(lines);
        all.add("ivo://honest/one,Honest,sia2," + honest().host().baseUrl() + honest().path() + ",");
        byte[] list = String.join("\n", all).getBytes(StandardCharsets.UTF_8);
        return Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .options(options())
                .services(ServiceList.read("list", new ByteArrayInputStream(list)));
    }

    Set<Integer> honestIds() {
        Set<Integer> ids = new HashSet<>();
        honest().published().forEach(published -> ids.add(published.dataset().id()));
        return ids;
    }

    /**
     * A run that must end by its deadline, with these datasets, and without a service that took all of its time: nothing
     * here hangs, so one that does not end was spun upon.
     *
     * @param mustFind whether to find them is all that is right; else a clear refusal is too
     */
    @Nullable
    String run(Discovery discovery, Set<Integer> ids, boolean mustFind) throws Exception {
        long begin = System.nanoTime();
        DiscoveryResult found;
        try {
            found = discovery.run();
        } catch (DiscoveryException e) {
            return mustFind ? "no run: " + e.getMessage() : late(begin);
        }
        String late = late(begin);
        if (late != null) {
            return late;
        }
        List<String> slow = found.log().services().stream()
                .filter(ended -> ended.outcome() instanceof ServiceOutcome.TimedOut)
                .map(HonestVo::named)
                .limit(5)
                .toList();
        if (!slow.isEmpty()) {
            return "timed out: " + slow;
        }
        Set<Integer> missing = new HashSet<>(ids);
        missing.removeAll(ids(found.datasets()));
        return missing.isEmpty() ? null : missing.size() + " of " + ids.size() + " honest datasets are missing";
    }

    Set<Integer> ids(List<FoundDataset> datasets) {
        Set<Integer> ids = new HashSet<>();
        for (FoundDataset dataset : datasets) {
            Object url = dataset.record().value(ObsCoreColumn.access_url);
            Integer id = url == null ? null : vo.datasetId(url.toString());
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    static @Nullable String late(long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return took.compareTo(DEADLINE.plus(GRACE)) > 0 ? "took " + took : null;
    }

    private static String named(ServiceEnded ended) {
        String url = ended.service().accessUrl();
        return ended.service().ivoids() + " " + url.substring(0, Math.min(80, url.length())) + " " + ended.outcome();
    }

    /** What the honest service alone gives, and its log. */
    DiscoveryResult found(List<String> lines, @Nullable ProvenanceLog log) throws Exception {
        Discovery discovery = discovery(lines);
        return (log == null ? discovery : discovery.log(log)).run();
    }

    @Override
    public void close() throws IOException {
        server.close();
        vo.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(Objects.requireNonNull(each));
            }
        }
    }
}
