package org.skytrawl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.registry.Candidate;
import org.skytrawl.selection.ServiceSelection;

/** Runs of one client, and what they have of its memory for records. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedBudgetIT {
    private static final Question M31 = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
    private static final String HALF_A_TABLE = """
            <VOTABLE version="1.4"><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
            <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
            <FIELD name="obs_publisher_did" datatype="char" arraysize="*"/>
            <FIELD name="access_url" datatype="char" arraysize="*"/>
            <FIELD name="s_ra" unit="deg" datatype="double"/>
            <FIELD name="s_dec" unit="deg" datatype="double"/>
            <FIELD name="s_fov" unit="deg" datatype="double"/>
            <DATA><TABLEDATA>
            <TR><TD>image</TD><TD>ivo://data/a</TD><TD>http://data.example/a.fits</TD><TD>10.68</TD><TD>41.27</TD><TD>0.5</TD></TR>
            """ + " ".repeat(1 << 17);
    private static final String OTHER_HALF = "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Network network =
            Network.over(new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system()), null, 100);
    private ExecutorService threads;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                OutputStream out = exchange.getResponseBody();
                out.write(HALF_A_TABLE.getBytes(StandardCharsets.UTF_8));
                out.flush();
                goOn.await();
                out.write(OTHER_HALF.getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        network.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private ServiceSource source() {
        Service service = Service.of(
                        List.of(new Ivoid("ivo://loopback/half")),
                        "half",
                        Sia2.PROTOCOL,
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/?",
                        null)
                .withCoverage(Coverage.UNDECLARED);
        return (constraints, options, fetcher, end, cancellation) -> new Plan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(), ProvenanceEvent.CandidateSource.named("a test"), 1, List.of(), List.of(), false),
                ServiceSelection.select(List.of(Candidate.of(service)), constraints, true, false, false),
                true);
    }

    private static RunEngine start(ServiceSource source, Supplier<Network> network) {
        return RunEngine.start(
                M31, DiscoveryOptions.DEFAULTS, RunContext.NONE, source, ProvenanceLog.inMemory(), null, null, network);
    }

    private RunEngine start() {
        return start(source(), network::lent);
    }

    private long awaitBytes(long more) throws InterruptedException {
        while (network.records().usedBytes() <= more) {
            Thread.sleep(10);
        }
        return network.records().usedBytes();
    }

    private static List<FoundDataset> ended(RunEngine run) throws Exception {
        return run.result().get(30, TimeUnit.SECONDS);
    }

    @Test
    void runsCountTogetherUntilEachHasEnded() throws Exception {
        RunEngine one = start();
        long bytes = awaitBytes(0);
        RunEngine other = start();
        assertThat(awaitBytes(bytes)).isEqualTo(2 * bytes);
        goOn.countDown();
        assertThat(ended(one)).hasSize(1);
        assertThat(ended(other)).hasSize(1);
        assertThat(network.records().usedBytes()).isZero();
    }

    @Test
    void aCancelledRunGivesItsBytesBack() throws Exception {
        RunEngine run = start();
        awaitBytes(0);
        run.cancel();
        assertThat(ended(run)).hasSize(1);
        assertThat(network.records().usedBytes()).isZero();
    }

    @Test
    void aRunThatCannotBeginHoldsNothing() {
        RunEngine none = start(
                (constraints, options, fetcher, end, cancellation) -> {
                    throw new DiscoveryException("no registry");
                },
                network::lent);
        assertThatThrownBy(() -> ended(none)).isInstanceOf(ExecutionException.class);
        RunEngine noNetwork = start(source(), () -> {
            throw new IllegalStateException("closed");
        });
        assertThatThrownBy(() -> ended(noNetwork)).isInstanceOf(ExecutionException.class);
        assertThat(network.records().usedBytes()).isZero();
    }
}
