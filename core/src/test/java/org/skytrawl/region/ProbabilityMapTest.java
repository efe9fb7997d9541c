package org.skytrawl.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RangeCollector;

class ProbabilityMapTest {
    private static final Path FILES = Path.of("src/test/resources/region/map");
    private static final double SKY_SR = 4 * Math.PI;

    @TempDir
    private Path folder;

    private Path map(List<String> columns, List<String> cards, Number[]... rows) throws Exception {
        Path file = folder.resolve("map.fits");
        FitsBytes.empty().table(columns, cards, rows).write(file);
        return file;
    }

    private Path manyOrders(Number[]... rows) throws Exception {
        return map(List.of("UNIQ 1K", "PROBDENSITY 1D sr-1"), List.of("ORDERING= 'NUNIQ'"), rows);
    }

    @Test
    void findsTheRegionsThatNumpyFinds() throws Exception {
        List<String> cases = Files.readAllLines(FILES.resolve("regions.txt"));
        assertThat(cases).hasSize(8);
        for (String line : cases) {
            String[] words = line.split(" ");
            RangeCollector expected = new RangeCollector();
            for (String cell : words[3].split(",")) {
                String[] numbers = cell.split(":");
                expected.addCell(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
            }
            assertThat(ProbabilityMap.read(FILES.resolve(words[0])).region(Double.parseDouble(words[1])))
                    .as("%s of %s", words[1], words[0])
                    .isEqualTo(expected.toMoc());
        }
    }

    @Test
    void takesTheDensestCellsNotTheMostProbable() throws Exception {
        // a cell of order 1 has a quarter of the area
        double large = 12 / SKY_SR;
        Path file = manyOrders(
                new Number[] {5L, 0.7 * large}, new Number[] {24L, 4 * 0.3 * large}, new Number[] {25L, 0.0});
        ProbabilityMap map = ProbabilityMap.read(file);
        assertThat(map.cellCount()).isEqualTo(3);
        assertThat(map.region(0.3).toAscii()).isEqualTo("1/8");
        assertThat(map.region(0.31).toAscii()).isEqualTo("0/1 1/8");
        assertThat(map.region(1).toAscii()).isEqualTo("0/1 1/8");
    }

    @Test
    void takesOnlyAsManyEqualCellsAsAreNeeded() throws Exception {
        Number[][] rows = new Number[12][];
        for (int i = 0; i < 12; i++) {
            rows[i] = new Number[] {4L + i, 1 / SKY_SR};
        }
        ProbabilityMap map = ProbabilityMap.read(manyOrders(rows));
        assertThat(map.region(0.49).toAscii()).isEqualTo("0/0-5");
        assertThat(map.region(1)).isEqualTo(Moc.FULL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.0001, 90, Double.NaN})
    void refusesWhatIsNoProbability(double level) throws Exception {
        ProbabilityMap map = ProbabilityMap.read(FILES.resolve("multiorder.fits"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.region(level))
                .withMessage("a probability is in (0,1], not " + level);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 0.5 | HDU 1 is no probability map: the sum of its probabilities is 0.5235988, not 1",
                "4 | NaN | row 1: NaN is no probability",
                "4 | -0.1 | row 1: -0.1 is no probability",
                "4 | Infinity | row 1: Infinity is no probability",
                "3 | 0.9549296585513721 | row 1: 3 is not the NUNIQ number of a HEALPix cell",
            })
    void saysWhatIsWrong(long uniq, double density, String error) throws Exception {
        Path file = manyOrders(new Number[] {uniq, density});
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ProbabilityMap.read(file))
                .withMessageContaining(error);
    }

    @Test
    void refusesCellsThatOverlap() throws Exception {
        Number[][] rows = new Number[13][];
        for (int i = 0; i < 13; i++) {
            rows[i] = new Number[] {4L + i % 12, 12 / 13.0 / SKY_SR};
        }
        Path file = manyOrders(rows);
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ProbabilityMap.read(file))
                .withMessageContaining("its cells overlap");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NSIDE   = 1 | ORDERING= 'BASE' | ORDERING is 'BASE', not NESTED or RING",
                "NSIDE   = 3 | ORDERING= 'RING' | NSIDE is no power of 2",
                "NSIDE   = 2 | ORDERING= 'RING' | has 2 cells; a map of NSIDE 2 has 48",
                "NSIDE   = 536870912 | ORDERING= 'RING' | has 3458764513820540928 cells, and a map of at most",
                "COORDSYS= 'G' | ORDERING= 'RING' | COORDSYS 'G'",
            })
    void saysWhatIsWrongWithAFlatMap(String one, String another, String error) throws Exception {
        Path file = map(List.of("PROB 1D"), List.of(one, another), new Number[][] {{0.5}, {0.5}});
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ProbabilityMap.read(file))
                .withMessageContaining(error);
    }

    @Test
    void knowsMapsFromOtherFiles() throws Exception {
        assertThat(ProbabilityMap.isIn(FILES.resolve("multiorder.fits"))).isTrue();
        assertThat(ProbabilityMap.isIn(FILES.resolve("flat-ring.fits.gz"))).isTrue();
        assertThat(ProbabilityMap.isIn(FILES.resolve("../moc/nuniq-2.0.fits"))).isFalse();
        assertThat(ProbabilityMap.isIn(FILES.resolve("regions.txt"))).isFalse();
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ProbabilityMap.read(FILES.resolve("../moc/nuniq-2.0.fits")))
                .withMessageContaining("has no probability map");
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ProbabilityMap.read(FILES.resolve("regions.txt")))
                .withMessageContaining("is not a FITS file");
    }
}
