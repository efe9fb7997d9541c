package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;

/** Headers of FITS files that claim what would take all memory, or go on for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFitsTest {
    private static final List<String> TABLE = List.of(
            "XTENSION= 'BINTABLE'",
            "BITPIX  = 8",
            "NAXIS   = 2",
            "NAXIS1  = 16",
            "NAXIS2  = 2",
            "PCOUNT  = 0",
            "GCOUNT  = 1",
            "TFIELDS = 2",
            "TTYPE1  = 's_ra    '",
            "TFORM1  = '1D      '",
            "TTYPE2  = 'obs_title'",
            "TFORM2  = '8A      '");

    private static byte[] header(List<String> cards) {
        StringBuilder text = new StringBuilder();
        cards.forEach(card -> text.append(String.format("%-80s", card)));
        text.append(String.format("%-80s", "END"));
        while (text.length() % 2880 != 0) {
            text.append(' ');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] primary(String... more) {
        List<String> cards =
                new ArrayList<>(List.of("SIMPLE  =                    T", "BITPIX  =                    8"));
        cards.addAll(more.length == 0 ? List.of("NAXIS   =                    0") : List.of(more));
        return header(cards);
    }

    /** The table with some of its cards changed, or more. */
    private static byte[] table(String... changes) {
        List<String> cards = new ArrayList<>(TABLE);
        for (String change : changes) {
            cards.removeIf(card -> card.startsWith(change.substring(0, 8)));
            cards.add(change);
        }
        return header(cards);
    }

    private static byte[] rows(int count) {
        ByteBuffer rows = ByteBuffer.allocate(2880);
        for (int i = 0; i < count; i++) {
            rows.putDouble(i).put("title".getBytes(StandardCharsets.US_ASCII)).put(new byte[3]);
        }
        return rows.array();
    }

    private static ReadResult read(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return FitsResultReader.read(new ByteArrayInputStream(all.toByteArray()), new FoundRows(null));
    }

    @Test
    void readsTheTableThatTheOthersAreMadeFrom() throws IOException {
        ReadResult read = read(primary(), table(), rows(2));
        assertThat(read.datasets()).hasSize(2);
        assertThat(read.datasets().get(1).record().text(ObsCoreColumn.obs_title))
                .isEqualTo("title");
        assertThat(read.datasets().get(1).record().number(ObsCoreColumn.s_ra)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NAXIS1  = 0;NAXIS2  = 1099511627776",
                "NAXIS1  = 0;NAXIS2  = 1099511627776;TFORM1  = '0D';TFORM2  = '0A'",
                "NAXIS1  = 0;NAXIS2  = 1099511627776;TFIELDS = 0",
                "NAXIS   = 999",
                "NAXIS   = -1",
                "NAXIS1  = -16",
                "NAXIS1  = 17",
                "NAXIS1  = 1099511627776",
                "NAXIS1  = 99999999999999999999999",
                "NAXIS1  = 18446744073709551632",
                "NAXIS1  = 'sixteen'",
                "NAXIS1  = 1.6E1000",
                "NAXIS2  = -1",
                "NAXIS2  = -9223372036854775808",
                "NAXIS2  = 9223372036854775807",
                "NAXIS2  = 99999999999999999999999",
                "PCOUNT  = -2880",
                "PCOUNT  = 9223372036854775807",
                "PCOUNT  = 99999999999999999999999",
                "GCOUNT  = 1000000",
                "GCOUNT  = -1",
                "THEAP   = -1",
                "THEAP   = 99999999999999999999999",
                "TFIELDS = 999999999",
                "TFIELDS = -1",
                "TFIELDS = 99999999999999999999999",
                "TFIELDS = 1",
                "TFIELDS = 3",
                "TFORM2  = '999999999A'",
                "TFORM2  = '99999999999999999999999A'",
                "TFORM2  = '2147483647D'",
                "TFORM2  = '4294967297A'",
                "TFORM2  = '999999999X'",
                "TFORM2  = '-8A'",
                "TFORM2  = '8'",
                "TFORM2  = ''",
                "TFORM2  = '8Z'",
                "TFORM2  = '999PA(1)'",
                "XTENSION= 'TABLE   ';TBCOL1  = 1;TBCOL2  = 9;TFORM1  = 'A8';TFORM2  = 'A2000000000'",
                "XTENSION= 'TABLE   ';TBCOL1  = 1;TBCOL2  = 2000000000;TFORM1  = 'A8';TFORM2  = 'A8'",
                "XTENSION= 'TABLE   ';TBCOL1  = -5;TBCOL2  = 9;TFORM1  = 'A8';TFORM2  = 'A8'",
                "XTENSION= 'TABLE   ';TBCOL1  = 1;TBCOL2  = 9;TFORM1  = '.5';TFORM2  = 'A8'"
            })
    void aTableThatCannotBeIsRefused(String changes) {
        assertThatIOException()
                .isThrownBy(() -> read(primary(), table(changes.split(";", -1)), rows(2)))
                .withMessageStartingWith("it is FITS that cannot be read: ")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("java.", "Exception"));
    }

    /** Programs differ in which of the two they believe. */
    @Test
    void aTableWithACardTwiceIsRefused() {
        List<String> cards = new ArrayList<>(TABLE);
        cards.add("NAXIS1  = 1000000000");
        assertThatIOException()
                .isThrownBy(() -> read(primary(), header(cards), rows(2)))
                .withMessage("it is FITS that cannot be read: it has NAXIS1 twice");
    }

    /** Rows that are not there are no fault of those that are. */
    @Test
    void rowsThatAreClaimedOnlyAreTold() throws IOException {
        ReadResult read = read(primary(), table("NAXIS2  = 100000000000"), rows(2));
        assertThat(read.datasets()).hasSize(180);
        assertThat(read.notes().getFirst()).startsWith("it breaks off or is damaged");
    }

    /** What stands behind the rows is not read, be it there or not. */
    @ParameterizedTest
    @ValueSource(strings = {"1PA(10)", "1QA(10)", "PA(2000000000)"})
    void cellsInTheHeapCountAsNotRead(String form) throws IOException {
        String bytes = form.contains("Q") ? "24" : "16";
        ByteBuffer rows = ByteBuffer.allocate(2880);
        while (rows.remaining() > 64) {
            rows.putDouble(1);
            rows.putInt(Integer.MAX_VALUE).putInt(Integer.MAX_VALUE);
        }
        ReadResult read = read(
                primary(), table("TFORM2  = '" + form + "'", "NAXIS1  = " + bytes, "PCOUNT  = 2880"), rows.array());
        assertThat(read.datasets()).hasSize(2);
        assertThat(read.datasets().getFirst().record().text(ObsCoreColumn.obs_title))
                .isNull();
        assertThat(read.notes()).contains("2 cells could not be read and count as empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NAXIS   = 2;NAXIS1  = 2000000000;NAXIS2  = 2000000000",
                "NAXIS   = 1;NAXIS1  = -2880",
                "NAXIS   = 2;NAXIS1  = 4294967296;NAXIS2  = 4294967296",
                "NAXIS   = 999999999",
                "NAXIS   = -1",
                "NAXIS   = 1;NAXIS1  = 99999999999999999999999"
            })
    void aPictureBeforeItThatCannotBeIsRefused(String cards) {
        assertThatIOException()
                .isThrownBy(() -> read(primary(cards.split(";", -1)), table(), rows(2)))
                .withMessageStartingWith("it is FITS that cannot be read: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMENT x", "XTENSION= 'BINTABLE'", "TFORM1  = '8A'", "CONTINUE  'aaaa&'", ""})
    void cardsWithoutEndAreRefused(String card) {
        byte[] block = String.format("%-80s", card).repeat(36).getBytes(StandardCharsets.US_ASCII);
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return block[(int) (at++ % block.length)];
            }
        };
        assertThatIOException()
                .isThrownBy(() -> FitsResultReader.read(
                        new SequenceInputStream(new ByteArrayInputStream(primary()), endless), new FoundRows(null)))
                .withMessageStartingWith("it is FITS that cannot be read: ");
    }

    @Test
    void primariesWithoutEndAreRefused() {
        byte[] image =
                header(List.of("XTENSION= 'IMAGE   '", "BITPIX  = 8", "NAXIS   = 0", "PCOUNT  = 0", "GCOUNT  = 1"));
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return image[(int) (at++ % image.length)];
            }
        };
        assertThatIOException()
                .isThrownBy(() -> FitsResultReader.read(
                        new SequenceInputStream(new ByteArrayInputStream(primary()), endless), new FoundRows(null)))
                .withMessageStartingWith("it is FITS that cannot be read: ");
    }
}
