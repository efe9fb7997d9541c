package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SyncTest {
    private static final String ALL = "SELECT s_ra FROM ivoa.obscore ORDER BY s_ra";
    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    @Test
    void cutsAtTheDefaultLimitAndSaysSo() {
        Asked answer = Asked.query(tap.limited, ALL);
        assertThat(answer.rows()).hasSize(20);
        assertThat(answer.queryStatus()).containsExactly("OK", "OVERFLOW");
        assertThat(answer.text().indexOf("OVERFLOW"))
                .isGreaterThan(answer.text().indexOf("</TABLE>"));
    }

    @Test
    void cutsAtMaxrecButNeverAboveTheHardLimit() {
        assertThat(Asked.query(tap.limited, ALL, "MAXREC", "2").column()).containsExactly("0.0", "1.0");
        assertThat(Asked.query(tap.limited, ALL, "maxrec", "1000").rows()).hasSize(25);
    }

    @Test
    void saysNoOverflowWhenAllFits() {
        Asked answer = Asked.query(tap.obscore, "SELECT TOP 7 s_ra FROM ivoa.obscore", "MAXREC", "7");
        assertThat(answer.rows()).hasSize(7);
        assertThat(answer.queryStatus()).containsExactly("OK");
    }

    @Test
    void givesOnlyTheColumnsForMaxrecZero() {
        Asked answer = Asked.query(tap.obscore, ALL, "MAXREC", "0");
        assertThat(answer.names()).containsExactly("s_ra");
        assertThat(answer.rows()).isEmpty();
        assertThat(answer.queryStatus()).containsExactly("OK", "OVERFLOW");
    }

    @Test
    void writesCsvWhenAsked() {
        Asked answer = Asked.query(
                tap.obscore, "SELECT 'a, \"b\"' AS x, s_region FROM ivoa.obscore WHERE s_ra = 29", "FORMAT", "csv");
        assertThat(answer.contentType()).isEqualTo("text/csv;header=present");
        assertThat(answer.text()).isEqualTo("x,s_region\r\n\"a, \"\"b\"\"\",\r\n");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(Asked.query(tap.obscore, ALL, "RESPONSEFORMAT", "pdf").error())
                .contains("pdf");
        assertThat(Asked.query(tap.obscore, ALL, "MAXREC", "-1").error()).contains("MAXREC");
        assertThat(Asked.query(tap.obscore, ALL, "VERSION", "7.0").error()).contains("7.0");
        assertThat(Asked.to(tap.obscore, "GET", "/tap/sync", "LANG", "ADQL").error())
                .contains("QUERY");
        assertThat(Asked.to(tap.obscore, "GET", "/tap/sync", "QUERY", ALL).error())
                .contains("LANG");
        assertThat(Asked.to(tap.obscore, "GET", "/tap/sync", "LANG", "PQL", "QUERY", ALL)
                        .error())
                .contains("PQL");
        assertThat(Asked.to(tap.obscore, "GET", "/tap/sync", "REQUEST", "x", "LANG", "ADQL", "QUERY", ALL)
                        .error())
                .contains("doQuery");
    }

    @Test
    void takesQueriesByGetInAnyCaseAndWithoutRequest() {
        assertThat(Asked.to(tap.obscore, "GET", "/tap/sync", "lang", "ADQL-2.0", "query", ALL, "runid", "x")
                        .rows())
                .hasSize(30);
    }

    @Test
    void answersNotFoundElsewhere() {
        assertThat(Asked.to(tap.obscore, "GET", "/tap/nowhere").status()).isEqualTo(404);
    }

    private static Asked joined(String votable) {
        return Asked.to(
                tap.obscore,
                "POST",
                "/tap/sync",
                Map.of("t1", votable.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "LANG",
                "ADQL",
                "QUERY",
                "SELECT u.name, o.s_ra, TAP_UPLOAD.mine.ra FROM TAP_UPLOAD.mine JOIN ivoa.obscore AS o ON o.s_ra = ra"
                                .replace("u.name", "mine.name")
                        + " ORDER BY o.s_ra",
                "UPLOAD",
                "mine,param:t1");
    }

    @Test
    void joinsUploadedTables() {
        Asked answer = joined(Upload.TABLEDATA);
        assertThat(answer.rows()).containsExactly(List.of("one", "1.0", "1.0"), List.of("", "3.0", "3.0"));
        assertThat(answer.fields().getLast().getAttribute("unit")).isEqualTo("deg");
        assertThat(joined(Upload.binary()).rows()).isEqualTo(answer.rows());
        assertThat(joined(Upload.binary2()).rows()).isEqualTo(answer.rows());
    }

    @Test
    void forgetsUploadsWithTheirQuery() {
        joined(Upload.TABLEDATA);
        assertThat(Asked.query(tap.obscore, "SELECT * FROM TAP_UPLOAD.mine").error())
                .contains("unknown table tap_upload.mine");
    }

    @Test
    void refusesUploadsThatLeadElsewhere() {
        String entity = Upload.TABLEDATA.replaceFirst(
                "<VOTABLE", "<!DOCTYPE VOTABLE [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><VOTABLE");
        assertThat(joined(entity).error()).contains("mine");
        for (String uri :
                List.of("file:///etc/passwd", "http://192.0.2.1/x", "http://127.evil.example/", "param:none")) {
            assertThat(Asked.query(tap.obscore, ALL, "UPLOAD", "mine," + uri).error())
                    .contains("UPLOAD");
        }
    }

    @Test
    void endsWithAnErrorWhenAnUploadBreaksOff() {
        String binary = Upload.binary();
        assertThat(joined(binary.substring(0, binary.indexOf("</STREAM>") - 8)).error())
                .contains("mine");
        assertThat(joined("<html><body>no</body></html>").error()).contains("no VOTable");
        assertThat(joined("nothing").error()).contains("cannot be read");
    }
}
