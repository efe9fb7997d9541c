package org.skytrawl.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;

class ImageOutlineTest {
    private static final Path FILES = Path.of("src/test/resources/region");

    @TempDir
    private Path folder;

    private Path image(List<String> cards) throws Exception {
        Path file = folder.resolve("image.fits");
        FitsBytes.image(cards).write(file);
        return file;
    }

    private static List<String> cards(String name) throws Exception {
        return Files.readAllLines(FILES.resolve("wcs/" + name + ".hdr"));
    }

    @Test
    void readsTheFirstImageWithCoordinates() {
        ImageOutline outline = ImageOutline.of(FILES.resolve("image/extensions.fits.gz"));
        assertThat(outline.hdu()).isEqualTo(2);
        assertThat(outline.name()).isEqualTo("SCI");
        assertThat(outline.width()).isEqualTo(40);
        assertThat(outline.height()).isEqualTo(30);
        assertThat(outline.notes())
                .containsExactly("its frame FK5 is taken as ICRS: they differ by 0.03 arcsec at most");
        SkyPolygon polygon = outline.region().shape();
        assertThat(polygon.vertices()).hasSize(4);
        assertThat(polygon.areaDeg2()).isCloseTo(0.4 * 0.3, within(1e-5));
        assertThat(polygon.contains(SkyPoint.ofDegrees(10, 41.1499))).isTrue();
        assertThat(polygon.contains(SkyPoint.ofDegrees(10, 41.1501))).isFalse();
    }

    @Test
    void readsTheImageOfAnHdu() {
        Path file = FILES.resolve("image/extensions.fits.gz");
        assertThat(ImageOutline.of(file + "#3").name()).isEqualTo("SCI2");
        assertThat(ImageOutline.of(file, 3).region().enclosingCone().raDeg()).isCloseTo(11, within(0.01));
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ImageOutline.of(file + "#0"))
                .withMessageContaining("HDU 0 is no image");
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ImageOutline.of(file, 4))
                .withMessageContaining("has no HDU 4: the last one is 3");
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ImageOutline.of(file + "#SCI"))
                .withMessageContaining("after # there must be the number of an HDU");
    }

    @Test
    void readsCompressedImages() {
        ImageOutline outline = ImageOutline.of(FILES.resolve("image/compressed.fits"));
        assertThat(outline.hdu()).isEqualTo(2);
        assertThat(outline.width()).isEqualTo(40);
        assertThat(outline.height()).isEqualTo(30);
        assertThat(outline.region().shape().areaDeg2()).isCloseTo(0.4 * 0.3, within(1e-5));
    }

    @Test
    void takesFilesWhoseNamesHaveAHash() throws Exception {
        Path file = folder.resolve("field#1");
        Files.copy(FILES.resolve("image/compressed.fits"), file);
        assertThat(ImageOutline.of(file.toString()).hdu()).isEqualTo(2);
        assertThat(ImageOutline.of(file + "#2").hdu()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tan-cd", "tan-crota", "tan-pole", "tan-near-south-pole", "tan-ra-0", "sin", "sin-slant", "arc", "stg",
                "zea", "car", "car-north", "car-south", "car-lonpole", "car-galactic", "dec-first", "cube", "tan-sip",
                "tpv"
            })
    void followsTheBorderWithinAPartOfAPixel(String name) throws Exception {
        Path file = image(cards(name));
        SkyPolygon polygon = ImageOutline.of(file).region().shape();
        assertThat(polygon.vertices()).hasSizeLessThanOrEqualTo(256);
        CelestialWcs wcs;
        try (FitsFile fits = FitsFile.open(file)) {
            assertThat(fits.next()).isTrue();
            wcs = Objects.requireNonNull(CelestialWcs.of(fits.header()));
        }
        for (double x = 0.5; x <= 200.5; x += 0.625) {
            for (double y : new double[] {0.5, 120.5}) {
                int in = y < 60 ? 1 : -1;
                assertThat(polygon.contains(at(wcs, x, y - 0.3 * in)))
                        .as("%s, %s: outside", x, y)
                        .isFalse();
                if (x > 1 && x < 200) {
                    assertThat(polygon.contains(at(wcs, x, y + 0.3 * in)))
                            .as("%s, %s: inside", x, y)
                            .isTrue();
                }
            }
        }
    }

    private static SkyPoint at(CelestialWcs wcs, double x, double y) {
        return Objects.requireNonNull(wcs.positionOf(x, y));
    }

    @Test
    void hasFourVerticesWhereSidesAreGreatCircles() throws Exception {
        assertThat(ImageOutline.of(image(cards("tan-cd"))).region().raDecDeg()).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CDELT1  = -0.9 | CDELT2  = 0.9 | ZEA | over a hemisphere",
                "CDELT1  = -1.0 | CDELT2  = 1.0 | SIN | its pixel (0.5, 0.5) is not on the sky",
                "CDELT1  = -1.8 | CDELT2  = 1.0 | CAR | over a hemisphere",
                "NAXIS1  = 0 | CDELT2  = 1.0 | TAN | NAXIS1 is 0",
                "NAXIS1  = 3000000000 | CDELT2  = 1.0 | TAN | NAXIS1 is 3000000000",
                "CRPIX1  = NaN | CDELT2  = 1.0 | TAN | CRPIX1 is not a finite number",
            })
    void saysWhyThereIsNoOutline(String one, String another, String projection, String error) throws Exception {
        List<String> header = new ArrayList<>(cards("tan-pole").stream()
                .map(card -> card.replace("--TAN", "--" + projection))
                .toList());
        for (String card : List.of(one, another)) {
            header.replaceAll(line -> line.startsWith(card.substring(0, 8)) ? card : line);
        }
        header.replaceAll(line -> projection.equals("CAR") && line.startsWith("CRVAL2") ? "CRVAL2  = 0.0" : line);
        Path file = image(header);
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ImageOutline.of(file))
                .withMessageContaining("image.fits, HDU 0")
                .withMessageContaining(error);
    }

    @Test
    void saysThatNoImageHasCoordinates() {
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ImageOutline.of(FILES.resolve("moc/time.fits")))
                .withMessageContaining("has no image with celestial coordinates (CTYPE) in its 2 HDUs");
        assertThatExceptionOfType(RegionFileException.class)
                .isThrownBy(() -> ImageOutline.of(FILES.resolve("README.md")))
                .withMessageContaining("is not a FITS file");
    }

    @Test
    void readsNoMoreThanHeaders() throws Exception {
        Path whole = FILES.resolve("image/compressed.fits");
        byte[] bytes = Files.readAllBytes(whole);
        Path file = folder.resolve("cut.fits");
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 2880));
        assertThat(ImageOutline.of(file).hdu()).isEqualTo(2);
    }
}
