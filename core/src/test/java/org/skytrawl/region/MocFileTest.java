package org.skytrawl.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.sky.Moc;

class MocFileTest {
    private static final Path FILES = Path.of("src/test/resources/region/moc");
    private static final String CELLS = "0/3 5/100-110 7/5 29/1000000000000000000 3458764513820540927";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"nuniq-2.0.fits", "nuniq-1.1.fits", "nuniq-unsigned.fits", "range-2.0.fits"})
    void readsFitsFilesOfOtherPrograms(String name) throws Exception {
        assertThat(MocFile.read(FILES.resolve(name))).isEqualTo(Moc.parse(CELLS));
    }

    @Test
    void readsCellsOf32Bits() throws Exception {
        assertThat(MocFile.read(FILES.resolve("nuniq-32-bit.fits"))).isEqualTo(Moc.parse("5/100-110"));
    }

    @Test
    void readsPackedFiles() throws Exception {
        Path file = folder.resolve("cells");
        FitsBytes.empty()
                .table(List.of("UNIQ 1K"), List.of("ORDERING= 'NUNIQ'"), new Number[][] {{5L}, {20L}})
                .writePacked(file);
        assertThat(MocFile.read(file)).isEqualTo(Moc.parse("0/1 1/4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6/100-102 130 29/7 | 6/100-102 130 29/7",
                "' s6/100,101 102 7/ ' | 6/100-102",
                "{\"6\":[100,101,102],\"29\":[7]} | 6/100-102 29/7",
                "' { \"0\" : [ 1 ] , \"7\" : [] } ' | 0/1",
            })
    void readsTextsAlsoFromFiles(String text, String cells) throws Exception {
        assertThat(MocFile.parse(text)).isEqualTo(Moc.parse(cells));
        Path file = folder.resolve("cells.txt");
        Files.writeString(file, "\ufeff" + text + "\n");
        assertThat(MocFile.read(file)).isEqualTo(Moc.parse(cells));
    }

    @Test
    void readsFilesWithComments() throws Exception {
        Path file = folder.resolve("old.txt");
        Files.writeString(file, "#MOCORDER 6\n#COORDSYS C\n6/100\n6/101\n");
        assertThat(MocFile.read(file)).isEqualTo(Moc.parse("6/100-101"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "galactic.fits | HDU 1 has COORDSYS 'G': its cells are not in the frame C (ICRS), and cells cannot be rotated",
                "time.fits | HDU 1 is a MOC of TIME; only spatial MOCs are read",
                "space-time.fits | HDU 1 is a MOC of TIME.SPACE; only spatial MOCs are read",
                "../map/multiorder.fits | HDU 1 is a probability map, not a MOC: which probability shall the region hold",
                "../map/flat-ring.fits.gz | HDU 1 is a probability map, not a MOC",
                "../image/extensions.fits.gz | has no MOC",
                "../image/compressed.fits | has no MOC: its table has the columns compressed_data and no ORDERING",
                "missing.fits | no such file or folder",
                ". | it is a folder",
                "../README.md | is no MOC in ASCII, such as 6/100-120 130",
            })
    void saysWhyAFileIsNoMoc(String name, String error) {
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> MocFile.read(FILES.resolve(name)))
                .withMessageContaining(error)
                .withMessageContaining(
                        name.equals("../README.md")
                                ? "README"
                                : FILES.resolve(name).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is no MOC in ASCII",
                "6/ | is empty: it has no cell",
                "{} | is empty: it has no cell",
                "30/1 | MOC order above 29",
                "0/12 | order 0 does not have",
                "t61/5 s29/4 | begins with 't'",
                "{\"30\":[1]} | HEALPix order must be in [0, 29], not 30",
                "{\"0\":[12]} | HEALPix order 0 has no cell 12",
                "{\"0\":[-1]} | has no cell -1",
                "{\"0\":[1.5]} | a cell of order 0 is not a whole number",
                "{\"0\":[99999999999999999999999]} | out of range",
                "{\"s\":[1]} | it has 's'",
                "{\"0\":3} | it has '0'",
                "{\"0\":[[1]]} | is not a whole number",
                "{\"0\":[1] | is no MOC in JSON",
                "{\"0\":[1]} {} | something else follows its cells",
            })
    void saysWhyATextIsNoMoc(String text, String error) {
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> MocFile.parse(text))
                .withMessageContaining(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1K | 3 | NUNIQ | row 1: 3 is not the NUNIQ number of a HEALPix cell",
                "1K | -5 | RANGE | row 1: -5 is no cell",
                "1K | 5 | RANGE | the last range of the MOC has no end",
                "1D | 5 | NUNIQ | one column of whole numbers",
                "9K | 5 | NUNIQ | its columns are longer than its rows",
                "999999999999K | 5 | NUNIQ | TFORM1 is",
                "zz | 5 | NUNIQ | TFORM1 is 'ZZ'",
            })
    void saysWhatIsWrongWithATable(String form, long value, String ordering, String error) throws Exception {
        Path file = folder.resolve("wrong.fits");
        FitsBytes.empty()
                .table(List.of("UNIQ " + form), List.of("ORDERING= '" + ordering + "'"), new Number[] {value})
                .write(file);
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> MocFile.read(file))
                .withMessageContaining(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAXIS1  = 8 | NAXIS2  = 9000000000000000 | the file ends in row 361 of 9000000000000000",
                "NAXIS1  = 9223372036854775807 | NAXIS2  = 9 | claims more data than a file can have",
                "NAXIS1  = 99999999999999999999 | NAXIS2  = 9 | NAXIS1 is not a whole number",
                "NAXIS1  = -8 | NAXIS2  = 9 | NAXIS1 is missing or negative",
                "NAXIS1  = NaN | NAXIS2  = 9 | NAXIS1 is not a whole number",
                "NAXIS1  = 2000000000 | NAXIS2  = 1 | 2000000000 bytes a row",
                "NAXIS1  = 8 | TFIELDS = 1000000 | 1000000 columns",
            })
    void saysWhatIsWrongWithAHeader(String one, String another, String error) throws Exception {
        Path file = folder.resolve("hostile.fits");
        List<String> header = new java.util.ArrayList<>(List.of(
                "XTENSION= 'BINTABLE'",
                "BITPIX  = 8",
                "NAXIS   = 2",
                one,
                another,
                "NAXIS2  = 1",
                "PCOUNT  = 0",
                "GCOUNT  = 1",
                "TFIELDS = 1",
                "TTYPE1  = 'UNIQ'",
                "TFORM1  = 'K'",
                "ORDERING= 'NUNIQ'"));
        FitsBytes fits = FitsBytes.empty().header(header);
        byte[] data = new byte[2880];
        for (int i = 7; i < data.length; i += 8) {
            data[i] = 4;
        }
        fits.padded(data, '\0').write(file);
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> MocFile.read(file))
                .withMessageContaining(error);
    }

    @Test
    void endsWithFilesThatEndEarly() throws Exception {
        Path whole = FILES.resolve("nuniq-2.0.fits");
        byte[] bytes = Files.readAllBytes(whole);
        Path file = folder.resolve("cut.fits");
        for (int length : new int[] {6, 80, 2879, 2880, 2881, 4000, 5759, 5760, 5780}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(RegionFileException.class)
                    .as("%s bytes", length)
                    .isThrownBy(() -> MocFile.read(file))
                    .withMessageContaining("cut.fits")
                    .withMessageMatching(".*(ends within the header|has no MOC|ends in row).*");
        }
    }

    @Test
    void readsNoHeaderWithoutEnd() throws Exception {
        Path file = folder.resolve("endless.fits.gz");
        new FitsBytes()
                .raw("SIMPLE  = T" + " ".repeat(69))
                .raw(" ".repeat(20 << 20))
                .writePacked(file);
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> MocFile.read(file))
                .withMessageContaining("the header has more than 8 MiB");
    }

    @Test
    void readsNoTextThatIsTooLong() throws Exception {
        Path file = folder.resolve("long.gz");
        new FitsBytes().raw("0/").raw("1 ".repeat(9 << 20)).writePacked(file);
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> MocFile.read(file))
                .withMessageContaining("a MOC as text has at most 16 MiB");
    }
}
