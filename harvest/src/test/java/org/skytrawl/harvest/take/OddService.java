package org.skytrawl.harvest.take;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;

/** A service on loopback that answers what a test wants, and its harvest. */
final class OddService implements AutoCloseable {
    static final String TEXTS = "<FIELD name='obs_id' datatype='char' arraysize='*'/>";
    static final String NUMBER = "<FIELD name='n' datatype='double'/>";
    static final HarvestOptions OPTIONS =
            new HarvestOptions(10, Duration.ofMinutes(1), null, Window.ALWAYS, Clock.systemUTC());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path dir;
    private final Service service;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<@Nullable Harvester> running = new AtomicReference<>();
    private volatile UnaryOperator<String> answers;

    /** @param answers to the bodies of requests */
    OddService(Path dir, UnaryOperator<String> answers) throws IOException {
        this.dir = dir;
        this.answers = answers;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = this.answers
                    .apply(URLDecoder.decode(body, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
            exchange.sendResponseHeaders(200, answer.length);
            try (var out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        server.start();
        this.service = Service.of(
                List.of(new Ivoid("ivo://odd.example/tap")),
                "Odd",
                Protocol.named("OBSTAP"),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/tap",
                "ivoa.obscore");
    }

    static String table(String status, String fields, String... rows) {
        return "<VOTABLE version='1.4' xmlns='http://www.ivoa.net/xml/VOTable/v1.3'><RESOURCE type='results'>"
                + "<INFO name='QUERY_STATUS' value='" + status + "'/><TABLE>" + fields + "<DATA><TABLEDATA>"
                + String.join("", rows) + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
    }

    static String row(String cell) {
        return "<TR><TD>" + cell + "</TD></TR>";
    }

    void answer(UnaryOperator<String> other) {
        answers = other;
    }

    int requests() {
        return requests.get();
    }

    /** One session. @return whether all threads have ended */
    boolean harvest(HarvestOptions options, HarvestListener listener) throws InterruptedException {
        try (HarvestFolder folder = HarvestFolder.open(dir);
                HttpFetcher fetcher = Network.fetcher()) {
            HarvestFolder.About about = Harvest.begin(
                    folder,
                    new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true),
                    List.of(service));
            Harvester harvester = new Harvester(folder, fetcher, options, Collections.nCopies(3, Duration.ofMillis(1)));
            running.set(harvester);
            return harvester.run(about, folder.services(), listener);
        }
    }

    /** Cancels the session. */
    void cancel() {
        Harvester harvester = running.get();
        if (harvester != null) {
            harvester.cancel();
        }
    }

    Harvest.ServiceStatus status() {
        return Harvest.status(dir, true).getFirst();
    }

    ServiceState state() {
        try (HarvestFolder folder = HarvestFolder.read(dir)) {
            return folder.store(service).state();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
