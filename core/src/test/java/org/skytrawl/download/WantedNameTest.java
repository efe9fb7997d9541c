package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.FoundDataset;

class WantedNameTest {
    private static String name(String url, String publisherDid) {
        return WantedName.of(null, url, url, publisherDid, ContentKind.FITS, null);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test/x/m31.fits?y=1, , m31.fits",
        "http://a.test/get?id=7, ivo://a.test/~?x/m31, x_m31.fits",
        "http://a.test/get?id=7, ivo://a/m31, a_m31.fits",
        "http://a.test/a%20b.fits/, , a b.fits"
    })
    void isTheEndOfThePathOrTheDid(String url, String publisherDid, String name) {
        assertThat(name(url, publisherDid)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            http://a.test/get?id=7,      ivo://a/s?x1, FITS,    application/fits,          x1.fits
            http://a.test/get?id=7,      ivo://a/s#x1, FITS,    application/fits,          x1.fits
            http://a.test/get?id=7,      ivo://a/s?x1, VOTABLE, text/xml,                  x1.vot
            http://a.test/get?id=7,      ivo://a/s?x1, PNG,     image/png,                 x1.png
            http://a.test/get?id=7,      ivo://a/s?x1, OTHER,   text/csv,                  x1.csv
            http://a.test/get?id=7,      ivo://a/s?x1, OTHER,   text/plain; charset=utf-8, x1.txt
            http://a.test/get?id=7,      ivo://a/s?x1, OTHER,   -,                         x1
            http://a.test/get?id=7,      ivo://a/s?x1, GZIP,    application/fits,          x1.fits.gz
            http://a.test/s.fits?form=p, ivo://a/s?x1, PNG,     image/png,                 s.fits.png
            http://a.test/s.fits?form=v, ivo://a/s?x1, VOTABLE, application/x-votable+xml, s.fits.vot
            http://a.test/s.dat,         ivo://a/s?x1, FITS,    application/fits,          s.dat
            http://a.test/s.xml,         ivo://a/s?x1, VOTABLE, application/x-votable+xml, s.xml
            """)
    void hasTheExtensionOfItsFormat(
            String url, String publisherDid, ContentKind kind, @Nullable String mediaType, String name) {
        assertThat(WantedName.of(null, url, url, publisherDid, kind, mediaType)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", " ", "@", "?", "#", "%2F", ".", "0", "\n", "?\n", "/."})
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isSoonThereHoweverLongTheUrl(String repeated) {
        String url = "http://a.test/" + repeated.repeat(240_000);
        assertThat(name(url + "x", url + "y")).isNotEmpty().hasSizeLessThan(256);
    }

    @ParameterizedTest
    @ValueSource(strings = {";content=", "; content = ", ";content=\"", ";", "; ", "content"})
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tellsLinksByAMediaTypeOfAnyLength(String begin) {
        String blanks = " ".repeat(300_000);
        assertThat(ContentKind.isDatalink("application/x-votable+xml" + begin + blanks + "x"))
                .isFalse();
        assertThat(ContentKind.isDatalink("application/x-votable+xml" + begin.repeat(100_000) + "x"))
                .isFalse();
        assertThat(ContentKind.declared("image/fits" + begin + blanks)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "@", " ", "%2F", "\u00e4"})
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void plansNothingForAUrlThatIsTooLong(String repeated) {
        FoundDataset dataset = Datasets.of("http://" + repeated.repeat(1_000_000) + "x");
        DownloadPlan plan = DownloadPlan.of(List.of(dataset, Datasets.of("http://a.test/x")), List.of());
        assertThat(plan.items()).hasSize(1);
        assertThat(plan.skipped())
                .singleElement()
                .satisfies(skipped ->
                        assertThat(skipped.reason()).startsWith("a URL of more than 8192 characters: http://"));
    }

    @Test
    void plansNothingForALongHost() {
        DownloadPlan plan = DownloadPlan.of(
                List.of(
                        Datasets.of("http://" + "@".repeat(8000) + "a/"),
                        Datasets.of("http://" + "\u00e4".repeat(8000))),
                List.of());
        assertThat(plan.skipped()).hasSize(2);
    }
}
