package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.FoundDataset;

/** A spectrum in several formats: a row for each, and a file of each. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpectraDownloadIT extends ServedFiles {
    private static final byte[] VOTABLE =
            "<?xml version='1.0'?><VOTABLE><RESOURCE type='results'><TABLE/></RESOURCE></VOTABLE>"
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private FoundDataset spectrum(String path, String format) {
        return Datasets.of(
                server.url(path),
                "access_format",
                format,
                "obs_publisher_did",
                "ivo://x/sn?2011fe/17",
                "dataproduct_type",
                "spectrum");
    }

    private FoundDataset[] formats() {
        server.file("/get?f=1", FITS, "Content-Type: application/fits");
        server.file("/get?f=2", VOTABLE, "Content-Type: text/xml");
        server.file("/get?f=3", PNG, "Content-Type: image/png");
        server.file("/get?f=4", "wavelength,flux\n1,2\n".getBytes(StandardCharsets.UTF_8), "Content-Type: text/csv");
        links("/get?f=5", row(server.url("/get?f=1"), "", "#this", "application/fits", ""));
        return new FoundDataset[] {
            spectrum("/get?f=1", "application/fits"),
            spectrum("/get?f=2", "application/x-votable+xml;serialization=BINARY2"),
            spectrum("/get?f=3", "image/png"),
            spectrum("/get?f=4", "text/csv"),
            spectrum("/get?f=5", DATALINK)
        };
    }

    @Test
    void everyFormatIsAFileWithItsExtensionAndLinksLeadToNoSecondCopy() throws Exception {
        DownloadResult result = run(quick(), formats());
        assertThat(files())
                .containsExactlyInAnyOrder("2011fe_17.fits", "2011fe_17.vot", "2011fe_17.png", "2011fe_17.csv");
        assertThat(result.files()).hasSize(5).allMatch(file -> file.outcome().isThere());
        assertThat(server.asked("/get?f=1")).hasSize(1);
    }

    @Test
    void conditionsChooseFormats() throws Exception {
        DownloadResult result = Download.of(List.of(formats()))
                .matching(List.of(DatasetCondition.parse("access_format=*fits")))
                .options(quick())
                .into(folder)
                .await();
        assertThat(files()).containsExactly("2011fe_17.fits");
        assertThat(result.files()).hasSize(1);
    }

    @Test
    void aPageInPlaceOfASpectrumIsAFailureAndNoFile() throws Exception {
        byte[] page = "<html><title>Log in</title></html>".getBytes(StandardCharsets.UTF_8);
        server.file("/s", page, "Content-Type: text/html");
        for (String format : List.of("application/fits", "application/x-votable+xml", "text/csv", "image/png")) {
            lost(only(spectrum("/s", format)), FileOutcome.FAILED, "WRONG_CONTENT", "a web page ('Log in')");
        }
        assertThat(files()).isEmpty();
    }
}
