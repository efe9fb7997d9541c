package org.skytrawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.SampUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;

class SampSpectraTest {
    private static final String FITS = "application/fits";
    private static final String VOTABLE = "application/x-votable+xml";

    private final List<FoundDataset> rows = new ArrayList<>();
    private FoundRows next = new FoundRows();

    private SampSpectraTest with(ObsCoreColumn column, Object value) {
        next.with(column, value);
        return this;
    }

    private SampSpectraTest row(@Nullable String type, String did, @Nullable String format, @Nullable String url) {
        rows.add(next.with(ObsCoreColumn.dataproduct_type, type)
                .with(ObsCoreColumn.obs_publisher_did, did)
                .with(ObsCoreColumn.access_format, format)
                .with(ObsCoreColumn.access_url, url)
                .get());
        next = new FoundRows();
        return this;
    }

    private SampSpectra spectra() {
        return SampSpectra.of(rows);
    }

    private List<Object> urls() {
        return spectra().messages().stream()
                .map(message -> message.getParam("url"))
                .toList();
    }

    @Test
    void sendsOfEachDatasetTheFormatThatToolsLoadBest() {
        row("spectrum", "d1", "image/png", "http://h/1.png");
        row("spectrum", "d1", FITS, "http://h/1.fits");
        row("spectrum", "d1", VOTABLE + ";serialization=BINARY2", "http://h/1.vot");
        row("spectrum", "d1", VOTABLE + ";content=datalink", "http://h/1.links");
        row("sed", "d2", "text/csv", "http://h/2.csv");
        row("spectrum", "d2b", "text/csv", "http://h/2b.csv");
        row("spectrum", "d2b", "image/fits", "http://h/2b.fits");
        row("slit-spectrum", "d3", null, "http://h/3");
        assertThat(urls()).containsExactly("http://h/1.vot", "http://h/2.csv", "http://h/2b.fits", "http://h/3");
        assertThat(spectra().leftOut()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, http://h/1",
        "text/html;charset=utf-8, http://h/1",
        "application/x-votable+xml;content=datalink, http://h/1",
        "application/fits, file:///etc/passwd",
        "application/fits, ftp://h/1",
        "application/fits, 'http:///1'",
        "application/fits, "
    })
    void whatNoToolCanLoadIsCountedAndNotSent(String format, @Nullable String url) {
        row("spectrum", "d1", format, url);
        assertThat(spectra().messages()).isEmpty();
        assertThat(spectra().leftOut())
                .containsExactly("not sent: 1 spectrum without data to load: only previews or links");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "cube", "timeseries", "light-curve", "event"})
    void onlySpectraAreSent(String type) {
        row(type, "d1", FITS, "http://h/1").row(null, "d2", FITS, "http://h/2");
        assertThat(spectra().messages()).isEmpty();
        assertThat(spectra().leftOut())
                .containsExactly("not sent: no dataset is a spectrum (dataproduct_type spectrum or sed)");
    }

    @Test
    void sendsTwentyAtMostAndSaysHowToChoose() {
        for (int i = 0; i < 23; i++) {
            row("spectrum", "d" + i, FITS, "http://h/" + i);
        }
        assertThat(spectra().messages()).hasSize(20);
        assertThat(urls()).first().isEqualTo("http://h/0");
        assertThat(spectra().leftOut())
                .containsExactly("not sent: 3 spectra more, as --send-spectra sends 20 at most; choose with --match and"
                        + " --sort, or send the table with --send");
    }

    @Test
    void tellsWhatIsKnownByTheUtypesOfSsa() {
        with(ObsCoreColumn.s_ra, 10.5)
                .with(ObsCoreColumn.s_dec, -2)
                .with(ObsCoreColumn.em_min, 1e-6)
                .with(ObsCoreColumn.t_max, 55000.25)
                .with(ObsCoreColumn.target_name, "M 31")
                .row("spectrum", "ivo://x/y?1", "image/fits", "http://h/1");
        assertThat(meta(spectra().messages().getFirst()))
                .containsEntry("Access.Reference", "http://h/1")
                .containsEntry("Access.Format", "application/fits")
                .containsEntry("Curation.PublisherDID", "ivo://x/y?1")
                .containsEntry("Target.Name", "M 31")
                .containsEntry("Char.SpatialAxis.Coverage.Location.Value", "10.5 -2.0")
                .containsEntry("Char.SpectralAxis.Coverage.Bounds.Start", "1.0E-6")
                .containsEntry("Char.TimeAxis.Coverage.Bounds.Stop", "55000.25")
                .doesNotContainKeys("Char.SpectralAxis.Coverage.Bounds.Stop", "DataID.Title");
    }

    @Test
    void sendsOnlyAsciiAndNoPassword() {
        with(ObsCoreColumn.obs_title, "β Pictoris\u0007 \u202e")
                .row("spectrum", "d", FITS, "http://me:secret@h/β Pic?a=1&b=2");
        Message message = spectra().messages().getFirst();
        SampUtils.checkObject(message);
        assertThat(message.getParam("url")).isEqualTo("http://h/%CE%B2%20Pic?a=1&b=2");
        assertThat(message.getParam("name").toString()).startsWith("? Pictoris");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> meta(Message message) {
        return (Map<String, String>) message.getParam("meta");
    }
}
