package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.votable.Documents.column;
import static org.skytrawl.votable.Documents.field;
import static org.skytrawl.votable.Documents.tabledata;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
    private static Collected clean(String document) {
        Collected read = Collected.from(document);
        assertThat(read.report.complete()).as("%s", read.report.failure()).isTrue();
        return read;
    }

    @ParameterizedTest
    @CsvSource({
        "double, 1x5",
        "double, --",
        "float, abc",
        "float, '1,5'",
        "int, 12.5",
        "int, 3000000000",
        "int, N/A",
        "short, 40000",
        "long, 1e30",
        "unsignedByte, x",
        "boolean, maybe",
        "bit, 2",
        "int, 12 13"
    })
    void countsTextThatIsNoNumberAndDeliversNull(String datatype, String text) {
        Collected read = clean(column("datatype='" + datatype + "'", text, "1"));
        assertThat(read.column(0).get(0)).isNull();
        assertThat(read.column(0).get(1)).isNotNull();
        assertThat(read.report.badCells()).isEqualTo(1);
        assertThat(read.report.badRows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"double", "float", "int", "short", "long", "unsignedByte", "boolean", "bit", "char"})
    void blanksAreNullAndNoFault(String datatype) {
        Collected read = clean(column("datatype='" + datatype + "'", "", "  ", "\n"));
        assertThat(read.column(0)).containsOnlyNulls().hasSize(3);
        assertThat(read.report.badCells()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"double, NaN", "double, nan", "float, NaN", "int, null", "int, NaN", "boolean, ?"})
    void wordsForNullAreNoFault(String datatype, String text) {
        Collected read = clean(column("datatype='" + datatype + "'", text));
        assertThat(read.column(0)).containsOnlyNulls();
        assertThat(read.report.badCells()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "int, -99, -99",
        "int, -99, -99.0",
        "double, -999, -999.0",
        "float, -1, -1",
        "long, 0, 0",
        "char, N/A, N/A",
        "short, bad, bad"
    })
    void theDeclaredNullValueIsNull(String datatype, String declared, String text) {
        String field =
                "<FIELD name='x' arraysize='1' datatype='" + datatype + "'><VALUES null='" + declared + "'/></FIELD>";
        Collected read = clean(tabledata(field, "<TR><TD>" + text + "</TD></TR><TR><TD>7</TD></TR>"));
        assertThat(read.column(0).get(0)).isNull();
        assertThat(read.column(0).get(1)).isNotNull();
        assertThat(read.report.badCells()).isZero();
    }

    @Test
    void readsNumbersAsTheWildWritesThem() {
        assertThat(clean(column("datatype='int'", "12.0", "+5", " 7 ", "0x1F")).column(0))
                .containsExactly(12, 5, 7, 31);
        assertThat(clean(column("datatype='long'", "9007199254740993", "2.0")).column(0))
                .containsExactly(9007199254740993L, 2L);
        assertThat(clean(column("datatype='double'", "1.5D+03", "Inf", "-Inf", "+Inf", " 2 ", "1e-3"))
                        .column(0))
                .containsExactly(
                        1500.0,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        2.0,
                        1e-3);
        assertThat(clean(column("datatype='float'", "0.5")).column(0)).containsExactly(0.5f);
        assertThat(clean(column("datatype='boolean'", "T", "F", "true", "False", "1", "0", " t "))
                        .column(0))
                .containsExactly(true, false, true, false, true, false, true);
        assertThat(clean(column("datatype='bit'", "1", "0", " 1 ")).column(0)).containsExactly(true, false, true);
        assertThat(clean(column("datatype='short'", "-3")).column(0)).containsExactly((short) -3);
        assertThat(clean(column("datatype='unsignedByte'", "200")).column(0)).containsExactly((short) 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datatype='char'", "datatype='char' arraysize='1'", "datatype='char' arraysize='3'",
                "datatype='char' arraysize='2*'", "datatype='char' arraysize='*'", "datatype='unicodeChar'",
                "datatype='Char' arraysize='what'", "arraysize='*'", "datatype='string'",
                "datatype='char' arraysize='0'"
            })
    void textIsNeverCutToItsDeclaredLength(String attributes) {
        Collected read = clean(column(attributes, "image/fits", "&lt;\u00e9 &amp; \ud83d\ude00", "<![CDATA[a<b]]>"));
        assertThat(read.column(0)).containsExactly("image/fits", "<\u00e9 & \ud83d\ude00", "a<b");
        assertThat(read.fields.get(0).cellClass()).isEqualTo(String.class);
        assertThat(read.report.badCells()).isZero();
    }

    @Test
    void readsArrays() {
        assertThat((double[]) clean(column("datatype='double' arraysize='*'", " 1 2.5\n-3 "))
                        .column(0)
                        .get(0))
                .containsExactly(1, 2.5, -3);
        assertThat((double[]) clean(column("datatype='double' arraysize='8'", "1 2 3 4 5 6"))
                        .column(0)
                        .get(0))
                .as("a fixed size neither pads nor cuts")
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat((int[]) clean(column("datatype='int' arraysize='2x*'", "1 2 3 0"))
                        .column(0)
                        .get(0))
                .containsExactly(1, 2, 3, 0);
        assertThat((boolean[]) clean(column("datatype='bit' arraysize='*'", "1011"))
                        .column(0)
                        .get(0))
                .containsExactly(true, false, true, true);
        assertThat((float[]) clean(column("datatype='floatComplex'", "1 2"))
                        .column(0)
                        .get(0))
                .containsExactly(1, 2);
        assertThat((String[]) clean(column("datatype='char' arraysize='3x*'", "abcdef"))
                        .column(0)
                        .get(0))
                .containsExactly("abc", "def");
        assertThat((double[]) clean(column("datatype='double' arraysize='2'", "NaN 2"))
                        .column(0)
                        .get(0))
                .containsExactly(Double.NaN, 2);
    }

    @Test
    void readsArraysWithCommas() {
        Collected reals = clean(column("datatype='double' arraysize='*'", "1,2.5", "1, 2.5", " 1 ,\n2.5 "));
        assertThat(reals.column(0))
                .hasSize(3)
                .allSatisfy(cell -> assertThat((double[]) cell).containsExactly(1, 2.5));
        assertThat((int[]) clean(column("datatype='int' arraysize='2'", "100,200"))
                        .column(0)
                        .get(0))
                .containsExactly(100, 200);
        assertThat(reals.report.badCells()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,,3", "1, ,3", "1 2,,"})
    void anArrayWithNothingBetweenTwoCommasIsOneBadCell(String text) {
        Collected read = clean(column("datatype='double' arraysize='*'", text));
        assertThat(read.column(0)).containsOnlyNulls();
        assertThat(read.report.badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"double, 1 x 3", "int, 1 x 3", "float, 1 2 circle", "short, 99999 1", "boolean, T maybe"})
    void anArrayWithAnUnreadableElementIsOneBadCell(String datatype, String text) {
        Collected read = clean(column("datatype='" + datatype + "' arraysize='*'", text));
        assertThat(read.column(0)).containsOnlyNulls();
        assertThat(read.report.badCells()).isEqualTo(1);
    }

    @Test
    void aHugeDeclaredSizeCostsNothingInTabledata() {
        Collected read = clean(column("datatype='double' arraysize='2000000000'", "1 2"));
        assertThat((double[]) read.column(0).get(0)).containsExactly(1, 2);
        assertThat(clean(column("datatype='char' arraysize='2000000000x3'", "ab"))
                        .column(0))
                .containsExactly("ab");
    }

    @Test
    void missingCellsOfARowAreNullAndFurtherOnesAreLeftOut() {
        String fields = field("a", "datatype='int'") + field("b", "datatype='int'");
        Collected read = clean(tabledata(
                fields,
                "<TR><TD>1</TD><TD>2</TD></TR><TR><TD>3</TD></TR><TR/><TR><TD>4</TD><TD>5</TD><TD>6</TD></TR>"
                        + "<TR><TD>7</TD><TD/></TR>"));
        assertThat(read.column(0)).containsExactly(1, 3, 4, 7);
        assertThat(read.column(1)).containsExactly(2, null, 5, null);
        assertThat(read.report.badRows()).isEqualTo(3);
        assertThat(read.report.rows()).isEqualTo(4);
    }

    @Test
    void aTableWithoutFieldsDeliversNoRows() {
        Collected read = clean(tabledata("", "<TR><TD>1</TD></TR><TR/>"));
        assertThat(read.rows).isEmpty();
        assertThat(read.report.badRows()).isEqualTo(2);
    }

    @Test
    void markupWithinACellKeepsItsText() {
        Collected read = clean(column("datatype='char' arraysize='*'", "a <b>bold</b> word"));
        assertThat(read.column(0)).containsExactly("a bold word");
    }

    @Test
    void handsOnTheFieldsAsDeclared() {
        Collected read = clean(tabledata(
                "<FIELD ID='f1' name='em_min' ucd='em.wl;stat.min' utype='obscore:x' unit='m' datatype='double'"
                        + " xtype='q'/><GROUP><FIELDref ref='f1'/></GROUP><FIELD name='n' datatype='Int' arraysize='3'/>",
                ""));
        assertThat(read.fields)
                .containsExactly(
                        new TableField(
                                "em_min", "f1", "em.wl;stat.min", "obscore:x", "m", "double", null, "q", Double.class),
                        new TableField("n", null, null, null, null, "Int", "3", null, int[].class));
    }
}
