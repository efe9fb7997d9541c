package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.votable.Documents.votable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.QueryStatus.Word;

class QueryStatusTest {
    private static final String TABLE = "<TABLE><FIELD name='x' datatype='int'/>%s<DATA><TABLEDATA><TR><TD>1</TD></TR>"
            + "</TABLEDATA></DATA>%s</TABLE>";

    /** Puts INFOs at every place where services put them. */
    private static String placed(String outside, String before, String inTable, String after, String behind) {
        return votable(outside + "<RESOURCE type='results'>" + before + TABLE.formatted("", inTable) + after
                + "</RESOURCE>" + behind);
    }

    private static String info(String value) {
        return "<INFO name='QUERY_STATUS' value='" + value + "'>said " + value + "</INFO>";
    }

    private static ReadReport read(String document) {
        return Collected.from(document).report;
    }

    @ParameterizedTest
    @CsvSource({"OK", "OVERFLOW", "ERROR"})
    void isSeenWhereverItStands(Word word) {
        String info = info(word.name());
        for (String document : new String[] {
            placed(info, "", "", "", ""),
            placed("", info, "", "", ""),
            placed("", "", info, "", ""),
            placed("", "", "", info, ""),
            placed("", "", "", "", info)
        }) {
            ReadReport report = read(document);
            assertThat(report.status()).isEqualTo(new QueryStatus(word, "said " + word));
            assertThat(report.rows()).isEqualTo(1);
            assertThat(report.complete()).isEqualTo(word != Word.ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OK, OVERFLOW, OVERFLOW",
        "OK, ERROR, ERROR",
        "OVERFLOW, ERROR, ERROR",
        "ERROR, OK, ERROR",
        "OVERFLOW, OK, OVERFLOW"
    })
    void theWorstWordCounts(String before, String after, Word expected) {
        ReadReport report = read(placed("", info(before), "", info(after), ""));
        assertThat(report.status()).isEqualTo(new QueryStatus(expected, "said " + expected));
    }

    @Test
    void anErrorWithoutAWordIsStillSaidInWords() {
        ReadReport report = read(votable("<INFO name='QUERY_STATUS' value='ERROR'/>"));
        assertThat(report.status().message()).isEmpty();
        assertThat(report.failure().message()).contains("does not say");
    }

    @Test
    void anErrorAfterTheTableKeepsTheRows() {
        ReadReport report = read(placed("", info("OK"), "", info("ERROR"), ""));
        assertThat(report.rows()).isEqualTo(1);
        assertThat(report.failure()).isEqualTo(new ReadFailure(FailureCode.SERVICE_ERROR, "said ERROR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<INFO name='query_status' value='overflow'/>", "<INFO name=' Query_Status ' value=' Overflow '/>",
                "<INFO ID='QUERY_STATUS' value='OVERFLOW'/>", "<INFO name='QUERY_STATUS'>OVERFLOW</INFO>",
                "<vot:INFO name='QUERY_STATUS' value='OVERFLOW'/>"
            })
    void anyCaseAndFormIsUnderstood(String info) {
        assertThat(read(placed("", info, "", "", "")).status().word()).isEqualTo(Word.OVERFLOW);
    }

    @Test
    void noneIsMissing() {
        ReadReport report = read(placed("<INFO name='other' value='ERROR'/>", "", "", "", ""));
        assertThat(report.status()).isEqualTo(new QueryStatus(Word.MISSING, ""));
        assertThat(report.complete()).isTrue();
    }

    @Test
    void anUnknownWordIsMissingButShown() {
        assertThat(read(placed(info("").replace("said ", ""), "", "", "", "")).status())
                .isEqualTo(new QueryStatus(Word.MISSING, ""));
        assertThat(read(placed("<INFO name='QUERY_STATUS' value='SUCCESS'/>", "", "", "", ""))
                        .status())
                .isEqualTo(new QueryStatus(Word.MISSING, "SUCCESS"));
    }

    @Test
    void theMessageIsTheTextWithAllItsParts() {
        assertThat(read(votable(
                                "<INFO name='QUERY_STATUS' value='ERROR'>a &lt;b&gt;\n <i>c</i> <![CDATA[<d>]]></INFO>"))
                        .status()
                        .message())
                .isEqualTo("a <b> c <d>");
        assertThat(read(votable("<INFO name='QUERY_STATUS' value='ERROR: no table x'/>"))
                        .status())
                .isEqualTo(new QueryStatus(Word.ERROR, "ERROR: no table x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<INFO name='Error' value='out of order'/>", "<INFO ID='Error' name='Error' value='out of order'/>",
                "<INFO name='ERROR'>out of order</INFO>", "<PARAM name='Error' datatype='char' value='out of order'/>"
            })
    void theOlderFormIsAnErrorIfNoRowCame(String element) {
        ReadReport report = read(votable("<RESOURCE>" + element + "</RESOURCE>"));
        assertThat(report.status()).isEqualTo(new QueryStatus(Word.ERROR, "out of order"));
        assertThat(report.failure().code()).isEqualTo(FailureCode.SERVICE_ERROR);
        assertThat(read(placed("", element, "", "", "")).status().word()).isEqualTo(Word.MISSING);
        assertThat(read(votable("<RESOURCE>" + element + info("OK") + "</RESOURCE>"))
                        .status())
                .isEqualTo(new QueryStatus(Word.ERROR, "out of order"));
        assertThat(read(placed("", info("OK") + element, "", "", "")).status().word())
                .isEqualTo(Word.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<INFO name='Error'/>", "<INFO name='Error' value=' '/>",
                "<PARAM name='error' datatype='double' unit='deg' value='0.1'/>", "<INFO name='Errors' value='none'/>"
            })
    void okWithoutATextOfAnErrorStaysOk(String element) {
        ReadReport report = read(votable("<RESOURCE>" + info("OK") + element + "</RESOURCE>"));
        assertThat(report.status().word()).isEqualTo(Word.OK);
        assertThat(report.failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<INFO name='WARNING' value='result cut at 10 rows'/>",
                "<INFO name='Warning'>result cut at 10 rows</INFO>",
                "<INFO name='warnings' value='result cut at 10 rows'></INFO>"
            })
    void warningsAreKept(String element) {
        assertThat(read(placed("", info("OK") + element, "", "", "")).warnings())
                .isEqualTo("result cut at 10 rows");
        assertThat(read(placed("", "", "", element, info("OK"))).warnings()).isEqualTo("result cut at 10 rows");
    }

    @Test
    void anyInfoThatSaysTruncatedIsAWarningButAnEchoOfTheQuery() {
        ReadReport report = read(placed(
                "<INFO name='QUERY' value='SELECT truncated'/><INFO name='server' value='x'/>",
                "<INFO name='note' value='TRUNCATED: at 5'/>",
                "<INFO name='other'>This was truncated.</INFO>",
                "",
                ""));
        assertThat(report.warnings()).isEqualTo("TRUNCATED: at 5; This was truncated.");
    }
}
