package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.UploadWay;

/** Each way to take uploads: what is declared, what is taken, and how the rest is refused. */
class UploadWayTest {
    private static final String QUERY = "SELECT COUNT(*) AS n FROM TAP_UPLOAD.targets";

    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    private static TapService service(UploadWay way) {
        return new TapService(
                tap.database,
                new TapDescription(
                                "obs",
                                "Observations",
                                Asked.BASE + "/tap",
                                List.of(ObsCoreTable.named("ivoa.obscore")),
                                1_000,
                                2_000,
                                List.of(SmallTap.OBSCORE),
                                false)
                        .with(way),
                "/tap");
    }

    private static Asked ask(UploadWay way, int rows) {
        String votable = IntStream.range(0, rows)
                .mapToObj(i -> "<TR><TD>" + (100_000 + i) + "</TD></TR>")
                .collect(Collectors.joining(
                        "",
                        "<VOTABLE version=\"1.3\"><RESOURCE><TABLE><FIELD name=\"id\" datatype=\"int\"/><DATA><TABLEDATA>",
                        "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"));
        return Asked.to(
                service(way),
                "POST",
                "/tap/sync",
                Map.of("t", votable.getBytes(StandardCharsets.UTF_8)),
                "LANG",
                "ADQL",
                "QUERY",
                QUERY,
                "UPLOAD",
                "targets,param:t");
    }

    @ParameterizedTest
    @CsvSource({
        "HARD_ROWS, 500, 400, UPLOAD: the table targets cannot be read: it has more than 500 rows",
        "USUAL_ROWS, 1000, 400, UPLOAD: the table targets cannot be read: it has more than 1000 rows",
        "HARD_BYTES, 1600, 400, UPLOAD: param:t has more than 40000 bytes",
        "HIDDEN_ROWS, 300, 400, UPLOAD: the table targets cannot be read: it has more than 300 rows"
    })
    void refusesMoreThanItsLimit(UploadWay way, int most, int status, String message) {
        assertThat(ask(way, most).column()).containsExactly(String.valueOf(most));
        Asked refused = ask(way, most + 100);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.error()).isEqualTo(message);
    }

    /** The answer of a web server that knows no VOTable. */
    @Test
    void aWebServerRefusesLongRequests() {
        assertThat(ask(UploadWay.HIDDEN_BYTES, 1_000).column()).containsExactly("1000");
        Asked refused = ask(UploadWay.HIDDEN_BYTES, 1_300);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.contentType()).isEqualTo("text/html");
        assertThat(refused.text()).contains("<h1>413 Request Entity Too Large</h1>");
    }

    @ParameterizedTest
    @EnumSource(
            value = UploadWay.class,
            names = {"NONE", "REFUSED"})
    void refusesAnyUpload(UploadWay way) {
        assertThat(ask(way, 1).error()).isEqualTo("UPLOAD: this service takes no tables");
        assertThat(Asked.query(service(way), "SELECT TOP 1 s_ra FROM ivoa.obscore")
                        .column())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "USUAL, <uploadLimit><hard unit=\"row\">100000</hard></uploadLimit>",
        "HARD_ROWS, <uploadLimit><hard unit=\"row\">500</hard></uploadLimit>",
        "USUAL_ROWS, <uploadLimit><default unit=\"row\">200</default><hard unit=\"row\">1000</hard></uploadLimit>",
        "HARD_BYTES, <uploadLimit><hard unit=\"byte\">40000</hard></uploadLimit>"
    })
    void declaresItsLimitAtTheEndOfItsCapability(UploadWay way, String limit) {
        assertThat(capabilities(way))
                .contains("<uploadMethod ivo-id=\"ivo://ivoa.net/std/TAPRegExt#upload-inline\"/>")
                .contains("</outputLimit>\n" + limit + "\n</capability>");
    }

    @ParameterizedTest
    @EnumSource(
            value = UploadWay.class,
            names = {"HIDDEN_ROWS", "HIDDEN_BYTES", "REFUSED"})
    void declaresUploadsWithoutALimit(UploadWay way) {
        assertThat(capabilities(way))
                .contains("<uploadMethod ivo-id=\"ivo://ivoa.net/std/TAPRegExt#upload-inline\"/>")
                .contains("</outputLimit>\n</capability>")
                .doesNotContain("uploadLimit");
        assertThat(way.details())
                .containsExactly(
                        Map.entry("/capability/uploadMethod/@ivo-id", "ivo://ivoa.net/std/TAPRegExt#upload-inline"));
    }

    @Test
    void declaresNoUploadsIfItTakesNone() {
        assertThat(capabilities(UploadWay.NONE)).doesNotContain("upload");
        assertThat(UploadWay.NONE.details()).isEmpty();
    }

    @Test
    void theRegistryHasTheLimitAsDetails() {
        assertThat(UploadWay.USUAL_ROWS.details())
                .containsExactly(
                        Map.entry("/capability/uploadMethod/@ivo-id", "ivo://ivoa.net/std/TAPRegExt#upload-inline"),
                        Map.entry("/capability/uploadLimit/default", "200"),
                        Map.entry("/capability/uploadLimit/default/@unit", "row"),
                        Map.entry("/capability/uploadLimit/hard", "1000"),
                        Map.entry("/capability/uploadLimit/hard/@unit", "row"));
    }

    private static String capabilities(UploadWay way) {
        return Asked.to(service(way), "GET", "/tap/capabilities").text();
    }
}
