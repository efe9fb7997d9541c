package org.skytrawl.simvo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.simvo.fault.SmallAnswer.firstRows;
import static org.skytrawl.simvo.fault.SmallAnswer.rows;
import static org.skytrawl.simvo.fault.SmallAnswer.table;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Eventually;
import org.skytrawl.simvo.http.RawClient;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

class HostileAnswerTest {
    private SimServer server;
    private SimHost host;

    @BeforeEach
    void open() throws IOException {
        server = SimServer.start();
        host = server.host();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private RawClient asked(Behaviour fault, int rows) throws IOException {
        host.mount("/", table(rows, false), fault);
        return new RawClient(host.baseUrl()).get("/");
    }

    /** The body as it is sent. */
    private InputStream body(Behaviour fault, int rows) throws IOException {
        host.mount("/", table(rows, false), fault);
        return URI.create(host.baseUrl() + "/").toURL().openStream();
    }

    @Test
    void declaresExternalEntities() throws IOException {
        try (RawClient client = asked(Fault.named("external-entity"), 4)) {
            assertThat(client.answer())
                    .contains("\r\nContent-Type: application/x-votable+xml\r\n")
                    .contains("<!DOCTYPE VOTABLE SYSTEM \"" + host.baseUrl() + "//votable.dtd\"")
                    .contains("<!ENTITY leak SYSTEM \"file:///etc/passwd\">")
                    .contains("<DESCRIPTION>&leak;&call;</DESCRIPTION>")
                    .doesNotContain("<TR>");
        }
    }

    @Test
    void declaresEntitiesThatGrow() throws IOException {
        try (RawClient client = asked(Fault.named("billion-laughs"), 4)) {
            assertThat(client.answer())
                    .contains("<!ENTITY lol0 \"lol\">", "<!ENTITY lol9 \"&lol8;&lol8;")
                    .contains("<DESCRIPTION>&lol9;</DESCRIPTION>")
                    .doesNotContain("<TR>");
        }
    }

    @Test
    void saysThatItsRowsAreElsewhere() throws IOException {
        try (RawClient client = asked(Fault.named("stream-file"), 4)) {
            assertThat(client.answer())
                    .contains("<STREAM href=\"file:///etc/passwd\"")
                    .doesNotContain("<TR>");
        }
        host.mount("/remote", table(4, false), Fault.named("stream-http"));
        try (RawClient client = new RawClient(host.baseUrl()).get("/remote")) {
            assertThat(client.answer()).contains("<STREAM href=\"" + host.baseUrl() + "/remote/rows\"");
        }
        // so whoever follows it is counted where the service is
        try (RawClient client = new RawClient(host.baseUrl()).get("/remote/rows")) {
            client.answer();
        }
        assertThat(host.requests("/remote")).isEqualTo(2);
    }

    @Test
    void nestsElementsDeeply() throws IOException {
        try (InputStream body = body(Fault.named("deep-nesting"), 4)) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.split("<RESOURCE>", -1)).hasSize(100_001);
            assertThat(text).endsWith("</RESOURCE></VOTABLE>\n").doesNotContain("<TR>");
        }
    }

    @Test
    void aBombIsAWholeDocumentOfBlanks() throws IOException {
        for (Bomb.Coding coding : Bomb.Coding.values()) {
            host.mount(
                    "/" + coding,
                    table(4, false),
                    (request, healthy, wire) -> new Bomb(coding, 48 << 20).send(healthy.handle(request), wire));
            byte[] sent;
            try (InputStream body =
                    URI.create(host.baseUrl() + "/" + coding).toURL().openStream()) {
                sent = body.readAllBytes();
            }
            assertThat(sent.length).isLessThan(64 << 10);
            InputStream bytes = new java.io.ByteArrayInputStream(sent);
            // both compare the checksum at the end
            try (InputStream decoded =
                    coding == Bomb.Coding.GZIP ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes)) {
                String text = new String(decoded.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text.length()).isGreaterThan(48 << 20);
                assertThat(text.replaceAll(" {100,}+", ""))
                        .startsWith("<?xml")
                        .contains("<TABLEDATA></TABLEDATA>")
                        .endsWith("</VOTABLE>\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void bombsGrowToTwoGigabytes(String coding) throws IOException {
        try (RawClient client = asked(Fault.named(coding + "-bomb"), 4)) {
            assertThat(client.head())
                    .contains("\r\nContent-Encoding: " + coding + "\r\n")
                    .contains("\r\nContent-Type: application/x-votable+xml\r\n");
        }
        assertThat(Bomb.BLANKS).isEqualTo(2L * 1024 * 1024 * 1024);
        Eventually.is(0, host::openConnections);
    }

    @Test
    void bodiesWithoutEndGoOnUntilTheClientGoes() throws IOException {
        try (InputStream body = body(Fault.named("endless-body"), 4)) {
            String begin = new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8);
            assertThat(begin).contains("<TABLEDATA> ").doesNotContain("<TR>");
            assertThat(new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8))
                    .isBlank();
        }
        Eventually.is(0, host::openConnections);
    }

    @Test
    void rowsWithoutEndAreTheSameAgainAndAgain() throws IOException {
        try (InputStream body = body(Fault.named("endless-rows"), 4)) {
            assertThat(rows(new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8)))
                    .startsWith(firstRows(4).toArray(String[]::new))
                    .hasSizeGreaterThan(20_000)
                    .allMatch(firstRows(4)::contains);
        }
        Eventually.is(0, host::openConnections);
    }

    @Test
    void whereThereAreNoRowsBlanksAreWithoutEnd() throws IOException {
        try (InputStream body = body(Fault.named("endless-rows"), 0)) {
            assertThat(new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8))
                    .endsWith("   ");
        }
    }

    @Test
    void oneCellIsHuge() throws IOException {
        try (InputStream body = body(Fault.named("huge-cell"), 4)) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.replaceAll("x{10000}", ""))
                    .contains("<TABLEDATA><TR><TD></TD></TR>")
                    .endsWith("</VOTABLE>\n");
            assertThat(text.length()).isBetween(10_000_000, 10_010_000);
        }
    }

    @Test
    void defaultsOfAttributesAreManyInLittle() throws IOException {
        try (InputStream body = body(Fault.named("attlist"), 4)) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.length()).isBetween(45_000, 60_000);
            assertThat(text).contains("<!ATTLIST G a0 CDATA 'x' ", " a1999 CDATA 'x'>");
            assertThat(text.split("<G/>", -1)).hasSize(3501);
        }
    }

    @Test
    void tablesReferToOneAnotherBeforeTheOneWithRows() throws IOException {
        try (InputStream body = body(Fault.named("table_refs"), 4)) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.length()).isBetween(850_000, 1_000_000);
            assertThat(text).contains("name=\"f8999\"", "<TABLE ID=\"t20000\" ref=\"t19999\"/>");
            assertThat(text.indexOf("t20000")).isLessThan(text.indexOf("<RESOURCE type=\"results\">"));
            assertThat(rows(text)).isEqualTo(firstRows(4));
        }
    }

    @Test
    void blanksAreInHeaders() throws IOException {
        try (RawClient client = asked(Fault.named("header_blanks"), 4)) {
            String head = client.head();
            assertThat(head.length()).isBetween(200_000, 255_000);
            assertThat(head.replaceAll(" {1000,}", "..."))
                    .contains("Content-Type: application/x-votable+xml;content=...x")
                    .contains("Retry-After: 1...x");
        }
    }

    @Test
    void blanksAreInUnits() throws IOException {
        String unit = "unit=\"x" + " ".repeat(20_000) + "y\"";
        host.mount("/images", SmallAnswer.images(3), Fault.named("unit_blanks"));
        try (InputStream body = URI.create(host.baseUrl() + "/images").toURL().openStream()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains("<FIELD name=\"s_resolution\" datatype=\"double\" " + unit + "/>");
            assertThat(text.split("<TD>1.5</TD></TR>", -1)).hasSize(4);
        }
        host.mount(
                "/own",
                request -> Response.text(
                        200,
                        Response.VOTABLE,
                        "<FIELD name=\"s_resolution\" datatype=\"double\" unit=\"arcsec\" ucd=\"u\"/>"
                                + "<DATA><TABLEDATA><TR><TD>1</TD></TR></TABLEDATA></DATA>"),
                Fault.named("unit_blanks"));
        try (InputStream body = URI.create(host.baseUrl() + "/own").toURL().openStream()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("<FIELD name=\"s_resolution\" " + unit + " datatype=\"double\" ucd=\"u\"/><DATA>")
                    .contains("<TR><TD>1</TD></TR>");
        }
    }

    @Test
    void slashesAreInAccessUrls() throws IOException {
        host.mount("/images", SmallAnswer.images(3), Fault.named("url_slashes"));
        try (InputStream body = URI.create(host.baseUrl() + "/images").toURL().openStream()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.replace("/".repeat(240_000), "..."))
                    .contains("<TD>http://127.0.0.1:9...x/data/get?id=0&amp;fmt=fits</TD>")
                    .contains("<TD></TD>")
                    .contains("id=2");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFloodIsAWholeDocumentOfRows(boolean same) throws IOException {
        host.mount(
                "/flood",
                SmallAnswer.images(3),
                (request, healthy, wire) -> Flood.send(healthy.handle(request), same, 30 << 20, wire));
        byte[] sent;
        try (InputStream body = URI.create(host.baseUrl() + "/flood").toURL().openStream()) {
            sent = body.readAllBytes();
        }
        // these rows are short: of those of services it is a thirtieth and less
        assertThat(sent.length).isLessThan((30 << 20) / 10);
        // the checksum at the end is compared
        try (InputStream decoded = new GZIPInputStream(new java.io.ByteArrayInputStream(sent))) {
            String text = new String(decoded.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.length()).isBetween(30 << 20, (30 << 20) + 3000);
            assertThat(text).endsWith("</VOTABLE>\n");
            List<String> rows =
                    text.lines().filter(line -> line.startsWith("<TR>")).toList();
            assertThat(rows.getFirst()).contains("<TD>Title 0</TD>");
            assertThat(rows).allMatch(row -> row.endsWith("</TD></TR>"));
            assertThat(rows.subList(3, rows.size()).stream().distinct()).hasSize(same ? 1 : rows.size() - 3);
            assertThat(rows.getLast()).contains(same ? "<TD>Title 2</TD>" : "<TD>Title 20000");
        }
    }

    @Test
    void floodsGrowToAGigabyte() throws IOException {
        host.mount("/flood", SmallAnswer.images(3), Fault.named("row_flood"));
        try (RawClient client = new RawClient(host.baseUrl()).get("/flood")) {
            assertThat(client.head()).contains("\r\nContent-Encoding: gzip\r\n");
        }
        assertThat(Flood.BYTES).isEqualTo(1_000_000_000);
        Eventually.is(0, host::openConnections);
        host.mount("/none", table(0, false), Fault.named("row_flood"));
        try (RawClient client = new RawClient(host.baseUrl()).get("/none")) {
            assertThat(client.answer()).contains("</VOTABLE>").doesNotContain("gzip");
        }
    }
}
