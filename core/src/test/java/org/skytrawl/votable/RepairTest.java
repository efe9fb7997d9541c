package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

/** XML that is broken in one place costs at most what stands there. */
@Timeout(120)
class RepairTest {
    /** Each kind of broken XML, and the text that it means. */
    private static final String[][] BROKEN = {
        {"a&b", "a&b"},
        {"http://h/get?id=2&band=r&copy=1", "http://h/get?id=2&band=r&copy=1"},
        {"R & D", "R & D"},
        {"a&", "a&"},
        {"&&&", "&&&"},
        {"&;&#;&#x;", "&;&#;&#x;"},
        {"M&nbsp;31 at 5&deg; &eacute;toile", "M\u00a031 at 5\u00b0 \u00e9toile"},
        {"&alpha;&Omega;&hellip;&euro;&LT;", "\u03b1\u03a9\u2026\u20ac<"},
        {"&nosuchentity; x", "&nosuchentity; x"},
        {"&amp &lt", "&amp &lt"},
        {"&#X41;", "A"},
        {"a&#x1;b&#0;c&#27;d", "a\ufffdb\ufffdc\ufffdd"},
        {"&#xD800;&#xFFFE;&#1114112;&#99999999999;", "\ufffd\ufffd\ufffd\ufffd"},
        {"a\u0001b\u0000c\u001fd", "a\ufffdb\ufffdc\ufffdd"},
        {"a\uffffb\ufffec", "a\ufffdb\ufffdc"},
        {"a ]]> b", "a ]]> b"},
        {"]]]>>", "]]]>>"},
        {"S/N < 5 and z <3", "S/N < 5 and z <3"},
        {"a<b and c", "a<b and c"},
        {"a <= b << c <- d <", "a <= b << c <- d <"},
        {"x<y&z>0", "x<y&z>0"},
        {"<john@example.org>", "<john@example.org>"},
        {"</ x </3", "</ x </3"},
        {"<!x <? <1", "<!x <? <1"},
    };

    /** Broken where text stands only: in an attribute they are text. */
    private static final String[][] TAGS = {
        {"one<br>two", "onetwo"},
        {"one <b>two", "one two"},
        {"one</i>two", "one</i>two"},
        {"<p>one <b>two</p> three", "one two three"},
        {"<a href='x'>one", "one"},
    };

    private static final int ROWS = 40;
    private static final String FIELDS =
            "<FIELD name='id' datatype='int'/><FIELD name='a' datatype='char' arraysize='*'/>"
                    + "<FIELD name='b' datatype='double'/>";

    private static String row(int id, String text) {
        return "<TR><TD>" + id + "</TD><TD>" + text + "</TD><TD>" + id + ".5</TD></TR>\n";
    }

    /** Text in the middle row. */
    private static String inACell(String text) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(row(i, i == ROWS / 2 ? text : "good &amp; ok"));
        }
        return Documents.tabledata(FIELDS, rows.toString());
    }

    private static String healthy() {
        return inACell("good");
    }

    static Stream<Arguments> broken() {
        return Stream.of(BROKEN).map(pair -> Arguments.of(pair[0], pair[1]));
    }

    static Stream<Arguments> brokenInText() {
        return Stream.concat(broken(), Stream.of(TAGS).map(pair -> Arguments.of(pair[0], pair[1])));
    }

    private static void assertRowsAreWhole(Collected read) {
        assertThat(read.report.failure()).isNull();
        assertThat(read.report.badRows()).isZero();
        assertThat(read.column(0)).isEqualTo(IntStream.range(0, ROWS).boxed().toList());
        assertThat(read.column(2))
                .isEqualTo(IntStream.range(0, ROWS).mapToObj(i -> i + 0.5).toList());
    }

    @ParameterizedTest
    @MethodSource("brokenInText")
    void inACellCostsAtMostThatCell(String broken, String meant) {
        Collected read = Collected.from(inACell(broken));
        assertRowsAreWhole(read);
        for (int i = 0; i < ROWS; i++) {
            assertThat(read.column(1).get(i)).isEqualTo(i == ROWS / 2 ? meant : "good & ok");
        }
        assertThat(read.report.badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("brokenInText")
    void inADescriptionCostsNothing(String broken, String meant) {
        for (String place : new String[] {"DESCRIPTION", "INFO", "LINK"}) {
            String document = healthy()
                    .replace("<TABLE>", "<TABLE><" + place + ">" + broken + "</" + place + ">")
                    .replace("datatype='int'/>", "datatype='int'><DESCRIPTION>" + broken + "</DESCRIPTION></FIELD>");
            Collected read = Collected.from(document);
            assertRowsAreWhole(read);
            assertThat(read.report.badCells()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("brokenInText")
    void inTheTextOfAStatusIsRead(String broken, String meant) {
        String document =
                healthy().replace(Documents.OK, "<INFO name='QUERY_STATUS' value='OVERFLOW'>" + broken + "</INFO>");
        Collected read = Collected.from(document);
        assertRowsAreWhole(read);
        assertThat(read.report.status().message())
                .isEqualTo(org.skytrawl.model.PlainText.of(meant.replace("\u00a0", " ")));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void inAnAttributeIsRead(String broken, String meant) {
        for (String quote : new String[] {"\"", "'"}) {
            String document = healthy()
                    .replace(Documents.OK, "<INFO name='x' value=" + quote + broken + quote + "/>")
                    .replace("name='a'", "name='a' utype=" + quote + broken + quote)
                    .replace(
                            "<TABLE>",
                            "<TABLE><PARAM name='p' datatype='char' arraysize='*' value=" + quote + broken + quote
                                    + "/>");
            Collected read = Collected.from(document);
            assertRowsAreWhole(read);
            assertThat(read.fields.get(1).utype()).isEqualTo(meant);
            assertThat(read.column(3)).containsOnly(meant);
            // of these, XML forbids ]]> in text only
            assertThat(read.report.badCells()).isEqualTo(broken.contains("]]") ? 0 : 3);
        }
    }

    /** Markup that is whole must pass, whatever it looks like. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<![CDATA[a & b < c &nbsp; <TD> ]] > ]>]]> | a & b < c &nbsp; <TD> ]] > ]>",
                "<![CDATA[]]]]><![CDATA[>]]> | ]]>",
                "x<!-- & < <TD> ]]> &nbsp; <b> -->y | xy",
                "x<?php if (a < b && c) ?>y | xy",
                "&lt;b&gt; &amp;nbsp; &quot;&apos; | <b> &nbsp; \"'",
                "&#65;&#x42;&#233; &#128512; | AB\u00e9 \ud83d\ude00",
                "]] > ]> ] | ]] > ]> ]",
                "<b>bold</b> <i a='1 > 2'>x</i > | bold x",
                "a > b | a > b"
            })
    void healthyMarkupPasses(String cell, String meant) {
        Collected read = Collected.from(inACell(cell));
        assertRowsAreWhole(read);
        assertThat(read.column(1).get(ROWS / 2)).isEqualTo(meant);
        assertThat(read.report.badCells()).isZero();
        assertThat(read.report.replacedCharacters()).isZero();
    }

    @Test
    void aCommentWithTwoHyphensIsRead() {
        for (String comment :
                new String[] {"<!-- a -- b -->", "<!----- x ----->", "<!--- x --->", "<!-- a & b -- <TD> -->"}) {
            assertRowsAreWhole(Collected.from(healthy().replace("<TABLE>", comment + "<TABLE>")));
            assertRowsAreWhole(Collected.from(inACell("x" + comment)));
        }
    }

    /** Reads a document so that a buffer ends at each of its bytes, by the reader and the parser alike. */
    @ParameterizedTest
    @MethodSource("brokenInText")
    void worksAcrossBufferBorders(String broken, String meant) {
        byte[] bytes = inACell(broken + "</TD><!-- \u00e9\u65e5\ud83d\ude00 --></TR><TR><TD>-1")
                .replace("<TD>-1", "<TD>")
                .getBytes(StandardCharsets.UTF_8);
        Collected whole = Collected.from(bytes);
        for (int size : new int[] {1, 2, 3, 7, 61}) {
            Collected read = Collected.from(pieces(bytes, size));
            assertThat(read.rows).isEqualTo(whole.rows);
            assertThat(read.report).isEqualTo(whole.report);
        }
        // the border moves through the fault
        String padding = " ".repeat((1 << 14) - new String(bytes, StandardCharsets.UTF_8).indexOf("good") - 200);
        for (int shift = 0; shift < 400; shift += 3) {
            String document = healthyWith(padding + " ".repeat(shift), broken);
            Collected read = Collected.from(document);
            assertThat(read.report.failure()).as("shift %d", shift).isNull();
            assertThat(read.rows).hasSize(ROWS + 200);
            assertThat(read.column(1).get(2)).isEqualTo(meant);
        }
    }

    private static String healthyWith(String padding, String broken) {
        StringBuilder rows = new StringBuilder(row(0, "x" + padding) + row(1, "good") + row(2, broken));
        for (int i = 3; i < ROWS + 200; i++) {
            rows.append(row(i, "good"));
        }
        return Documents.tabledata(FIELDS, rows.toString());
    }

    private static InputStream pieces(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, size));
            }
        };
    }

    @Test
    void base64PassesUnharmedWithWhatXmlAllowsThere() {
        for (String serialization : new String[] {"BINARY", "BINARY2"}) {
            String document = Documents.small(serialization, 2000);
            List<List<@Nullable Object>> rows = Collected.from(document).rows;
            assertThat(rows).hasSize(2000);
            String odd = document.replaceFirst("\r\n", "&#13;&#10;<!-- & < -->&nbsp;")
                    .replaceFirst("\r\n", "<![CDATA[\n]]>")
                    .replaceFirst("<STREAM", "<DESCRIPTION>a & b</DESCRIPTION><STREAM");
            Collected read = Collected.from(odd.replace("<DESCRIPTION>a & b</DESCRIPTION>", ""));
            assertThat(read.report.failure()).isNull();
            assertThat(read.rows).isEqualTo(rows);
        }
    }

    // ---- before the document ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n\n",
                "\ufeff\n",
                "<!-- generated -->\n\n<?xml version='1.0' encoding='UTF-8'?>",
                "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/siap.php</b> on line <b>12</b><br />\n"
                        + "<?xml version='1.0' encoding='UTF-8'?>",
                "Notice: x & y < z\n\n\ufeff<?xml version=\"1.0\"?>\n",
                "<?xml version='1.0'?>\n<br>Deprecated: each()<br>\n",
                "<?xml version='1.0'?><?xml version='1.0'?>",
                "<!DOCTYPE html><html><body>Warning</body></html><?xml version='1.0'?>",
                "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<?xml version='1.0'?>",
                "<!-- <VOTABLE> & <TABLE> --><?xml version='1.0'?><!-- x -->",
                "<?xml version='1.1' encoding='utf8' standalone='maybe'?>",
                "<?xml encoding='UTF-8'?>"
            })
    void isSkipped(String before) {
        String document = inACell("\u00e9");
        String root = document.substring(document.indexOf("<VOTABLE"));
        Collected read = Collected.from(before + root);
        assertRowsAreWhole(read);
        assertThat(read.column(1).get(ROWS / 2)).isEqualTo("\u00e9");
        boolean junk = before.contains("arning")
                || before.contains("Notice")
                || before.contains("Deprecated")
                || before.contains("HTTP");
        assertThat(read.report.badCells()).isEqualTo(junk ? 1 : 0);
        assertThat(Collected.from(pieces((before + root).getBytes(StandardCharsets.UTF_8), 1)).report)
                .isEqualTo(read.report);
        // prefixes too
        assertRowsAreWhole(
                Collected.from(before + root.replace("<VOTABLE", "<vot:VOTABLE").replace("</VOT", "</vot:VOT")));
    }

    @Test
    void upToFourKilobytesAreSkipped() {
        String root = healthy().substring(healthy().indexOf("<VOTABLE"));
        assertRowsAreWhole(Collected.from("x".repeat(4096) + root));
        assertThat(Collected.from("x".repeat(9000) + root).report.failure().code())
                .isEqualTo(FailureCode.NOT_VOTABLE);
        // XML's own may be as long as it likes
        assertRowsAreWhole(Collected.from("<!-- " + "x".repeat(30_000) + "-->" + root));
    }

    @Test
    void declaredEntitiesStayForbiddenWhateverComesBefore() {
        String root = inACell("a&e;b").substring(healthy().indexOf("<VOTABLE"));
        for (String before :
                new String[] {"", "Warning: x\n", "<!-- c --><?xml version='1.0'?>", "<?xml version='1.0'?>\n<br>"}) {
            Collected read = Collected.from(before + "<!DOCTYPE VOTABLE [<!ENTITY e 'x'>]>" + root);
            assertThat(read.report.failure().code()).isEqualTo(FailureCode.FORBIDDEN_XML);
            assertThat(read.rows).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><title>VOTABLE</title></head><body>no VOTABLE here &nbsp; <br></body></html>",
                "<?xml version='1.0'?><!DOCTYPE html><html><body>a < b</body></html>",
                "VOTABLE",
                "a & b",
                "{\"a\": \"<VOTABL\"}"
            })
    void aPageWithoutAVotableIsNone(String page) {
        assertThat(Collected.from(page).report.failure().code()).isEqualTo(FailureCode.NOT_VOTABLE);
    }

    // ---- encodings ----

    @ParameterizedTest
    @CsvSource({
        "latin-1, ISO-8859-1",
        "latin_1, ISO-8859-1",
        "Latin1, ISO-8859-1",
        "L1, ISO-8859-1",
        "ISO8859_1, ISO-8859-1",
        "iso8859-1, ISO-8859-1",
        "8859_1, ISO-8859-1",
        "iso_8859_15, ISO-8859-15",
        "latin9, ISO-8859-15",
        "utf8, UTF-8",
        "UTF_8, UTF-8",
        "utf-8-sig, UTF-8",
        "utf8mb4, UTF-8",
        "Cp1252, windows-1252",
        "cp1252, windows-1252",
        "windows_1252, windows-1252",
        "win-1252, windows-1252",
        "mac_roman, x-MacRoman",
        "koi8_r, KOI8-R",
        "shift_jis, Shift_JIS",
        "klingon, UTF-8",
        "UTF-16, UTF-8",
        "UTF-32, UTF-8",
        "cp037, UTF-8"
    })
    void namesOfEncodingsAreUnderstood(String name, String meant) {
        String text =
                meant.equals("KOI8-R") ? "\u0434\u0430" : meant.equals("Shift_JIS") ? "\u661f" : "\u00e9toile 5\u00b0";
        if (meant.equals("windows-1252") || meant.equals("ISO-8859-15")) {
            text += "\u20ac";
        }
        Charset charset = Charset.forName(meant);
        String declared = inACell(text).replace("UTF-8", name);
        Collected read = Collected.from(declared.getBytes(charset));
        assertRowsAreWhole(read);
        assertThat(read.column(1).get(ROWS / 2)).isEqualTo(text);
        byte[] undeclared = inACell(text).replace(" encoding='UTF-8'", "").getBytes(charset);
        assertThat(withHeader(undeclared, name).column(1).get(ROWS / 2)).isEqualTo(text);
        assertThat(read.report.replacedCharacters()).isZero();
    }

    private static Collected withHeader(byte[] document, @Nullable String charset) {
        Collected sink = new Collected();
        try {
            sink.report = new VoTableReader().read(new ByteArrayInputStream(document), charset, sink);
        } catch (java.io.IOException | StopReadingException e) {
            throw new AssertionError(e);
        }
        return sink;
    }

    @Test
    void theDocumentOutranksTheHeader() {
        byte[] utf8 = inACell("\u00e9").getBytes(StandardCharsets.UTF_8);
        assertThat(withHeader(utf8, "ISO-8859-1").column(1)).contains("\u00e9");
        byte[] marked =
                ("\ufeff" + inACell("\u00e9").replace(" encoding='UTF-8'", "")).getBytes(StandardCharsets.UTF_8);
        assertThat(withHeader(marked, "ISO-8859-1").column(1)).contains("\u00e9");
    }

    @Test
    void whatCannotBeDecodedIsReplacedAndCounted() {
        byte[] latin = inACell("caf\u00e9 \u00e9t\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        Collected read = Collected.from(latin);
        assertRowsAreWhole(read);
        assertThat(read.column(1)).contains("caf\ufffd \ufffdt\ufffd");
        assertThat(read.report.replacedCharacters()).isEqualTo(3);
        assertThat(read.report.badCells()).isEqualTo(1);
    }

    // ---- fuzz ----

    /** Rows with one damaged cell each: the rows around it are whole, whatever stands in the cell. */
    @Test
    void noDamageInACellCostsAnotherRow() {
        String[] pieces = {
            "&", "<", ">", "]]>", "&nbsp;", "&#0;", "&#x", ";", "\u0000", "\uffff", "\u001b", "<b>", "</b>", "<br/>",
                    "<i", "</",
            "<!--x-->", "<![CDATA[ < ]]>", "]", "]]", "&amp;", "&amp", "&lt;", "a", "Z9", " ", "=", "\"", "'", "-",
                    "--", "/",
            "\u00e9", "\u65e5", "\ud83d\ude00", "<3", "< ", "<<", "x<y", "<p>", "</p>", "<u>", "</q>", "\n", "\t", "?",
                    "!", "#"
        };
        for (int seed = 0; seed < 800 * Long.getLong("fuzz.times", 1); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder rows = new StringBuilder();
            int count = random.nextInt(3, 30);
            int damaged = random.nextInt(count);
            StringBuilder cell = new StringBuilder();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                cell.append(pieces[random.nextInt(pieces.length)]);
            }
            for (int i = 0; i < count; i++) {
                rows.append(row(i, i == damaged ? cell.toString() : "good"));
            }
            String document = Documents.tabledata(FIELDS, rows.toString());
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            Collected read = Collected.from(
                    random.nextBoolean() ? new ByteArrayInputStream(bytes) : pieces(bytes, random.nextInt(1, 50)));
            assertThat(read.report.failure()).as("seed %d: %s", seed, cell).isNull();
            List<@Nullable Object> expected = new ArrayList<>();
            IntStream.range(0, count).forEach(expected::add);
            assertThat(read.column(0)).as("seed %d: %s", seed, cell).isEqualTo(expected);
            assertThat(read.report.badRows()).isZero();
        }
    }

    /** Any bytes anywhere: the reader ends, with nothing but its report. */
    @Test
    void noBytesMakeItHangOrThrow() {
        byte[] good = inACell("x &amp; y <![CDATA[z]]> <!-- c -->").getBytes(StandardCharsets.UTF_8);
        byte[] marks = "&<>]['\"-!?/;#x \0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int seed = 0; seed < 800 * Long.getLong("fuzz.times", 1); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = good.clone();
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] =
                        random.nextBoolean() ? marks[random.nextInt(marks.length)] : (byte) random.nextInt(256);
            }
            Collected read = Collected.from(bytes);
            Collected dripped = Collected.from(pieces(bytes, random.nextInt(1, 9)));
            assertThat(dripped.rows).as("seed %d", seed).isEqualTo(read.rows);
        }
    }
}
