package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.votable.Documents.OK;
import static org.skytrawl.votable.Documents.column;
import static org.skytrawl.votable.Documents.results;
import static org.skytrawl.votable.Documents.small;
import static org.skytrawl.votable.Documents.votable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

@Timeout(120)
class HostileXmlTest {
    private static final String STRING = "datatype='char' arraysize='*'";

    private static String withDoctype(String doctype, String document) {
        return document.replace("<VOTABLE", doctype + "<VOTABLE");
    }

    private static void refused(Collected read, FailureCode code) {
        assertThat(read.report.failure()).isNotNull();
        assertThat(read.report.failure().code())
                .as(read.report.failure().message())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!ENTITY e 'x'>",
                "<!ENTITY e SYSTEM 'file:///etc/passwd'>",
                "<!ENTITY % p 'x'>",
                "<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'> %p;",
                "<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'x' NDATA n>",
                "<!ENTITY nothing ''>",
                "<!ATTLIST TD a CDATA 'x'>",
                "<!ELEMENT TD ANY>",
                "<!NOTATION n SYSTEM 'n'>",
                "%p;",
                "<!-- a comment -->",
                "<?pi?>",
                "  ",
                "",
                "<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>"
            })
    void declarationsInADoctypeAreRefused(String declarations) {
        String document = withDoctype("<!DOCTYPE VOTABLE [" + declarations + "]>", column(STRING, "a&e;b"));
        Collected read = Collected.from(document);
        refused(read, FailureCode.FORBIDDEN_XML);
        assertThat(read.rows).isEmpty();
        assertThat(read.report.failure().message()).doesNotContain("passwd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE VOTABLE SYSTEM \"a[b\" [ ]>",
                "<!DOCTYPE VOTABLE PUBLIC 'a>b' \"c'd\" [ ]>",
                "<!-- <!DOCTYPE VOTABLE> --><!DOCTYPE VOTABLE [ ]>",
                "<?pi <VOTABLE/> ?><?q??><!DOCTYPE VOTABLE\n[ ]>"
            })
    void declarationsAreFoundBehindWhatLooksLikeTheirEnd(String doctype) {
        String document = column(STRING, "ok");
        for (String before : new String[] {"<?xml version='1.0'?>", "", "\n  ", "\ufeff"}) {
            refused(
                    Collected.from(before + doctype + document.substring(document.indexOf("<VOTABLE"))),
                    FailureCode.FORBIDDEN_XML);
        }
        byte[] utf16 = ("\ufeff" + doctype + document.substring(document.indexOf("<VOTABLE")))
                .getBytes(StandardCharsets.UTF_16BE);
        refused(Collected.from(utf16), FailureCode.FORBIDDEN_XML);
    }

    /** Parsers are used again: what one document declared or broke must be nothing to the next. */
    @Test
    void aParserThatIsUsedAgainRemembersNothing() {
        String hostile = withDoctype("<!DOCTYPE VOTABLE [<!ENTITY e 'x'>]>", column(STRING, "a&e;b"));
        String good = column(STRING, "kept");
        for (int i = 0; i < 300; i++) {
            Collected read = Collected.from(good);
            assertThat(read.report.failure()).isNull();
            assertThat(read.rows).hasSize(1);
            if (i % 3 == 0) {
                refused(Collected.from(hostile), FailureCode.FORBIDDEN_XML);
            } else if (i % 3 == 1) {
                refused(Collected.from(good.substring(0, good.length() - 40)), FailureCode.TRUNCATED);
            }
        }
    }

    @Test
    void aBareDoctypeIsToleratedAndNothingIsLoaded() throws IOException {
        try (ServerSocket trap = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            String url = "http://127.0.0.1:" + trap.getLocalPort() + "/VOTable.dtd";
            for (String doctype : new String[] {
                "<!DOCTYPE VOTABLE>",
                "<!DOCTYPE VOTABLE SYSTEM '" + url + "'>",
                "<!DOCTYPE VOTABLE PUBLIC '-//x//y' '" + url + "' >",
                "<!-- [ --><?pi [ ?><!DOCTYPE VOTABLE SYSTEM \"[" + url + "\"><!-- ] --><?pi ?>"
            }) {
                Collected read = Collected.from(withDoctype(doctype, column(STRING, "ok")));
                assertThat(read.report.failure()).isNull();
                assertThat(read.column(0)).containsExactly("ok");
            }
            assertUntouched(trap);
        }
    }

    @Test
    void anUnexplainedEntityStaysAsItWasWritten() {
        String document =
                withDoctype("<!DOCTYPE VOTABLE SYSTEM 'http://127.0.0.1:9/x.dtd'>", column(STRING, "a&mine;b"));
        assertThat(Collected.from(document).column(0)).containsExactly("a&mine;b");
    }

    /** The parser keeps each entity that is not declared in memory; none of these gets to it. */
    @Test
    void aHundredThousandUndeclaredEntitiesAreText() {
        Collected read = Collected.from(Streams.repeating(
                withDoctype(
                        "<!DOCTYPE VOTABLE SYSTEM 'x.dtd'>", column(STRING, "x").split("<TR>")[0]),
                "<TR><TD>&mine;</TD></TR>",
                100_000,
                "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"));
        assertThat(read.report.failure()).isNull();
        assertThat(read.report.badCells()).isEqualTo(100_000);
    }

    @Test
    void dataElsewhereIsNeverFetched(@TempDir Path directory) throws IOException {
        Path secret = Files.write(directory.resolve("rows.bin"), Documents.smallRows(3, false));
        try (ServerSocket trap = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            for (String href : new String[] {
                secret.toUri().toString(), "http://127.0.0.1:" + trap.getLocalPort() + "/rows.bin", "rows.bin"
            }) {
                for (String serialization : new String[] {"BINARY", "BINARY2"}) {
                    String document = small(serialization, 3)
                            .replace("encoding='base64'", "href='" + href + "'")
                            .replace("</TABLE>", "</TABLE><INFO name='QUERY_STATUS' value='OVERFLOW'/>");
                    Collected read = Collected.from(document);
                    refused(read, FailureCode.MALFORMED);
                    assertThat(read.report.failure().message())
                            .contains("not fetched")
                            .contains(href);
                    assertThat(read.rows).isEmpty();
                    assertThat(read.report.status().word()).isEqualTo(QueryStatus.Word.OVERFLOW);
                }
            }
            assertUntouched(trap);
        }
    }

    private static void assertUntouched(ServerSocket trap) throws IOException {
        trap.setSoTimeout(50);
        assertThat(Streams.thrownBy(trap::accept)).isInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<FITS><STREAM>AAAA</STREAM></FITS>", "<FITS><STREAM href='file:/x'/></FITS>"})
    void fitsIsRefusedInWords(String data) {
        Collected read = Collected.from(
                results(OK + "<TABLE><FIELD name='x' datatype='int'/><DATA>" + data + "</DATA></TABLE>"));
        refused(read, FailureCode.MALFORMED);
        assertThat(read.report.failure().message()).contains("FITS");
    }

    @Test
    void twoHundredThousandAmpersandsAreReadWhole() {
        Collected one = Collected.from(column(STRING, "&amp;".repeat(200_000)));
        assertThat(one.report.failure()).isNull();
        assertThat(one.column(0)).containsExactly("&".repeat(200_000));
        Collected many = Collected.from(Streams.repeating(
                column(STRING, "x").split("<TR>")[0],
                "<TR><TD>a&amp;b</TD></TR>",
                200_000,
                "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"));
        assertThat(many.report.failure()).isNull();
        assertThat(many.rows).hasSize(200_000);
    }

    @Test
    void aCellOfTenMillionCharactersIsRefusedAndTheRowsBeforeAreKept() {
        Collected read = Collected.from(Streams.repeating(
                column(STRING, "first").split("</TABLEDATA>")[0] + "<TR><TD>", "0123456789", 1_000_000, ""));
        refused(read, FailureCode.MALFORMED);
        assertThat(read.column(0)).containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- @ -->",
                "<RESOURCE name='@'/>",
                "<?pi @?>",
                "<A@/>",
                "<INFO name='QUERY_STATUS' value='@'/>"
            })
    void endlessMarkupIsRefused(String markup) {
        String[] around = markup.split("@");
        Collected read = Collected.from(
                Streams.repeating("<VOTABLE>" + around[0], "aaaaaaaaaaaaaaaa", 2_000_000, around[1] + "</VOTABLE>"));
        refused(read, FailureCode.MALFORMED);
    }

    @Test
    void anEndlessDoctypeIsRefused() {
        Collected read =
                Collected.from(Streams.repeating("<!DOCTYPE VOTABLE ", "          ", 1_000_000, "><VOTABLE/>"));
        refused(read, FailureCode.MALFORMED);
    }

    @Test
    void anEndlessStatusTextIsCut() {
        Collected read = Collected.from(Streams.repeating(
                "<VOTABLE><INFO name='QUERY_STATUS' value='ERROR'>",
                "no, no &amp; no. ",
                1_000_000,
                "</INFO></VOTABLE>"));
        refused(read, FailureCode.SERVICE_ERROR);
        assertThat(read.report.status().message()).startsWith("no, no & no.").hasSizeLessThanOrEqualTo(4096);
    }

    @Test
    void anEndlessRowCostsNoMoreThanThatRow() {
        String start = column(STRING, "first").split("</TABLEDATA>")[0];
        Collected read = Collected.from(Streams.repeating(
                start + "<TR>",
                "<TD>0123456789</TD>",
                2_000_000,
                "</TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"));
        assertThat(read.report.failure()).isNull();
        assertThat(read.report.badRows()).isEqualTo(1);
        assertThat(read.rows).hasSize(2);
    }

    @Test
    void deepNestingIsRefused() {
        refused(Collected.from(Streams.repeating("<VOTABLE>", "<RESOURCE>", 1_000_000, "")), FailureCode.MALFORMED);
        String start = column(STRING, "first").split("</TABLEDATA>")[0];
        Collected read = Collected.from(Streams.repeating(start + "<TR><TD>", "<b>", 1_000_000, ""));
        refused(read, FailureCode.MALFORMED);
        assertThat(read.rows).hasSize(1);
    }

    @Test
    void aMillionFieldsOrForeignElementsAreRefused() {
        refused(
                Collected.from(Streams.repeating(
                        "<VOTABLE><RESOURCE><TABLE>", "<FIELD name='abc' datatype='int'/>", 100_000, "")),
                FailureCode.MALFORMED);
        refused(Collected.from(Streams.repeating("<VOTABLE>", "<X/>", 3_000_000, "")), FailureCode.MALFORMED);
        String start = column(STRING, "first").split("</TABLEDATA>")[0];
        refused(Collected.from(Streams.repeating(start, "<X/>", 300_000, "")), FailureCode.MALFORMED);
    }

    @Test
    void tooManyAttributesAreRefused() {
        StringBuilder many = new StringBuilder("<RESOURCE");
        for (int i = 0; i < 5000; i++) {
            many.append(" a").append(i).append("=''");
        }
        refused(Collected.from(votable(many + "/>")), FailureCode.MALFORMED);
    }

    @Test
    void messagesCarryNoControlCharacters() {
        Collected read = Collected.from(
                results("<INFO name='QUERY_STATUS' value='ERROR'>a&#x9b;31m b\u202e c\u0007\n d</INFO>"));
        assertThat(read.report.status().message()).isEqualTo("a31m b c\ufffd d");
    }
}
