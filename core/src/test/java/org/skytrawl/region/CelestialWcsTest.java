package org.skytrawl.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.sky.SkyPoint;

class CelestialWcsTest {
    private static final Path VECTORS = Path.of("src/test/resources/region/wcs");

    @TempDir
    private Path folder;

    private CelestialWcs wcs(FitsBytes file) throws Exception {
        Path path = folder.resolve("image.fits");
        file.write(path);
        try (FitsFile fits = FitsFile.open(path)) {
            assertThat(fits.next()).isTrue();
            return Objects.requireNonNull(CelestialWcs.of(fits.header()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tan-cd",
                "tan-crota",
                "tan-pc-lonpole",
                "tan-pole",
                "tan-near-south-pole",
                "tan-ra-0",
                "tan-arcsec",
                "sin",
                "sin-slant",
                "sin-default-lonpole",
                "arc",
                "stg",
                "zea",
                "car",
                "car-north",
                "car-south",
                "car-lonpole",
                "car-latpole",
                "car-galactic",
                "tan-galactic",
                "dec-first",
                "dec-first-crota",
                "cube",
                "tan-sip",
                "tpv",
                "tan-with-pv"
            })
    void findsThePositionsThatAstropyFinds(String name) throws Exception {
        CelestialWcs wcs = wcs(FitsBytes.image(Files.readAllLines(VECTORS.resolve(name + ".hdr"))));
        List<String[]> rows = Files.readAllLines(VECTORS.resolve("positions.csv")).stream()
                .map(line -> line.split(","))
                .filter(row -> row[0].equals(name))
                .toList();
        assertThat(rows).hasSize(7);
        // the galactic frame is one of astropy's own definition
        double slackDeg = name.endsWith("galactic") ? 1e-5 : 1e-9;
        for (String[] row : rows) {
            SkyPoint there = wcs.positionOf(Double.parseDouble(row[1]), Double.parseDouble(row[2]));
            SkyPoint expected = SkyPoint.ofDegrees(Double.parseDouble(row[3]), Double.parseDouble(row[4]));
            assertThat(there).isNotNull();
            assertThat(there.separationDeg(expected))
                    .as("%s at (%s, %s)", name, row[1], row[2])
                    .isLessThan(slackDeg);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CTYPE1  = 'RA---AIT' | CTYPE2  = 'DEC--AIT' | projection AIT is not read; TAN, SIN, ARC, STG, ZEA, CAR are",
                "CTYPE1  = 'RA---TNX' | CTYPE2  = 'DEC--TNX' | projection TNX",
                "CTYPE1  = 'RA---TAN' | CTYPE2  = 'DEC--SIN' | different projections",
                "CTYPE1  = 'ELON-TAN' | CTYPE2  = 'ELAT-TAN' | coordinates ELON are not read",
                "RADESYS = 'FK4'      | EQUINOX = 1950.0 | frame FK4 of equinox 1950.0 is not read",
                "EQUINOX = 1950.0     | RADESYS = '' | frame FK4",
                "RADESYS = 'FK5'      | EQUINOX = 1975.0 | frame FK5 of equinox 1975.0",
                "RADESYS = 'GAPPT'    | EQUINOX = 2000.0 | frame GAPPT",
                "CDELT1  = 0.0        | CDELT2  = 0.01 | cannot be inverted",
                "CRPIX1  = NaN        | CRPIX2  = 1.0 | CRPIX1 is not a finite number",
                "CRVAL1  = 'north'    | CRVAL2  = 1.0 | CRVAL1 is not a finite number",
                "CDELT1  = 1E999      | CDELT2  = 1.0 | CDELT1 is not a finite number",
                "CRVAL2  = 91.0       | CRVAL1  = 1.0 | CRVAL2 is a latitude of 91.0",
                "CUNIT1  = 'furlong'  | CUNIT2  = 'deg' | CUNIT1 is 'FURLONG'",
                "A_ORDER =         10 | B_ORDER = 2 | A_ORDER is 10, not from 0 to 9",
                "A_ORDER = 2147483649 | B_ORDER = 2 | A_ORDER is 2147483649, not from 0 to 9",
                "PC1_3   = 0.5        | PC2_2   = 1.0 | PC1_3: its position depends on a third axis",
            })
    void saysWhatItCannotRead(String card, String another, String error) {
        List<String> header = new java.util.ArrayList<>(List.of(
                "SIMPLE  = T",
                "BITPIX  = 8",
                "NAXIS   = 2",
                "NAXIS1  = 20",
                "NAXIS2  = 10",
                "CTYPE1  = 'RA---TAN'",
                "CTYPE2  = 'DEC--TAN'",
                "CRPIX1  = 10.0",
                "CRPIX2  = 5.0",
                "CRVAL1  = 10.0",
                "CRVAL2  = 20.0",
                "CDELT1  = -0.01",
                "CDELT2  = 0.01"));
        for (String one : List.of(card, another)) {
            header.removeIf(line -> line.startsWith(one.substring(0, 8)));
            header.add(one);
        }
        assertThatThrownBy(() -> wcs(FitsBytes.image(header))).hasMessageContaining(error);
    }

    @Test
    void isNotInImagesWithoutCelestialAxes() throws Exception {
        Path path = folder.resolve("spectrum.fits");
        FitsBytes.image(List.of(
                        "SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 2", "NAXIS2  = 2", "CTYPE1  = 'WAVE'"))
                .write(path);
        try (FitsFile fits = FitsFile.open(path)) {
            assertThat(fits.next()).isTrue();
            assertThat(CelestialWcs.of(fits.header())).isNull();
        }
    }
}
