package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;

class KnownDatasetsTest {
    private static FoundDataset dataset(@Nullable String did, @Nullable String url, @Nullable String title) {
        return new FoundDataset(
                Records.of(did, "application/fits", url)
                        .with(ObsCoreColumn.obs_title, title)
                        .with(ObsCoreColumn.s_ra, 10)
                        .with(ObsCoreColumn.s_dec, 20)
                        .get(),
                List.of(Runs.SIA_ORIGIN));
    }

    private static ReadResult file(OutputFormat format, List<FoundDataset> datasets) throws IOException {
        return ResultFile.read(format, new ByteArrayInputStream(Runs.written(format, datasets, Runs.endedLog())));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void whatItsFilesHaveIsNotNewInAnyFormat(OutputFormat format) throws IOException {
        List<FoundDataset> all = List.of(
                dataset("ivo://x/d?1", "http://h/1", "one"),
                dataset("ivo://x/d?2", null, "two"),
                dataset(null, "http://h/3", Runs.HOSTILE),
                // nothing but its columns tells these from others
                dataset(null, null, "four\r\nlines \u0001"),
                dataset(null, null, "five"));
        for (int left = 0; left < all.size(); left++) {
            List<FoundDataset> some = new ArrayList<>(all);
            FoundDataset out = some.remove(left);
            assertThat(KnownDatasets.of(List.of(file(format, some))).notAmong(all))
                    .singleElement()
                    .isSameAs(out);
        }
        assertThat(KnownDatasets.of(List.of(file(format, all))).notAmong(all)).isEmpty();
        assertThat(KnownDatasets.of(List.of()).notAmong(all)).containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void eachFormatOfADatasetIsKnownOnlyIfItsFileHasThat(OutputFormat format) throws IOException {
        List<FoundDataset> before = List.of(
                spectrum("application/fits", "http://old/1.fits"),
                spectrum("application/x-votable+xml", "http://old/1.vot"));
        FoundDataset links = spectrum("application/x-votable+xml;content=datalink", "http://new/1.links");
        List<FoundDataset> now = List.of(
                spectrum("image/fits", "http://new/1.fits"),
                spectrum("application/x-votable+xml;serialization=BINARY2", "http://new/1.vot"),
                links);
        assertThat(KnownDatasets.of(List.of(file(format, before))).notAmong(now))
                .containsExactly(links);
    }

    private static FoundDataset spectrum(String format, String url) {
        return new FoundDataset(
                Records.of("ivo://x/d?1", format, url)
                        .with(ObsCoreColumn.dataproduct_type, "spectrum")
                        .get(),
                List.of(Runs.SIA_ORIGIN));
    }

    @Test
    void whatIsNewStaysInItsOrder() {
        List<FoundDataset> found = List.of(
                dataset(null, null, "no identity"),
                dataset("ivo://x/d?1", "http://h/1", null),
                dataset(null, null, "t"));
        assertThat(KnownDatasets.of(List.of()).notAmong(found)).containsExactlyElementsOf(found);
    }

    @Test
    void severalFilesTogetherAreKnown() throws IOException {
        List<FoundDataset> all = List.of(
                dataset("ivo://x/d?1", "http://h/1", null),
                dataset("ivo://x/d?2", "http://h/2", null),
                dataset(null, null, "three"),
                dataset("ivo://x/d?4", "http://h/4", null));
        ReadResult first = file(OutputFormat.VOTABLE, all.subList(0, 1));
        ReadResult second = file(OutputFormat.JSON_LINES, all.subList(1, 3));
        assertThat(KnownDatasets.of(List.of(first, second)).notAmong(all)).containsExactly(all.get(3));
    }

    @Test
    void anotherUrlOfTheSameKindIsNotNew() throws IOException {
        ReadResult before = file(OutputFormat.CSV, List.of(dataset(null, "http://h/a%2Db?x=1&y=2", null)));
        assertThat(KnownDatasets.of(List.of(before)).notAmong(List.of(dataset(null, "https://H/a-b?y=2&x=1", "t"))))
                .isEmpty();
    }

    @Test
    void aFileSaysWhichIdentifyingColumnsItLacks() throws IOException {
        ReadResult csv = ResultFile.read(
                OutputFormat.CSV,
                new ByteArrayInputStream("access_url,s_ra,s_dec,t_min,t_max,em_min,em_max\nhttp://h/1,1,2,3,4,5,6\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(csv.lackingIdentity())
                .containsExactlyInAnyOrder(ObsCoreColumn.obs_publisher_did, ObsCoreColumn.access_format);
        assertThat(file(OutputFormat.JSON_LINES, List.of(dataset(null, "http://h/3", null)))
                        .lackingIdentity())
                .isEmpty();
        assertThat(file(OutputFormat.FITS, List.of()).lackingIdentity()).isEmpty();
    }
}
