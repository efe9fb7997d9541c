package org.skytrawl.targets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Target;
import uk.ac.starlink.fits.FitsTableWriter;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowListStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.votable.DataFormat;
import uk.ac.starlink.votable.VOTableVersion;
import uk.ac.starlink.votable.VOTableWriter;

/** VOTable and FITS: files that STIL and Astropy have written, frames, and hostile files. */
class TargetTablesTest {
    private static final TargetFileOptions OPTIONS = TargetFileOptions.DEFAULTS.withRadiusDeg(0.1);

    private static ReadTargets read(byte[] content, TargetFileOptions options) {
        return TargetFile.read("list", new ByteArrayInputStream(content), options);
    }

    private static ReadTargets read(String content) {
        return read(content.getBytes(UTF_8), OPTIONS);
    }

    private static StarTable table() {
        ColumnInfo id = new ColumnInfo("NAME", String.class, null);
        ColumnInfo ra = new ColumnInfo("X", Double.class, null);
        ra.setUCD("pos.eq.ra;meta.main");
        ra.setUnitString("rad");
        ColumnInfo dec = new ColumnInfo("Y", Float.class, null);
        dec.setUCD("pos.eq.dec;meta.main");
        dec.setUnitString("deg");
        ColumnInfo radius = new ColumnInfo("R", Integer.class, null);
        radius.setUnitString("arcsec");
        RowListStarTable table = new RowListStarTable(new ColumnInfo[] {id, ra, dec, radius});
        table.addRow(new Object[] {"a", Math.toRadians(12.5), -45.5f, 36});
        table.addRow(new Object[] {"b", Math.toRadians(350), 0.25f, 72});
        return table;
    }

    private static byte[] written(StarTableWriter writer, StarTable table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeStarTable(table, out);
        return out.toByteArray();
    }

    private static void assertTwo(ReadTargets read) {
        assertThat(read.columns()).isEqualTo("id NAME, position X and Y, radius R");
        assertThat(read.list()).extracting(Target::id).containsExactly("a", "b");
        Target first = read.list().iterator().next();
        assertThat(first.raDeg()).isCloseTo(12.5, within(1e-12));
        assertThat(first.decDeg()).isEqualTo(-45.5);
        assertThat(first.radiusDeg()).isEqualTo(0.01);
    }

    enum Serialization {
        TABLEDATA(DataFormat.TABLEDATA),
        BINARY(DataFormat.BINARY),
        BINARY2(DataFormat.BINARY2);

        private final DataFormat format;

        Serialization(DataFormat format) {
            this.format = format;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsVoTablesOfStil(Serialization serialization) throws IOException {
        VOTableWriter writer = new VOTableWriter(serialization.format, true, VOTableVersion.V14);

        assertTwo(read(written(writer, table()), TargetFileOptions.DEFAULTS));
    }

    @Test
    void readsFitsOfStil() throws IOException {
        assertTwo(read(written(new FitsTableWriter(), table()), TargetFileOptions.DEFAULTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"astropy.vot", "astropy.fits"})
    void readsTablesOfAstropy(String name) throws IOException {
        assertThat(TargetFileTest.resource(name, TargetFileOptions.DEFAULTS).list())
                .containsExactly(
                        new Target("M 31", 10.6847083, 41.26875, 0.2 / 60),
                        new Target("M 42, nebula", 83.822083, -5.391111, 0.1 / 60));
    }

    private static String voTable(String before, String ref, String... rows) {
        return "<VOTABLE version='1.4'>" + before + "<RESOURCE type='results'><TABLE>"
                + "<FIELD name='id' datatype='char' arraysize='*'/>"
                + "<FIELD name='ra' datatype='char' arraysize='*' " + ref + "/>"
                + "<FIELD name='dec' datatype='char' arraysize='*' " + ref + "/><DATA><TABLEDATA>"
                + String.join("", rows) + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
    }

    private static final String ROW = "<TR><TD>a</TD><TD>12.5</TD><TD>-45.5</TD></TR>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<COOSYS ID='s' system='ICRS'/>|ref='s'|",
                "<COOSYS ID='s' system='eq_FK5' equinox='J2000'/>|ref='s'|positions in FK5 (J2000) are taken as ICRS, which differs by less than 0.05 arcsec",
                "<COOSYS ID='s' system='eq_FK5'/>||positions in FK5 (J2000) are taken as ICRS, which differs by less than 0.05 arcsec",
                "<COOSYS ID='t' system='eq_FK4'/><COOSYS ID='s' system='ICRS'/>|ref='s'|",
                "<COOSYS ID='s' system='galactic'/>|ref='s'|positions are galactic (ra, dec) and were rotated to ICRS"
            })
    void knowsTheFrameOfTheFields(String coosys, String ref, String note) {
        ReadTargets read = read(voTable(coosys, ref == null ? "" : ref, ROW));

        assertThat(read.notes()).isEqualTo(note == null ? java.util.List.of() : java.util.List.of(note));
        boolean rotated = note != null && note.contains("rotated");
        assertThat(read.list().iterator().next().equals(new Target("a", 12.5, -45.5, 0.1)))
                .isNotEqualTo(rotated);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system='eq_FK4' equinox='B1950'",
                "system='eq_FK5' equinox='J1975'",
                "system='ecl_FK5'",
                "system='supergalactic'",
                "system='xy'"
            })
    void refusesOtherFrames(String system) {
        assertThatThrownBy(() -> read(voTable("<COOSYS ID='s' " + system + "/>", "ref='s'", ROW)))
                .isInstanceOf(TargetFileException.class)
                .hasMessageStartingWith("list: its columns ra and dec are in the frame ");
    }

    @Test
    void readsSexagesimalColumnsOfVizieR() {
        String text = voTable("", "", "<TR><TD>a</TD><TD>18 18 45.1</TD><TD>-13 47 31</TD></TR>")
                .replace("name='ra'", "name='RAJ2000' ucd='pos.eq.ra;meta.main' unit='&quot;h:m:s&quot;'")
                .replace("name='dec'", "name='DEJ2000' ucd='pos.eq.dec;meta.main' unit='&quot;d:m:s&quot;'");

        assertThat(read(text).list().iterator().next().raDeg()).isCloseTo(274.6879166, within(1e-6));
    }

    @Test
    void refusesUnitsThatAreNoAngles() {
        assertThatThrownBy(() -> read(voTable("", "unit='pc'", ROW)))
                .hasMessage(
                        "list: the unit 'pc' of its column ra is none of deg, rad, arcmin, arcsec, hourangle and h:m:s");
    }

    @Test
    void namesTheRow() {
        assertThatThrownBy(() -> read(voTable(
                        "", "", ROW, "<TR><TD>b</TD><TD>x</TD></TR>", "<TR><TD>a</TD><TD>1</TD><TD>2</TD></TR>")))
                .hasMessageStartingWith("list: 2 of 3 rows are no target: row 2, column ra: ")
                .hasMessageEndingWith("row 3, column id: the id 'a' is that of row 1, too");
    }

    @Test
    void aTableThatBreaksOffIsNoList() throws IOException {
        String whole = voTable("", "", ROW, ROW.replace(">a<", ">b<"));
        byte[] fits = written(new FitsTableWriter(), table());

        assertThatThrownBy(() -> read(whole.substring(0, whole.indexOf("</TABLEDATA>"))))
                .isInstanceOf(TargetFileException.class)
                .hasMessageContaining("it breaks off");
        for (int length = 0; length < fits.length - 2880; length += 997) {
            byte[] cut = Arrays.copyOf(fits, length);
            assertThatThrownBy(() -> read(cut, TargetFileOptions.DEFAULTS)).isInstanceOf(TargetFileException.class);
        }
    }

    @Test
    void saysThatATableIsOnlyAPart() {
        String text = voTable("", "", ROW)
                .replace("</TABLE></RESOURCE>", "</TABLE><INFO name='QUERY_STATUS' value='OVERFLOW'/></RESOURCE>");

        assertThat(read(text).notes())
                .containsExactly("the table says OVERFLOW: it has only a part of the rows of its query");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE VOTABLE [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><VOTABLE/>",
                "<VOTABLE><RESOURCE><TABLE><FIELD name='ra' datatype='double'/><FIELD name='dec' datatype='double'/>"
                        + "<DATA><BINARY><STREAM href='file:///etc/passwd'/></BINARY></DATA></TABLE></RESOURCE></VOTABLE>",
                "<html><title>Login</title></html>",
                "<VOTABLE></VOTABLE>"
            })
    void refusesHostileAndOtherXml(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(TargetFileException.class);
    }

    @Test
    void neitherMemoryNorTimeIsLostOnDamagedFits() throws IOException {
        byte[] fits = written(new FitsTableWriter(), table());
        Random random = new Random(15);
        String claimed = new String(fits, ISO_8859_1)
                .replaceFirst("NAXIS1  = +\\d+", "NAXIS1  = " + " ".repeat(10) + "2000000000");

        assertThatThrownBy(() -> read(claimed.getBytes(ISO_8859_1), TargetFileOptions.DEFAULTS))
                .isInstanceOf(TargetFileException.class);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = fits.clone();
            for (int k = 0; k < 3; k++) {
                damaged[random.nextInt(80, damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(damaged, TargetFileOptions.DEFAULTS).list().size())
                        .isBetween(1, 2);
            } catch (TargetFileException e) {
                assertThat(e).hasMessageStartingWith("list");
            }
        }
    }
}
