package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class TapSchemaTest {
    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    private static List<String> column(TapService service, String adql) {
        return Asked.query(service, adql, "MAXREC", "25").column();
    }

    @Test
    void tellsOfTheSitesTablesAndOfItself() {
        assertThat(column(tap.obscore, "SELECT table_name FROM TAP_SCHEMA.tables ORDER BY table_index"))
                .containsExactly(
                        "ivoa.obscore",
                        "tap_schema.schemas",
                        "tap_schema.tables",
                        "tap_schema.columns",
                        "tap_schema.keys",
                        "tap_schema.key_columns");
        assertThat(column(tap.registry, "SELECT schema_name FROM tap_schema.schemas ORDER BY schema_index"))
                .containsExactly("rr", "tap_schema");
    }

    @Test
    void writesReservedWordsInQuotes() {
        assertThat(column(
                        tap.obscore,
                        "SELECT column_name FROM tap_schema.columns WHERE column_name LIKE '%size%'"
                                + " AND table_name = 'tap_schema.columns' AND \"size\" IS NULL"))
                .containsExactly("arraysize", "\"size\"");
    }

    @Test
    void agreesWithTheTablesResource() {
        List<String> told = new ArrayList<>();
        for (Element table : Asked.elements(
                Asked.to(tap.registry, "GET", "/tap/tables").xml().getElementsByTagName("table"))) {
            String name = Asked.elements(table.getElementsByTagName("name"))
                    .getFirst()
                    .getTextContent();
            for (Element column : Asked.elements(table.getElementsByTagName("column"))) {
                told.add(name + " "
                        + column.getElementsByTagName("name").item(0).getTextContent()
                        + " "
                        + column.getElementsByTagName("dataType").item(0).getTextContent());
            }
        }
        List<String> inSchema = Asked.query(
                        tap.registry,
                        "SELECT table_name || ' ' || column_name || ' ' || datatype FROM TAP_SCHEMA.columns")
                .column();
        assertThat(inSchema).containsExactlyInAnyOrderElementsOf(told).contains("rr.capability cap_index short");
    }

    @Test
    void describesItselfWithoutGoingOut() {
        assertThat(Asked.to(tap.obscore, "GET", "/tap/capabilities").text())
                .contains(
                        SmallTap.OBSCORE,
                        "ivo_string_agg",
                        "<hard unit=\"row\">2000</hard>",
                        Asked.BASE + "/tap/examples");
        assertThat(Asked.to(tap.obscore, "GET", "/tap/availability").text()).contains(">true<");
        assertThat(Asked.to(tap.obscore, "GET", "/tap/examples")
                        .xml()
                        .getElementsByTagName("pre")
                        .getLength())
                .isEqualTo(2);
    }
}
