package org.skytrawl.cone9;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/**
 * What docs/architecture.md says of adding a protocol: a descriptor, a query, a mapper and one line of registration are all
 * that Skytrawl needs. The line is a file on the class path of a JVM of its own, so that no other test knows the protocol.
 */
@Timeout(120)
class ExtraProtocolIT {
    /** A resource with an SIA2 and a CONE9 interface, whose hosts are not simvo's. */
    private static final String RECORD = """
            <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0"
                xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:type="vs:CatalogService" status="active">
              <title>Images and spectra</title>
              <identifier>ivo://example.org/both</identifier>
              <capability standardID="ivo://ivoa.net/std/SIA#query-2.0">
                <interface xsi:type="vs:ParamHTTP" role="std"><accessURL use="base">%1$s/sia2?</accessURL></interface>
              </capability>
              <capability standardID="ivo://example.org/std/Cone9">
                <interface xsi:type="vs:ParamHTTP" role="std"><accessURL use="base">%1$s/cone9?</accessURL></interface>
              </capability>
              <coverage><spatial>0/0-11</spatial></coverage>
            </ri:Resource>
            """;

    private static final String IMAGE = """
            <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
            <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
            <FIELD name="obs_publisher_did" datatype="char" arraysize="*"/>
            <FIELD name="access_url" datatype="char" arraysize="*"/>
            <FIELD name="s_ra" datatype="double" unit="deg"/><FIELD name="s_dec" datatype="double" unit="deg"/>
            <DATA><TABLEDATA><TR><TD>image</TD><TD>ivo://example.org/image</TD><TD>http://data.example/image.fits</TD>
            <TD>10.68</TD><TD>41.27</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
            """;

    private static final String SPECTRUM = """
            <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
            <FIELD name="number" datatype="char" arraysize="*"/><FIELD name="kind" datatype="char" arraysize="*"/>
            <FIELD name="x" datatype="double" unit="deg"/><FIELD name="y" datatype="double" unit="deg"/>
            <FIELD name="link" datatype="char" arraysize="*"/><FIELD name="weather" datatype="char" arraysize="*"/>
            <DATA><TABLEDATA><TR><TD>ivo://example.org/spectrum</TD><TD>spectrum</TD><TD>10.68</TD><TD>41.27</TD>
            <TD>http://data.example/spectrum.fits</TD><TD>fine</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer services;

    private final Set<String> asked = new ConcurrentSkipListSet<>();

    @BeforeEach
    void start() throws Exception {
        services = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        serve("/sia2", IMAGE);
        serve("/cone9", SPECTRUM);
        services.start();
        Path registration = folder.resolve("jar/META-INF/services/org.skytrawl.model.ProtocolSource");
        Files.createDirectories(registration.getParent());
        Files.writeString(registration, Cone9.Source.class.getName() + "\n");
    }

    @AfterEach
    void stop() {
        services.stop(0);
    }

    private void serve(String path, String answer) {
        services.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String url() {
        return "http://127.0.0.1:" + services.getAddress().getPort();
    }

    /** Runs the command where the protocol is registered; its stdout and stderr. */
    private String skytrawl(String... arguments) throws Exception {
        Path said = folder.resolve("said");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + folder.resolve("jar"),
                "org.skytrawl.cli.Main"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(said);
    }

    private static List<String> lines(Path file, String... words) throws Exception {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> Stream.of(words).allMatch(line::contains))
                    .toList();
        }
    }

    @Test
    void isFoundInTheRegistryAskedAndMapped() throws Exception {
        Path records = Files.createDirectory(folder.resolve("records"));
        Files.writeString(records.resolve("both.xml"), RECORD.formatted(url()));
        Path found = folder.resolve("found.jsonl");
        Path log = folder.resolve("log.jsonl");
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(10, 1), records)) {
            skytrawl(
                    "images",
                    "--registry",
                    vo.registryUrl(),
                    "--cone",
                    "10.68,41.27,0.2",
                    "--type",
                    "image,spectrum",
                    "-o",
                    found.toString(),
                    "--log",
                    log.toString());
        }
        // each gives what the other cannot
        assertThat(asked).hasSize(2).contains("/cone9?X=10.68&Y=41.27&R=0.2");
        assertThat(lines(log, "\"event\":\"service\"", "ivo://example.org/both"))
                .hasSize(2)
                .allMatch(line -> line.contains("\"outcome\":\"answered\""))
                .anyMatch(line -> line.contains("\"protocol\":\"CONE9\"") && line.contains("\"extra_columns\":1"));
        assertThat(lines(found, "ivo://example.org/spectrum"))
                .singleElement()
                .asString()
                .contains("\"dataproduct_type\":\"spectrum\"", "\"s_ra\":10.68", "\"protocol\":\"CONE9\"");
        assertThat(lines(found, "ivo://example.org/image")).hasSize(1);
        // here nobody has registered it
        assertThatThrownBy(() -> LogFile.read(log))
                .hasMessageContaining("protocol must be one of obstap, ssa, sia2, sia1");
        assertThatThrownBy(() -> ResultFile.read(found))
                .hasMessageContaining("unknown protocol 'CONE9': known are OBSTAP, SSA, SIA2, SIA1");
    }

    @Test
    void aServiceOfItCanBeNamedOnTheCommandLine() throws Exception {
        String found = skytrawl(
                "images",
                "--cone9",
                url() + "/cone9",
                "--cone",
                "10.68,41.27,0.2",
                "--type",
                "spectrum",
                "--format",
                "csv",
                "--columns",
                "obs_publisher_did,origin_ivoid,origin_protocol");
        assertThat(found).contains("ivo://example.org/spectrum,url:cone9:" + url() + "/cone9,CONE9");
        assertThat(skytrawl("images", "--help"))
                .contains(
                        "--cone9=URL",
                        "CONE9 service to query instead of a selection",
                        "SIA1 service to query instead of");
    }
}
