package org.skytrawl.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Target;

/** Columns, units and rows in CSV, ECSV and JSON Lines; {@link TargetTablesTest} has the formats of tables. */
class TargetFileTest {
    private static final TargetFileOptions OPTIONS = TargetFileOptions.DEFAULTS.withRadiusDeg(0.1);

    private static ReadTargets read(byte[] content, TargetFileOptions options) {
        return TargetFile.read("list", new ByteArrayInputStream(content), options);
    }

    static ReadTargets read(String content, TargetFileOptions options) {
        return read(content.getBytes(UTF_8), options);
    }

    private static ReadTargets read(String content) {
        return read(content, OPTIONS);
    }

    private static Target first(ReadTargets read) {
        return read.list().iterator().next();
    }

    private static void assertFault(String content, String message) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(TargetFileException.class)
                .hasMessage("list" + message);
    }

    static ReadTargets resource(String name, TargetFileOptions options) throws IOException {
        try (InputStream in = TargetFileTest.class.getResourceAsStream("/targets/" + name)) {
            assertThat(in).isNotNull();
            return TargetFile.read(name, in, options);
        }
    }

    @Test
    void readsColumnsByName() {
        ReadTargets read = read(
                "name,ra,dec,radius\nM 31,10.5,41.25,0.5\n\"M 42, nebula\",83.5,-5.5,0.25\n",
                TargetFileOptions.DEFAULTS);

        assertThat(read.list())
                .containsExactly(new Target("M 31", 10.5, 41.25, 0.5), new Target("M 42, nebula", 83.5, -5.5, 0.25));
        assertThat(read.columns()).isEqualTo("id name, position ra and dec, radius radius");
        assertThat(read.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RA,DEC",
                "ra,dec",
                "RAJ2000,DEJ2000",
                "_RAJ2000,_DEJ2000",
                "ra_icrs,de_icrs",
                "ra_deg,dec_deg",
                "lon,lat",
                "s_ra,s_dec",
                "target_ra,target_dec",
                " ra , dec ",
                "sc.ra,sc.dec"
            })
    void knowsTheUsualNamesOfPositions(String names) {
        assertThat(first(read(names + "\n10.5,41.25"))).isEqualTo(new Target("1", 10.5, 41.25, 0.1));
    }

    @Test
    void prefersTheClearerOfSeveralNames() {
        ReadTargets read = read("RAJ2000,DEJ2000,ra,dec,name,source_id\n1,2,3,4,a,b\n");

        assertThat(first(read)).isEqualTo(new Target("a", 3, 4, 0.1));
    }

    @Test
    void takesTheNumberOfTheRowAsIdIfThereIsNone() {
        ReadTargets read = read("ra,dec\n\n1,2\n3,4\n");

        assertThat(read.list()).extracting(Target::id).containsExactly("1", "2");
        assertThat(read.columns()).isEqualTo("id by row number, position ra and dec, radius 0.1 deg");
    }

    @Test
    void takesTheColumnsThatAreNamed() {
        TargetFileOptions named =
                TargetFileOptions.DEFAULTS.withColumns(TargetColumns.parse("id=b, ra=X ,dec=y,radius=r"));

        assertThat(first(read("a,b,x,y,r,ra,dec\n1,2,3,4,5,6,7\n", named))).isEqualTo(new Target("2", 3, 4, 5));
    }

    @Test
    void takesRowNumbersInsteadOfAnIdThatIsNotUnique() {
        TargetFileOptions numbered = OPTIONS.withColumns(TargetColumns.parse("id=#"));

        assertThat(read("name,ra,dec\nx,1,2\nx,3,4\n", numbered).list())
                .extracting(Target::id)
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ra=a", "id", "id=", "id=a,id=b", "x=1", ""})
    void refusesOtherChoicesOfColumns(String text) {
        assertThatThrownBy(() -> TargetColumns.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneRadiusForAllOutranksAColumnThatWasNotNamedAndSaysSo() {
        ReadTargets read = read("ra,dec,radius\n1,2,3\n");

        assertThat(first(read).radiusDeg()).isEqualTo(0.1);
        assertThat(read.notes()).containsExactly("the column radius is not used: all targets have the radius given");
        assertThatThrownBy(() -> OPTIONS.withColumns(TargetColumns.parse("radius=radius")))
                .hasMessage("give either one radius for all targets or a column of radii, not both");
    }

    @Test
    void aMagnitudeIsNoRadius() {
        assertThatThrownBy(() -> read("ra,dec,r\n1,2,18.5\n", TargetFileOptions.DEFAULTS))
                .hasMessage("list has no column of the radius, and no radius is given for all targets; it has the"
                        + " columns ra, dec, r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "18:18:45.1|-13:47:31|274.6879166|-13.7919444",
                "18 18 45.1|-13 47 31|274.6879166|-13.7919444",
                "18h18m45.1s|-13d47m31s|274.6879166|-13.7919444",
                "274.6879166|-13:47:31|274.6879166|-13.7919444",
                "-85.3120834|-1.3e1|274.6879166|-13"
            })
    void readsSexagesimalText(String ra, String dec, double raDeg, double decDeg) {
        Target target = first(read("ra,dec\n" + ra + "," + dec + "\n"));

        assertThat(target.raDeg()).isCloseTo(raDeg, within(1e-6));
        assertThat(target.decDeg()).isCloseTo(decDeg, within(1e-6));
    }

    @Test
    void readsRadiiWithTheirUnit() {
        ReadTargets read = read("ra,dec,radius\n1,2,12arcmin\n3,4,36\"\n", TargetFileOptions.DEFAULTS);

        assertThat(read.list()).extracting(Target::radiusDeg).containsExactly(0.2, 0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", ";"})
    void readsOtherDelimitersThanCommas(String delimiter) {
        assertThat(first(read("id,ra,dec\na,1,2\n".replace(",", delimiter)))).isEqualTo(new Target("a", 1, 2, 0.1));
    }

    @Test
    void skipsAByteOrderMarkAndComments() {
        assertThat(first(read("\ufeff# a comment, with commas\n# another\nid,ra,dec\r\na,1,2\r\n")))
                .isEqualTo(new Target("a", 1, 2, 0.1));
        assertFault(
                "# one\n# two\nid,ra,dec\na,1,95\n",
                ": 1 of 1 row is no target: line 4, column dec: declination must"
                        + " be in [-90,90] degrees, not 95.0");
    }

    @Test
    void rotatesGalacticPositionsAndSaysSo() {
        ReadTargets read = read("id,glon,glat\ncentre,0,0\n");

        assertThat(first(read).raDeg()).isCloseTo(266.405, within(1e-3));
        assertThat(first(read).decDeg()).isCloseTo(-28.936, within(1e-3));
        assertThat(read.notes()).containsExactly("positions are galactic (glon, glat) and were rotated to ICRS");
        assertThat(first(read("id,l,b\ncentre,0,0\n", OPTIONS.withColumns(TargetColumns.parse("ra=l,dec=b"))))
                        .raDeg())
                .isCloseTo(266.405, within(1e-3));
    }

    @Test
    void neverTakesOtherFramesAsIcrs() {
        assertFault(
                "id,RAB1950,DEB1950\na,1,2\n",
                ": its columns RAB1950 and DEB1950 are in the frame FK4; convert"
                        + " them to ICRS first (FK5 of J2000 and galactic are read, too)");
        assertThatThrownBy(() -> resource("astropy-skycoord-fk4.ecsv", OPTIONS))
                .hasMessageContaining("its columns sc.ra and sc.dec are in the frame FK4");
    }

    @Test
    void namesTheColumnsThatThereAre() {
        assertFault(
                "a,b,c\n1,2,3\n",
                " has no columns of right ascension and declination that are known by name (ra,"
                        + " dec) or UCD; it has the columns a, b, c");
        assertFault(
                "ra,RA,dec\n1,2,3\n",
                " has several columns that can be the right ascension: the columns ra, RA; it"
                        + " has the columns ra, RA, dec");
        assertFault(
                "id,Id,ra,dec\n1,2,3,4\n",
                " has several columns that can be the id: the columns id, Id; it has the" + " columns id, Id, ra, dec");
        assertThatThrownBy(() -> read("ra,dec\n1,2\n", OPTIONS.withColumns(TargetColumns.parse("id=name"))))
                .hasMessage("list has no column 'name'; it has the columns ra, dec");
    }

    @Test
    void countsBadRowsAndNamesTheFirst() {
        String bad = "id,ra,dec\na,1,2\nb,x,2\n,3,4\nc,,4\nd,1,91\n\"e\ne\",NaN,2\na,5,6\nf,1\ng,1,2,3\n";

        assertThatThrownBy(() -> read(bad))
                .isInstanceOfSatisfying(
                        TargetFileException.class, e -> assertThat(e.badRows()).isEqualTo(8))
                .hasMessage("list: 8 of 9 rows are no target: line 3, column ra: right ascension 'x' is not one of"
                        + " these: 10.6846 (degrees), 00:42:44.3 (hours), 00h42m44.3s or 10d41m04.5s in 'x'; line 4,"
                        + " column id: the id is empty; line 5, column ra: it is empty or not a number; line 6, column"
                        + " dec: declination must be in [-90,90] degrees, not 91.0; line 7, column ra: it is empty or"
                        + " not a number; ...");
    }

    @Test
    void leavesBadRowsOutIfToldSoAndSaysIt() {
        ReadTargets read = read("id,ra,dec\na,1,2\nb,x,2\na,3,4\nc,5,6\n", OPTIONS.withSkipBadRows(true));

        assertThat(read.list()).extracting(Target::id).containsExactly("a", "c");
        assertThat(read.skipped()).isEqualTo(2);
        assertThat(read.notes()).hasSize(1);
        assertThat(read.notes().getFirst())
                .startsWith("2 of 4 rows were left out: line 3, column ra: ")
                .endsWith("; line 4, column id: the id 'a' is that of line 2, too");
    }

    @Test
    void aListWithoutATargetIsAnError() {
        assertFault("id,ra,dec\n", ": it has no rows");
        assertFault("", ": it is empty, not one of CSV, VOTable, FITS, ECSV and JSON Lines");
        assertThatThrownBy(() -> read("ra,dec\n1,99\n", OPTIONS.withSkipBadRows(true)))
                .hasMessageStartingWith("list: 1 of 1 row is no target: line 2, column dec: ");
    }

    @Test
    void moreThanAMillionRowsAreAnError() {
        InputStream endless = new RepeatedRows("ra,dec\n", "1,2\n", 1_000_001);

        assertThatThrownBy(() -> TargetFile.read("list", endless, OPTIONS))
                .hasMessage("list: it has more than 1000000 rows, which is the most of a target list");
    }

    @Test
    void readsGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (String part : new String[] {"id,ra,dec\na,1,2\n", "b,3,4\n"}) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(part.getBytes(UTF_8));
            }
        }

        assertThat(read(packed.toByteArray(), OPTIONS).list())
                .extracting(Target::id)
                .containsExactly("a", "b");
    }

    @Test
    void readsEcsvWithItsUnits() throws IOException {
        for (String name : new String[] {"astropy.ecsv", "astropy-comma.ecsv"}) {
            assertThat(resource(name, TargetFileOptions.DEFAULTS).list())
                    .containsExactly(
                            new Target("M 31", 10.6847083, 41.26875, 0.2 / 60),
                            new Target("M 42, nebula", 83.822083, -5.391111, 0.1 / 60));
        }
        assertThat(first(resource("astropy-hours.ecsv", OPTIONS)).raDeg()).isCloseTo(10.6847083, within(1e-9));
    }

    @Test
    void readsTheUcdsOfEcsv() throws IOException {
        Target target = first(resource("astropy-meta.ecsv", OPTIONS));

        assertThat(target.id()).isEqualTo("7");
        assertThat(target.raDeg()).isEqualTo(10.6847083);
        assertThat(target.decDeg()).isCloseTo(41.26875, within(1e-9));
    }

    @Test
    void readsJsonLines() {
        ReadTargets read =
                read("{\"id\":7,\"ra\":1.5,\"dec\":\"-02:30:00\",\"x\":[1]}\n\n{\"dec\":4,\"ra\":3,\"id\":\"b\"}\n");

        assertThat(read.list()).containsExactly(new Target("7", 1.5, -2.5, 0.1), new Target("b", 3, 4, 0.1));
    }

    @Test
    void namesTheBadLinesOfJsonLines() {
        assertFault(
                "{\"ra\":1,\"dec\":2}\n{\"ra\":null,\"dec\":2}\n[1]\n{\"ra\":1\n{\"ra\":1,\"dec\":true}\n",
                ": 4 of 5 rows are no"
                        + " target: line 2, column ra: it is empty or not a number; line 3, it is no object of at most 10000"
                        + " members; line 4, it is no JSON: Unexpected end-of-input: expected close marker for Object; line 5,"
                        + " column dec: it is no angle");
        assertFault(
                "{\"ra\":1,\"dec\":2}\n{\"id\":\"a\",\"ra\":1,\"dec\":2}\n",
                ": line 2 has the member id, which the first"
                        + " object has not: give the first one all members, or choose by name");
        assertFault("{\"event\":\"run\",\"run_id\":\"x\"}\n", ": it is the log of a run, not a target list");
        assertFault("[{\"ra\":1,\"dec\":2}]", ": it is a JSON array; write one object on each line (JSON Lines)");
    }

    @Test
    void limitsBytesAndRecords() {
        assertThatThrownBy(() -> TargetFile.read(
                        "list",
                        new java.io.BufferedInputStream(new RepeatedRows("ra,dec\n", "1,2\n", 1000)),
                        OPTIONS,
                        1000))
                .hasMessage("it is larger than 1000 bytes, which is the most that is read of a target list");
        assertThatThrownBy(() -> TargetFile.read("list", new RepeatedRows("ra,dec\n\"", "xxxxxxxx", 1 << 24), OPTIONS))
                .hasMessageContaining("a cell of more than 16777216 characters");
        assertThatThrownBy(() -> TargetFile.read("list", new RepeatedRows("ra,dec\n", "xxxx,xxx", 1 << 24), OPTIONS))
                .hasMessageContaining("more than 10000 cells");
    }

    @Test
    void saysWhatABinaryFileIs() {
        assertFault(
                "PK\003\004xx",
                ": it is binary data (looks like zip), not one of CSV, VOTable, FITS, ECSV and JSON Lines");
        assertThatThrownBy(() ->
                        read(new byte[] {'r', 'a', ',', 'd', 'e', 'c', '\n', (byte) 0xe4, ',', '2', '\n'}, OPTIONS))
                .hasMessage("list: at line 1 or soon after, it is not UTF-8");
    }

    @Test
    void idsMadeToCollideDoNotSlowItDown() {
        StringBuilder text = new StringBuilder("id,ra,dec\n");
        for (int i = 0; i < 1024; i++) {
            StringBuilder id = new StringBuilder();
            for (int bit = 0; bit < 10; bit++) {
                id.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append(id).append(",1,2\n");
        }

        assertThatThrownBy(() -> read(text.toString()))
                .hasMessage("list: the ids of the targets are made to have equal hashes");
    }

    /** Text that repeats, without being in memory. */
    static final class RepeatedRows extends InputStream {
        private final byte[] start;
        private final byte[] row;
        private final long end;
        private long at;

        RepeatedRows(String start, String row, long rows) {
            this.start = start.getBytes(UTF_8);
            this.row = row.getBytes(UTF_8);
            this.end = this.start.length + rows * this.row.length;
        }

        @Override
        public int read() {
            if (at == end) {
                return -1;
            }
            long place = at++;
            return place < start.length ? start[(int) place] : row[(int) ((place - start.length) % row.length)];
        }
    }
}
