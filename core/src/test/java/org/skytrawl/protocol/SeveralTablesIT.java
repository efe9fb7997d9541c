package org.skytrawl.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.LoopbackService.answering;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;

/** Tables, constants and rows that are not as they should be, from the answer to the outcome. */
class SeveralTablesIT {
    private static final String FIELDS = "<FIELD name='access_url' datatype='char' arraysize='*'/>"
            + "<FIELD name='s_ra' datatype='double' unit='deg'/><FIELD name='s_dec' datatype='double' unit='deg'/>";
    private static final String HISTORY = "<TABLE name='history'><FIELD name='when' datatype='char' arraysize='*'/>";

    private final QueryAsker asker = new QueryAsker();

    @AfterEach
    void close() {
        asker.close();
    }

    private static String table(String before, String... urls) {
        StringBuilder rows = new StringBuilder();
        for (String url : urls) {
            rows.append("<TR><TD>" + url + "</TD><TD>10</TD><TD>10</TD></TR>");
        }
        return "<TABLE>" + before + FIELDS + data(rows.toString());
    }

    private static String data(String rows) {
        return "<DATA><TABLEDATA>" + rows + "</TABLEDATA></DATA></TABLE>";
    }

    private ServiceOutcome ask(String... resources) throws IOException {
        StringBuilder document = new StringBuilder("<VOTABLE>");
        for (String resource : resources) {
            document.append(
                    "<RESOURCE type='results'><INFO name='QUERY_STATUS' value='OK'/>" + resource + "</RESOURCE>");
        }
        try (LoopbackService server = new LoopbackService(answering(200, (document + "</VOTABLE>").getBytes(UTF_8)))) {
            return asker.ask(server).outcome();
        }
    }

    private List<String> urls() {
        return asker.records.stream()
                .map(record -> record.text(ObsCoreColumn.access_url))
                .toList();
    }

    @Test
    void readsAllTablesOfAllResults() throws IOException {
        assertThat(ask(table("", "a") + table("", "b"), table("", "c"))).isEqualTo(new Answered());
        assertThat(urls()).containsExactly("a", "b", "c");
    }

    @Test
    void aTableOfNoUseIsNamedWhereverItStands() throws IOException {
        String useless = HISTORY + data("<TR><TD>2004</TD></TR>");
        for (String resource : new String[] {useless + table("", "a"), table("", "a") + useless}) {
            asker.records.clear();
            assertThat(ask(resource))
                    .isInstanceOfSatisfying(
                            Incomplete.class, cut -> assertThat(cut.reason()).contains("history"));
            assertThat(urls()).containsExactly("a");
        }
        asker.records.clear();
        assertThat(ask(useless))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.MALFORMED));
    }

    @Test
    void aTableOfNoUseWithoutRowsLosesNothing() throws IOException {
        assertThat(ask(HISTORY + data("") + table("", "a") + HISTORY + "</TABLE>"))
                .isEqualTo(new Answered());
        assertThat(urls()).containsExactly("a");
    }

    @Test
    void aParamIsAColumnUnlessAFieldHasItsName() throws IOException {
        String params = "<PARAM name='dataproduct_type' datatype='char' arraysize='*' value='image'/>"
                + "<GROUP><PARAM name='t_min' datatype='double' unit='d' value='55000'/></GROUP>"
                + "<PARAM name='S_RA' datatype='double' unit='deg' value='200'/>"
                + "<PARAM name='INPUT:facility_name' datatype='char' arraysize='*' value='none'/>";
        assertThat(ask(table(params, "a"))).isEqualTo(new Answered());
        assertThat(asker.records).singleElement().satisfies(record -> {
            assertThat(record.text(ObsCoreColumn.dataproduct_type)).isEqualTo("image");
            assertThat(record.number(ObsCoreColumn.t_min)).isEqualTo(55000);
            assertThat(record.number(ObsCoreColumn.s_ra)).isEqualTo(10);
            assertThat(record.text(ObsCoreColumn.facility_name)).isNull();
        });
    }

    @Test
    void rowsThatMostlyDoNotFitMakeTheAnswerIncomplete() throws IOException {
        String good = "<TR><TD>a</TD><TD>10</TD><TD>10</TD></TR>";
        String longer = "<TR><TD>b</TD><TD>10</TD><TD>10</TD><TD>x</TD></TR>";
        String start = "<TABLE>" + FIELDS;
        assertThat(ask(start + data(good + longer))).isEqualTo(new Answered());
        assertThat(ask(start + data(good + longer + longer.replace(">b<", ">c<"))))
                .isInstanceOf(Incomplete.class);
        assertThat(urls()).contains("a", "b", "c");
    }

    @Test
    void aWarningIsPartOfTheOutcome() throws IOException {
        assertThat(ask(table("", "a") + "<INFO name='WARNING' value='cut'/>")).isEqualTo(new Answered("cut"));
    }

    @Test
    void anEmptyAnswerIsCalledEmpty() throws IOException {
        for (int status : new int[] {200, 204}) {
            try (LoopbackService server = new LoopbackService(answering(status, new byte[0]))) {
                assertThat(asker.ask(server).outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(FailureCode.EMPTY);
                    assertThat(failed.httpStatus()).isEqualTo(status);
                });
            }
        }
    }

    @Test
    void noMessageShowsBinaryData() throws IOException {
        String[][] kinds = {
            {"SIMPLE  =                    T", "FITS"},
            {"%PDF-1.4\n%\u00e2\u00e3", "PDF"},
            {"PK\u0003\u0004\u0014\0", "zip"},
            {"BZh91AY&SY\u0001", "bzip2"},
            {"\u0007\u0001\u00ff\u0002ab\u0000", "unknown"}
        };
        for (String[] kind : kinds) {
            for (int status : new int[] {200, 500}) {
                try (LoopbackService server = new LoopbackService(
                        answering(status, kind[0].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))) {
                    assertThat(asker.ask(server).outcome())
                            .isInstanceOfSatisfying(
                                    Failed.class,
                                    failed -> assertThat(failed.reason())
                                            .contains("binary data (looks like " + kind[1] + ")")
                                            .matches("[ -~]*"));
                }
            }
        }
    }
}
