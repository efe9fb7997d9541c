package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.merge.Records.answer;
import static org.skytrawl.merge.Records.of;
import static org.skytrawl.merge.Records.service;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.protocol.ssa.Ssa;

class DatasetCountTest {
    private static long count(Records... rows) {
        ObsCoreRecord[] records = Arrays.stream(rows).map(Records::get).toArray(ObsCoreRecord[]::new);
        return DatasetCount.of(Merger.unmerged(List.of(answer(service(Ssa.PROTOCOL, "ssa"), records)))
                .datasets());
    }

    @Test
    void rowsOfOneDidInSeveralFormatsAreOneDataset() {
        assertThat(count(
                        of("ivo://X/y?1", "application/fits", "http://a/1.fits"),
                        of("ivo://x/y?1", "application/x-votable+xml", "http://a/1.vot"),
                        of("ivo://x/Y#1", "application/x-votable+xml;content=datalink", "http://a/1.links"),
                        of("ivo://x/y?2", "application/fits", "http://a/2.fits")))
                .isEqualTo(2);
    }

    @Test
    void countsEachRowOfADidThatSeveralRowsHaveInOneFormat() {
        assertThat(count(
                        of("ivo://x/collection", "application/fits", "http://a/1.fits"),
                        of("ivo://x/collection", "Application/FITS", "http://a/2.fits"),
                        of("ivo://x/collection", "image/png", "http://a/2.png")))
                .isEqualTo(3);
    }

    @Test
    void countsEachRowOfADidWithAnUnknownFormat() {
        assertThat(count(of("d", null, "http://a/1"), of("d", "N/A", "http://a/2"), of("e", null, "http://a/3")))
                .isEqualTo(3);
        assertThat(count(of("d", "image/fits", "http://a/1"), of("d", null, "http://a/2")))
                .isEqualTo(2);
    }

    @Test
    void countsEachRowWithoutDid() {
        assertThat(count(
                        of(null, "image/fits", "http://a/1"),
                        of("-", "image/png", "http://a/1.png"),
                        of("null", "text/csv", "http://a/1.csv")))
                .isEqualTo(3);
        assertThat(count()).isZero();
    }
}
