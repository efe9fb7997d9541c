package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.votable.Documents.column;
import static org.skytrawl.votable.Documents.field;
import static org.skytrawl.votable.Documents.votable;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

class DocumentsOfTheWildTest {
    private static final String STRING = "datatype='char' arraysize='*'";

    private static String table(String name, String data) {
        return "<TABLE name='" + name + "'><FIELD name='" + name + "' datatype='int'/>" + data + "</TABLE>";
    }

    private static String row(int value) {
        return "<DATA><TABLEDATA><TR><TD>" + value + "</TD></TR></TABLEDATA></DATA>";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html><head><title>503 Service \t Unavailable</title></head><body>x</body></html>"
                        + " | 503 Service Unavailable",
                "<!doctype html><html><head><TITLE>Oops</TITLE></head> | Oops",
                "<html><body><p>Login required<br></body></html> | Login required",
                "{\"error\": \"no such table\"} | no such table",
                "Internal error: out of memory | Internal error: out of memory",
                "<ServiceExceptionReport><ServiceException>bad POS</ServiceException></ServiceExceptionReport> | bad POS"
            })
    void whatIsNoVotableIsSaidAndShown(String body, String shown) {
        ReadReport report = Collected.from(body).report;
        assertThat(report.failure().code()).isEqualTo(FailureCode.NOT_VOTABLE);
        assertThat(report.failure().message()).contains(shown).hasSizeLessThan(200);
        assertThat(report.complete()).isFalse();
        assertThat(report.hasTable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n\n", "\ufeff"})
    void anEmptyAnswerIsCalledEmpty(String body) {
        assertThat(Collected.from(body).report.failure())
                .isEqualTo(new ReadFailure(FailureCode.EMPTY, "The answer is empty"));
    }

    @Test
    void rowsFitTheFieldsThatTheSinkWasToldOfWhateverFieldsFollow() {
        String late = Documents.results(
                "<TABLE>" + field("a", "datatype='int'") + "<DATA/>" + field("b", "datatype='int'")
                        + "<DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD></TR><TR><TD>3</TD></TR></TABLEDATA></DATA></TABLE>");
        Collected read = Collected.from(late);
        assertThat(read.rows).containsExactly(List.of(1), List.of(3));
        assertThat(read.report.badRows()).isEqualTo(1);
    }

    @Test
    void aTableWithinTheTableIsAFaultAndItsRowsAreNotTakenForThose() {
        String nested = Documents.results("<TABLE>" + field("a", "datatype='int'") + "<DATA><TABLE>"
                + field("b", "datatype='int'")
                + field("c", "datatype='int'") + "<DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD></TR></TABLEDATA></DATA>"
                + "</TABLE></DATA></TABLE>");
        Collected read = Collected.from(nested);
        assertThat(read.rows).isEmpty();
        assertThat(read.report.failure().code()).isEqualTo(FailureCode.MALFORMED);
        assertThat(read.report.failure().message()).contains("within");
    }

    @Test
    void binaryRubbishIsNoVotable() {
        byte[] bytes = {0x1f, (byte) 0x8b, 8, 0, 0, (byte) 0xff, 27, '[', '3', '1', 'm'};
        ReadReport report = Collected.from(bytes).report;
        assertThat(report.failure().code()).isEqualTo(FailureCode.NOT_VOTABLE);
        assertThat(report.failure().message()).isEqualTo("The answer is binary data (looks like gzip)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<VOTABLE>",
                "<VOTABLE version='1.0'>",
                "<VOTABLE xmlns='http://www.ivoa.net/xml/VOTable/v1.1'>",
                "<VOTABLE xmlns='http://www.ivoa.net/xml/VOTable/v1.2' xsi:schemaLocation='a b'>",
                "<VOTABLE version='1.5' xmlns='http://www.ivoa.net/xml/VOTable/v1.3'>",
                "<VOTABLE xmlns='http://vizier.u-strasbg.fr/VOTable'>"
            })
    void anyNamespaceWillDo(String root) {
        Collected read = Collected.from(root + "<RESOURCE>" + table("a", row(1)) + "</RESOURCE></VOTABLE>");
        assertThat(read.report.failure()).isNull();
        assertThat(read.column(0)).containsExactly(1);
    }

    @Test
    void prefixesWillDo() {
        String document = votable("<RESOURCE type='results'>" + table("a", row(1)) + "</RESOURCE>");
        for (String prefix : new String[] {"v:", "vot:"}) {
            Collected read = Collected.from(document.replaceAll("<(/?)(?=[A-Z])", "<$1" + prefix));
            assertThat(read.report.failure()).isNull();
            assertThat(read.column(0)).containsExactly(1);
        }
    }

    @Test
    void theResultsTableIsReadAndOthersAreCounted() {
        String meta = "<RESOURCE type='meta'>" + table("m", row(7)) + "</RESOURCE>";
        Collected read = Collected.from(votable(meta + "<RESOURCE type='results'>" + meta + table("a", row(1))
                + table("b", row(2)) + "</RESOURCE>" + meta));
        assertThat(read.fields).extracting(TableField::name).containsExactly("a");
        assertThat(read.column(0)).containsExactly(1);
        assertThat(read.report.extraTables()).isEqualTo(4);
        assertThat(read.report.complete()).isTrue();
    }

    @Test
    void anEmptyResultsTableIsTheAnswer() {
        Collected read = Collected.from(
                votable("<RESOURCE type='Results'>" + table("a", "") + table("b", row(2)) + "</RESOURCE>"));
        assertThat(read.fields).extracting(TableField::name).containsExactly("a");
        assertThat(read.rows).isEmpty();
        assertThat(read.report.extraTables()).isEqualTo(1);
    }

    @Test
    void withoutTypeTheFirstTableWithDataIsRead() {
        Collected read = Collected.from(votable("<RESOURCE>" + table("a", "") + "</RESOURCE><RESOURCE><RESOURCE>"
                + table("b", row(2)) + "</RESOURCE></RESOURCE>"));
        assertThat(read.fields).extracting(TableField::name).containsExactly("b");
        assertThat(read.column(0)).containsExactly(2);
    }

    @Test
    void aTableWithoutDataIsTakenIfThereIsNoOther() {
        Collected read = Collected.from(votable("<RESOURCE type='meta'>" + table("a", "") + "</RESOURCE>"));
        assertThat(read.fields).extracting(TableField::name).containsExactly("a");
        assertThat(read.report.hasTable()).isTrue();
        assertThat(read.report.extraTables()).isZero();
    }

    @Test
    void resultsThatComeAfterAnUntypedTableWasReadAreNotLostInSilence() {
        Collected read = Collected.from(votable("<RESOURCE>" + table("a", row(1))
                + "</RESOURCE><RESOURCE type='results'>" + table("b", row(2)) + "</RESOURCE>"));
        assertThat(read.column(0)).containsExactly(1);
        assertThat(read.report.complete()).isFalse();
    }

    @Test
    void fieldsMayBeThoseOfAnotherTable() {
        Collected read =
                Collected.from(votable("<RESOURCE><TABLE ID='t0'><FIELD name='a' datatype='int'/></TABLE></RESOURCE>"
                        + "<RESOURCE type='results'><TABLE ref='t0'>" + row(3) + "</TABLE></RESOURCE>"));
        assertThat(read.column(0)).containsExactly(3);
    }

    @Test
    void noTableAtAllIsNoFault() {
        ReadReport report = Collected.from(votable("<RESOURCE type='results'/>")).report;
        assertThat(report.complete()).isTrue();
        assertThat(report.hasTable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "\n\n", "  \r\n", "\ufeff\n"})
    void blanksAndMarksBeforeTheDeclarationAreNoFault(String before) {
        assertThat(Collected.from(before + column(STRING, "a\u00e9")).column(0)).containsExactly("a\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE", "utf-8"})
    void readsTheDeclaredEncoding(String encoding) {
        String document = column(STRING, "\u00e9t\u00e9").replace("UTF-8", encoding);
        Collected read = Collected.from(document.getBytes(Charset.forName(encoding)));
        assertThat(read.column(0)).containsExactly("\u00e9t\u00e9");
        assertThat(read.report.replacedCharacters()).isZero();
    }

    @Test
    void anEncodingThatNobodyKnowsOrThatIsWrongIsReadAsUtf8() {
        for (String claimed : new String[] {"UTF-16", "klingon", "UTF-32"}) {
            String document = column(STRING, "\u00e9").replace("UTF-8", claimed);
            assertThat(Collected.from(document).column(0)).containsExactly("\u00e9");
        }
    }

    @Test
    void bytesThatAreNoCharacterCostThatCharacter() {
        byte[] latin1 = column(STRING, "caf\u00e9 au lait", "a\u0001b").getBytes(StandardCharsets.ISO_8859_1);
        Collected read = Collected.from(latin1);
        assertThat(read.column(0)).containsExactly("caf\ufffd au lait", "a\ufffdb");
        assertThat(read.report.replacedCharacters()).isEqualTo(2);
        assertThat(read.report.complete()).isTrue();
    }

    @Test
    void readsTheSameHoweverTheBytesDrip() {
        String document = column(STRING, "caf\u00e9 \ud83d\ude00", "b");
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        InputStream dripping = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1));
            }
        };
        assertThat(Collected.from(dripping).column(0)).containsExactly("caf\u00e9 \ud83d\ude00", "b");
    }

    @Test
    void nothingIsReadBehindTheRoot() {
        String document = column(STRING, "a");
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        InputStream hanging = new java.io.SequenceInputStream(
                new ByteArrayInputStream(bytes), Streams.throwing(new java.io.IOException("timeout")));
        assertThat(Collected.from(hanging).report.complete()).isTrue();
    }

    @Test
    void stilHasNothingToLog() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger stil = Logger.getLogger("uk.ac.starlink");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        stil.addHandler(handler);
        try {
            String odd = Documents.field("a", "datatype='char'") + Documents.field("b", "")
                    + Documents.field("c", "datatype='quad' arraysize='many'")
                    + "<FIELD name='d' datatype='int'><VALUES null='none'/></FIELD>";
            Collected.from(Documents.tabledata(odd, "<TR><TD>x</TD><TD>y</TD><TD>z</TD><TD>n</TD></TR>"));
            Collected.from(Documents.small("BINARY", 2));
            Logger.getLogger("uk.ac.starlink.votable").warning("the handler is heard");
        } finally {
            stil.removeHandler(handler);
        }
        assertThat(logged).containsExactly("the handler is heard");
    }
}
