package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.astrogrid.samp.ErrInfo;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.CallableClient;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.SampException;
import org.astrogrid.samp.hub.BasicHubService;
import org.astrogrid.samp.hub.Hub;
import org.astrogrid.samp.xmlrpc.LockInfo;
import org.astrogrid.samp.xmlrpc.StandardClientProfile;
import org.astrogrid.samp.xmlrpc.StandardHubProfile;
import org.astrogrid.samp.xmlrpc.XmlRpcKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.skytrawl.cli.output.FoundRows;
import org.skytrawl.cli.output.HubXml;
import org.skytrawl.cli.output.Samp;
import org.skytrawl.cli.output.SampSpectra;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** A result goes to tools by a real SAMP hub, on loopback. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated("sets system properties")
class SampIT {
    private static final String SPECTRUM = "spectrum.load.ssa-generic";

    @TempDir
    private Path folder;

    private File lock = new File("");
    private Hub hub;
    private final List<HubConnection> tools = new ArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();

    private enum Manner {
        LOADS,
        FAILS,
        SILENT
    }

    @BeforeEach
    void startHub() throws IOException {
        System.setProperty("jsamp.localhost", "127.0.0.1");
        lock = folder.resolve("samp.lock").toFile();
        hub = new Hub(new BasicHubService(new Random(1)));
        hub.getHubService().start();
        hub.startProfile(new StandardHubProfile(
                XmlRpcKit.INTERNAL.getClientFactory(), XmlRpcKit.INTERNAL.getServerFactory(), lock, "secret"));
    }

    @AfterEach
    void stopHub() throws SampException {
        for (HubConnection tool : tools) {
            tool.unregister();
        }
        hub.shutdown();
        System.clearProperty("jsamp.localhost");
    }

    private StandardClientProfile profile() {
        return new StandardClientProfile(HubXml.CLIENTS, HubXml.SERVERS) {
            @Override
            public LockInfo getLockInfo() throws IOException {
                return lock.exists() ? LockInfo.readLockFile(lock.toURI().toURL()) : null;
            }
        };
    }

    private void tool(String name, Manner manner) throws SampException {
        tool(name, manner, "table.load.votable");
    }

    private void tool(String name, Manner manner, String mtype) throws SampException {
        HubConnection connection = profile().register();
        tools.add(connection);
        Metadata self = new Metadata();
        self.setName(name);
        connection.declareMetadata(self);
        connection.setCallable(new CallableClient() {
            @Override
            public void receiveNotification(String sender, Message message) {}

            @Override
            public void receiveCall(String sender, String id, Message message) throws SampException {
                String url = (String) message.getParam("url");
                try {
                    if (mtype.equals(SPECTRUM)) {
                        received.add(name + " " + message.getParams());
                    } else {
                        received.add(name + " " + message.getParam("name") + " "
                                + Files.readString(Path.of(URI.create(url))));
                    }
                } catch (IOException e) {
                    received.add(name + " cannot read " + url);
                }
                switch (manner) {
                    case LOADS -> connection.reply(id, Response.createSuccessResponse(Map.of()));
                    case FAILS -> connection.reply(id, Response.createErrorResponse(new ErrInfo("out  of\n memory")));
                    case SILENT -> assertThat(id).isNotNull();
                }
            }

            @Override
            public void receiveResponse(String responder, String tag, Response response) {}
        });
        connection.declareSubscriptions(Map.of(mtype, Map.of()));
    }

    private Samp.Sent send(Duration reply) throws Exception {
        Path table = Files.writeString(folder.resolve("a table.vot"), "<VOTABLE/>");
        return new Samp(profile(), reply).send(table, "M 31");
    }

    @Test
    void saysToWhom() throws Exception {
        tool("TOPCAT", Manner.LOADS);
        tool("Aladin", Manner.LOADS);
        Samp.Sent sent = send(Duration.ofSeconds(20));
        assertThat(received).containsExactlyInAnyOrder("TOPCAT M 31 <VOTABLE/>", "Aladin M 31 <VOTABLE/>");
        assertThat(sent.to()).containsExactlyInAnyOrder("TOPCAT", "Aladin");
        assertThat(sent.trouble()).isEmpty();
        assertThat(sent.mayStillBeRead()).isFalse();
        assertThat(sent.lines(true)).isEmpty();
    }

    @Test
    void saysWhoHasNotLoadedIt() throws Exception {
        tool("Good", Manner.LOADS);
        tool("Bad", Manner.FAILS);
        tool("Dead", Manner.SILENT);
        Samp.Sent sent = send(Duration.ofSeconds(1));
        assertThat(sent.lines(false))
                .containsExactlyInAnyOrder(
                        "not loaded by Bad: out of memory",
                        "not loaded by Dead: no reply within 1 s",
                        "sent to     Good");
        assertThat(sent.mayStillBeRead()).isTrue();
    }

    @Test
    void saysThatNobodyIsThere() throws Exception {
        assertThat(send(Duration.ofSeconds(1)).lines(true))
                .containsExactly("not sent: a SAMP hub runs here, but no tool that loads tables");
        hub.shutdown();
        assertThat(send(Duration.ofSeconds(1)).lines(true))
                .containsExactly("not sent: no SAMP hub runs here; start TOPCAT, Aladin or another VO tool first");
    }

    private static FoundDataset spectrum(int number, String format) {
        return new FoundRows()
                .with(ObsCoreColumn.obs_publisher_did, "ivo://x/y?" + number)
                .with(ObsCoreColumn.access_format, format)
                .with(ObsCoreColumn.access_url, "http://h/" + number + "." + format.length())
                .with(ObsCoreColumn.dataproduct_type, "spectrum")
                .with(ObsCoreColumn.target_name, "SN 2011fe")
                .with(ObsCoreColumn.obs_title, "spectrum " + number)
                .get();
    }

    private Samp.Sent sendSpectra(Duration reply, FoundDataset... spectra) throws Exception {
        return new Samp(profile(), reply).send(SampSpectra.of(List.of(spectra)));
    }

    @Test
    void spectraGoOneByOneToThoseWhoLoadSpectra() throws Exception {
        tool("SPLAT", Manner.LOADS, SPECTRUM);
        tool("TOPCAT", Manner.LOADS);
        Samp.Sent sent = sendSpectra(
                Duration.ofSeconds(20),
                spectrum(1, "application/fits"),
                spectrum(1, "application/x-votable+xml"),
                spectrum(2, "application/fits"));
        assertThat(sent.lines(false)).containsExactly("sent to     SPLAT (2 spectra)");
        assertThat(received).hasSize(2).allMatch(it -> it.startsWith("SPLAT {"));
        assertThat(received.getFirst())
                .contains(" url=http://h/1.25", "spectrum-id=http://h/1.25", "name=spectrum 1")
                .contains("Access.Reference=http://h/1.25", "Access.Format=application/x-votable+xml")
                .contains("Target.Name=SN 2011fe", "DataID.Title=spectrum 1", "Curation.PublisherDID=ivo://x/y?1");
        assertThat(received.getLast()).contains(" url=http://h/2.16");
    }

    @Test
    void saysHowManySpectraWereNotLoaded() throws Exception {
        tool("Good", Manner.LOADS, SPECTRUM);
        tool("Bad", Manner.FAILS, SPECTRUM);
        tool("Dead", Manner.SILENT, SPECTRUM);
        assertThat(sendSpectra(Duration.ofSeconds(1), spectrum(1, "application/fits"), spectrum(2, "application/fits"))
                        .lines(false))
                .containsExactlyInAnyOrder(
                        "not loaded by Bad: 2 of 2 spectra: out of memory",
                        "not loaded by Dead: 2 of 2 spectra: no reply within 1 s",
                        "sent to     Good (2 spectra)");
        assertThat(received).filteredOn(it -> it.startsWith("Dead")).hasSize(1);
    }

    @Test
    void saysThatNobodyLoadsSpectra() throws Exception {
        tool("TOPCAT", Manner.LOADS);
        assertThat(sendSpectra(Duration.ofSeconds(1), spectrum(1, "application/fits"))
                        .lines(true))
                .containsExactly("not sent: a SAMP hub runs here, but no tool that loads spectra");
        tools.removeFirst().unregister();
        hub.shutdown();
        assertThat(sendSpectra(Duration.ofSeconds(1), spectrum(1, "application/fits"))
                        .lines(true))
                .containsExactly("not sent: no SAMP hub runs here; start SPLAT-VO, VOSpec or another VO tool first");
    }

    @Test
    void theCommandSendsTheFirstSpectraThatItFound() throws Exception {
        tool("SPLAT", Manner.LOADS, SPECTRUM);
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(60, 7))) {
            Map<String, String> hubHere = Map.of("SAMP_HUB", "std-lockurl:" + lock.toURI());
            Cli run = Cli.process(
                    folder,
                    hubHere,
                    "images",
                    "--type",
                    "spectrum",
                    "--cone",
                    "10.68,41.27,0.5",
                    "--registry",
                    vo.registryUrl(),
                    "--send-spectra",
                    "-o",
                    folder.resolve("found.vot").toString());
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err())
                    .contains("sent to     SPLAT (20 spectra)\n")
                    .containsPattern("not sent: \\d+ spectra more, as --send-spectra sends 20 at most");
            assertThat(received).hasSize(20).allMatch(it -> it.contains("Access.Reference=http"));
        }
    }

    @Test
    void theCommandSendsWhatItFound() throws Exception {
        tool("TOPCAT", Manner.LOADS);
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(10, 3))) {
            Map<String, String> hubHere = Map.of("SAMP_HUB", "std-lockurl:" + lock.toURI());
            Path file = folder.resolve("found.csv");
            Cli run = Cli.process(
                    folder,
                    hubHere,
                    "images",
                    "--cone",
                    "10.68,41.27,0.3",
                    "--registry",
                    vo.registryUrl(),
                    "--send",
                    "-o",
                    file.toString());
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err()).contains("sent to     TOPCAT\n");
            assertThat(file).exists();
            assertThat(received).hasSize(1);
            assertThat(received.getFirst()).contains("<VOTABLE").contains("obs_publisher_did");
        }
    }
}
