package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.votable.Documents.SMALL_FIELDS;
import static org.skytrawl.votable.Documents.binary;
import static org.skytrawl.votable.Documents.bytes;
import static org.skytrawl.votable.Documents.field;
import static org.skytrawl.votable.Documents.smallRows;
import static org.skytrawl.votable.Documents.stream;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

class BinaryTest {
    private static final String ALL = field("t", "datatype='boolean'")
            + field("b", "datatype='bit'")
            + field("bits", "datatype='bit' arraysize='*'")
            + field("u", "datatype='unsignedByte'")
            + field("s", "datatype='short'")
            + field("i", "datatype='int' arraysize='1'")
            + field("l", "datatype='long'")
            + field("f", "datatype='float'")
            + field("d", "datatype='double'")
            + field("ds", "datatype='double' arraysize='2x*'")
            + field("c", "datatype='char'")
            + field("c4", "datatype='char' arraysize='4'")
            + field("cs", "datatype='char' arraysize='2x2'")
            + field("w", "datatype='unicodeChar' arraysize='*'")
            + field("z", "datatype='floatComplex'");

    private static byte[] allTypes(boolean nullFlags, boolean allNull) {
        return bytes(out -> {
            if (nullFlags) {
                out.writeShort(allNull ? 0xFFFE : 0);
            }
            out.writeByte('T');
            out.writeByte(0x80);
            out.writeInt(10);
            out.writeByte(0b10100000);
            out.writeByte(0b01000000);
            out.writeByte(200);
            out.writeShort(-3);
            out.writeInt(70000);
            out.writeLong(1L << 40);
            out.writeFloat(0.5f);
            out.writeDouble(-13.792);
            out.writeInt(2);
            out.writeDouble(1);
            out.writeDouble(2);
            out.writeByte('x');
            out.writeBytes("ab\0\0");
            out.writeBytes("k l ");
            out.writeInt(2);
            out.writeChars("\u03b1\u03b2");
            out.writeFloat(1);
            out.writeFloat(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"BINARY", "BINARY2"})
    void readsEveryDatatype(String serialization) {
        byte[] one = allTypes(serialization.equals("BINARY2"), false);
        byte[] two = Base64.getDecoder().decode(Base64.getEncoder().encode(one));
        byte[] rows = bytes(out -> {
            out.write(one);
            out.write(two);
        });
        Collected read = Collected.from(binary(serialization, ALL, rows));
        assertThat(read.report.failure()).isNull();
        assertThat(read.rows).hasSize(2);
        for (var row : read.rows) {
            assertThat(row.subList(0, 2)).containsExactly(true, true);
            assertThat((boolean[]) row.get(2))
                    .containsExactly(true, false, true, false, false, false, false, false, false, true);
            assertThat(row.subList(3, 9)).containsExactly((short) 200, (short) -3, 70000, 1L << 40, 0.5f, -13.792);
            assertThat((double[]) row.get(9)).containsExactly(1, 2);
            assertThat(row.subList(10, 12)).containsExactly("x", "ab");
            assertThat((String[]) row.get(12)).containsExactly("k", "l");
            assertThat(row.get(13)).isEqualTo("\u03b1\u03b2");
            assertThat((float[]) row.get(14)).containsExactly(1, 2);
            for (int i = 0; i < row.size(); i++) {
                assertThat(row.get(i)).isInstanceOf(read.fields.get(i).cellClass());
            }
        }
    }

    @Test
    void nullFlagsOfBinary2AreNulls() {
        Collected read = Collected.from(binary("BINARY2", ALL, allTypes(true, true)));
        assertThat(read.report.failure()).isNull();
        assertThat(read.rows).hasSize(1);
        assertThat(read.rows.get(0)).containsOnlyNulls();
    }

    @Test
    void nanBlanksAndDeclaredNullsAreNull() {
        String fields = field("d", "datatype='double'")
                + "<FIELD name='i' datatype='int'><VALUES null='-99'/></FIELD>"
                + "<FIELD name='r' datatype='double'><VALUES null='-999'/></FIELD>"
                + field("s", "datatype='char' arraysize='*'");
        Collected read = Collected.from(binary("BINARY", fields, bytes(out -> {
            out.writeDouble(Double.NaN);
            out.writeInt(-99);
            out.writeDouble(-999);
            out.writeInt(2);
            out.writeBytes("  ");
        })));
        assertThat(read.rows).hasSize(1);
        assertThat(read.rows.get(0)).containsOnlyNulls();
        assertThat(read.report.badCells()).isZero();
    }

    @Test
    void doesNotSetAsideMemoryThatALengthAsksFor() {
        for (int length : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, BinaryRows.MAX_CELL + 1}) {
            byte[] rows = bytes(out -> {
                out.write(smallRows(3, false));
                out.writeInt(7);
                out.writeDouble(7);
                out.writeInt(length);
                out.writeBytes("some bytes that follow");
            });
            Collected read = Collected.from(binary("BINARY", SMALL_FIELDS, rows));
            assertThat(read.report.failure().code()).isEqualTo(FailureCode.MALFORMED);
            assertThat(read.report.failure().message()).contains(String.valueOf(length));
            assertThat(read.rows).as("rows before it").hasSize(3);
        }
    }

    @Test
    void doesNotSetAsideMemoryThatTheVeryLastBytesAskFor() {
        int length = 0x0C00_0010;
        for (int before = 1; before < 4; before++) {
            int bytesBefore = before;
            String fields = field("b", "datatype='unsignedByte' arraysize='" + before + "'")
                    + field("ds", "datatype='double' arraysize='*'");
            Collected read = Collected.from(binary("BINARY", fields, bytes(out -> {
                out.write(new byte[bytesBefore]);
                out.writeInt(length);
            })));
            assertThat(read.report.failure().code()).as("%d before", before).isEqualTo(FailureCode.MALFORMED);
            assertThat(read.report.failure().message()).contains(String.valueOf(length));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datatype='double' arraysize='2000000000'",
                "datatype='char' arraysize='99999x99999x*'",
                "datatype='char' arraysize='lots'",
                "datatype='int' arraysize='0'",
                "datatype='quad'",
                "datatype='doubleComplex' arraysize='*'"
            })
    void refusesFieldsWhoseWidthCannotBeToldOrIsAbsurd(String attributes) {
        Collected read = Collected.from(binary("BINARY", field("odd", attributes), new byte[100]));
        assertThat(read.rows).isEmpty();
        assertThat(read.report.failure().code()).isEqualTo(FailureCode.MALFORMED);
        assertThat(read.report.failure().message()).contains("odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BINARY", "BINARY2"})
    void aBinaryTableWithoutFieldsDoesNotRunForEver(String serialization) {
        Collected read = Collected.from(binary(serialization, "", new byte[100]));
        assertThat(read.rows).isEmpty();
        assertThat(read.report.failure().code()).isEqualTo(FailureCode.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BINARY", "BINARY2"})
    void aStreamThatEndsWithinARowIsNotTakenForWhole(String serialization) {
        byte[] rows = smallRows(5, serialization.equals("BINARY2"));
        int row = rows.length / 5;
        for (int cut = 1; cut < rows.length; cut++) {
            byte[] some = java.util.Arrays.copyOf(rows, cut);
            Collected read = Collected.from(binary(serialization, SMALL_FIELDS, some));
            assertThat(read.rows).hasSize(cut / row);
            if (cut % row == 0) {
                assertThat(read.report.failure()).isNull();
            } else {
                assertThat(read.report.failure().code()).isEqualTo(FailureCode.TRUNCATED);
            }
        }
    }

    @Test
    void missingPaddingIsNoFault() {
        for (int count = 1; count < 4; count++) {
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(smallRows(count, false));
            Collected read = Collected.from(stream("BINARY", SMALL_FIELDS, base64));
            assertThat(read.report.failure()).isNull();
            assertThat(read.rows).hasSize(count);
        }
    }

    @Test
    void charactersThatAreNoBase64AreNotSkipped() {
        String base64 = Base64.getEncoder().encodeToString(smallRows(4, false));
        String broken = base64.substring(0, 61) + "*" + base64.substring(62);
        Collected read = Collected.from(stream("BINARY", SMALL_FIELDS, broken));
        assertThat(read.report.failure().code()).isEqualTo(FailureCode.MALFORMED);
        assertThat(read.rows).hasSize(2);
        Collected behind = Collected.from(stream("BINARY", SMALL_FIELDS, base64 + "==AAAA"));
        assertThat(behind.report.failure().code()).isEqualTo(FailureCode.MALFORMED);
        assertThat(behind.rows).hasSize(4);
    }

    @Test
    void otherEncodingsAndChildrenAreRefused() {
        String document = stream("BINARY", SMALL_FIELDS, "AAAA");
        assertThat(Collected.from(document.replace("base64", "gzip"))
                        .report
                        .failure()
                        .message())
                .contains("gzip");
        assertThat(Collected.from(document.replace("AAAA", "<A/>"))
                        .report
                        .failure()
                        .code())
                .isEqualTo(FailureCode.MALFORMED);
    }

    @Test
    void readsManyRowsInOrder() {
        Collected read = Collected.from(binary("BINARY2", SMALL_FIELDS, smallRows(20_000, true)));
        assertThat(read.report.failure()).isNull();
        assertThat(read.rows).hasSize(20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(read.rows.get(i).get(0)).isEqualTo(i);
            assertThat(read.rows.get(i).get(2)).isEqualTo("row " + i);
        }
    }
}
