package org.skytrawl.simvo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.simvo.fault.SmallAnswer.firstRows;
import static org.skytrawl.simvo.fault.SmallAnswer.images;
import static org.skytrawl.simvo.fault.SmallAnswer.rows;
import static org.skytrawl.simvo.fault.SmallAnswer.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.http.RawClient;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

class OddAnswerTest {
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

    private String answer(Fault fault, int rows) throws IOException {
        host.mount("/" + fault.name(), images(rows), fault);
        try (RawClient client = new RawClient(host.baseUrl()).get("/" + fault.name())) {
            return new String(client.answer().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    @Test
    void titlesHaveMarkupAndControlCharacters() throws Exception {
        String answer = answer(Fault.named("strange-titles"), 3);
        String body = answer.substring(answer.indexOf("<?xml"));
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        var cells = document.getElementsByTagName("TD");
        assertThat(cells.getLength()).isEqualTo(9);
        assertThat(cells.item(3).getTextContent()).isEqualTo("1");
        assertThat(cells.item(4).getTextContent())
                .startsWith("<b onclick=\"alert(1)\">Title 1</b><script>")
                .contains("]]>", "\t\r\n", "\u009b31m", "\u0085", "\u202e");
    }

    @Test
    void accessUrlsAreNoneToFollowAndKeepTheirNumber() throws IOException {
        assertThat(answer(Fault.named("url-javascript"), 3))
                .contains("<TD>javascript:alert(1);//127.0.0.1:9/data/get?id=0&amp;fmt=fits</TD>")
                .contains("<TD>Title 1</TD><TD></TD>")
                .doesNotContain("<TD>http");
        assertThat(answer(Fault.named("url-file"), 3))
                .contains("<TD>file:///data/get?id=2&amp;fmt=fits</TD>")
                .contains("<TD>Title 1</TD><TD></TD>")
                .doesNotContain("<TD>http");
    }

    @Test
    void namesOfColumnsAreInCapitals() throws IOException {
        assertThat(answer(Fault.named("upper-case"), 3))
                .contains("<FIELD name=\"CALIB_LEVEL\" datatype=\"int\"", "<FIELD name=\"ACCESS_URL\"")
                .contains("<INFO name=\"QUERY_STATUS\" value=\"OK\"/>", "<TD>Title 2</TD>");
    }

    @Test
    void anAnswerWithoutATableStaysAsItIs() throws IOException {
        host.mount("/", request -> Response.text(400, "text/plain", "no POS"), Fault.named("strange-titles"));
        try (RawClient client = new RawClient(host.baseUrl()).get("/")) {
            assertThat(client.answer()).startsWith("HTTP/1.1 400 ").endsWith("no POS");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, OddAnswer.MOST_ROWS - 1, OddAnswer.MOST_ROWS, OddAnswer.MOST_ROWS + 1, 300})
    void saysOverflowOnlyWhereThereIsMore(int count) throws IOException {
        host.mount("/", table(count, false), Fault.named("row-limit"));
        try (RawClient client = new RawClient(host.baseUrl()).get("/")) {
            String answer = client.answer();
            assertThat(rows(answer)).isEqualTo(firstRows(Math.min(count, OddAnswer.MOST_ROWS)));
            assertThat(answer.contains("</TABLE>\n<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>"))
                    .isEqualTo(count > OddAnswer.MOST_ROWS);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "no-intersects; 1 = intersects (s_region, CIRCLE('ICRS', 1, 2, 3)); 1=CONTAINS(POINT('ICRS', 1, 2), x)",
                "no-s-region; 1=INTERSECTS(S_Region, CIRCLE('', 1, 2, 3)); my_s_region = 's_region'",
                "no-frame; 1=CONTAINS(POINT( 'ICRS', s_ra, s_dec), c); 1=CONTAINS(POINT(s_ra, s_dec), CIRCLE('', 1, 2, 3))",
                "no-circle; 1=CONTAINS(p, CIRCLE(1, 2, 3)); circle = 'CIRCLE(1, 2, 3)'",
                "no-geometry; DISTANCE(a, b) < 1; s_ra BETWEEN 1 AND 2 AND t = 'it''s at POINT(1, 2)' -- POINT(1, 2)",
            })
    void someObsTapServicesDoNotTakeAllOfAdql(String name, String refused, String taken) throws IOException {
        host.mount("/tap", table(2, false), Fault.named(name));
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.get("/tap/sync?query=" + encoded(refused)).answer())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("Content-Type: application/x-votable+xml")
                    .containsPattern("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">ADQL: [^<]+</INFO>");
            assertThat(rows(client.get("/tap/sync?QUERY=" + encoded(taken)).answer()))
                    .isEqualTo(firstRows(2));
            assertThat(rows(client.get("/tap/sia?POS=1,2").answer())).isEqualTo(firstRows(2));
        }
    }

    private static String encoded(String condition) {
        return URLEncoder.encode("SELECT * FROM ivoa.obscore WHERE " + condition, StandardCharsets.UTF_8);
    }
}
