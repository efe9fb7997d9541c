package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCheckTest {
    private static final String FITS = "SIMPLE  =                    T";
    private static final String PAGE = "\n<!DOCTYPE html><html><head><TITLE>Please\u001b log in</TITLE></head>";
    private static final String ERROR =
            "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' value='ERROR'>no such"
                    + " image</INFO></RESOURCE></VOTABLE>";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    image/fits, application/fits
                    application/fits, -
                    -, image/x-fits
                    -, -
                    application/octet-stream, application/octet-stream
                    """)
    void takesFits(@Nullable String promised, @Nullable String contentType) throws Exception {
        assertThat(ContentCheck.beginning(bytes(FITS), promised, contentType)).isEmpty();
    }

    @Test
    void notesWhatIsOdd() throws Exception {
        assertThat(ContentCheck.beginning(bytes("\u001f\u008b\b"), "image/fits", "application/x-gzip"))
                .containsExactly("comes as a gzip file");
        assertThat(ContentCheck.beginning(bytes(FITS), "image/fits", "image/jpeg"))
                .containsExactly("the server calls it image/jpeg");
    }

    @Test
    void refusesWhatWasNotPromised() {
        refused(PAGE, "image/fits", "text/html", "a web page ('Please log in') came in place of a FITS file");
        refused(PAGE, null, "text/html", "a web page ('Please log in') came in place of data");
        refused(ERROR, "image/fits", "text/xml", "a VOTable came in place of a FITS file: no such image");
        refused("GIF89a", "image/fits", null, "the file is a GIF image, not a FITS file, by its first bytes");
        refused(
                "Sorry,\u0007 gone",
                "image/fits",
                "text/plain",
                "the file is not a FITS file, by its first bytes: Sorry, gone");
    }

    @Test
    void anErrorMessageIsNoSpectrum() throws Exception {
        refused(
                ERROR,
                "application/x-votable+xml",
                "application/x-votable+xml",
                "an error message came in place of a VOTable: no such image");
        refused(ERROR, null, null, "an error message came in place of data: no such image");
        String table = ERROR.replace("'ERROR'", "'OK'");
        for (String promised : new String[] {"application/x-votable+xml;serialization=BINARY2", "text/xml", null}) {
            assertThat(ContentCheck.beginning(bytes(table), promised, "application/x-votable+xml"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    text/plain, text/plain
                    text/csv, text/csv;header=present
                    -, text/plain
                    application/x-ecsv, -
                    """)
    void takesTextAndRefusesAPageInItsPlace(@Nullable String promised, @Nullable String contentType) throws Exception {
        assertThat(ContentCheck.beginning(bytes("wavelength,flux\n5000,1\n"), promised, contentType))
                .isEmpty();
        refused(PAGE, promised, contentType, "a web page ('Please log in') came in place of data");
    }

    private static void refused(String head, @Nullable String promised, @Nullable String contentType, String message) {
        assertThatThrownBy(() -> ContentCheck.beginning(bytes(head), promised, contentType))
                .isInstanceOf(FileException.class)
                .hasMessage(message);
    }

    @Test
    void notesASizeFarOff() {
        assertThat(ContentCheck.size(28_800, 30_000, false, ContentKind.FITS)).isEmpty();
        assertThat(ContentCheck.size(2_880, 1_000_000, false, ContentKind.FITS))
                .containsExactly("has 2880 bytes, where about 1000000 were announced");
        assertThat(ContentCheck.size(2_881, -1, false, ContentKind.FITS))
                .containsExactly(
                        "its size is no multiple of 2880 bytes, as that of a FITS file is: it may have been cut off");
        assertThat(ContentCheck.size(10, 11, true, ContentKind.PNG))
                .containsExactly("has 10 bytes, where its link says 11");
    }
}
