package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTypesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image                       | image
                    cube                        | cube spectral-cube time-cube polarization-cube
                    spectrum                    | spectrum sed slit-spectrum polarized-spectrum dynamic-spectrum
                    timeseries                  | timeseries light-curve velocity-curve
                    event                       | event event-list event-bundle
                    event-list                  | event-list event event-bundle
                    polarization-resolved-dataset | polarization-resolved-dataset polarization-cube polarized-spectrum
                    hologram                    | hologram
                    """)
    void aTypeIncludesItsNarrowerTerms(String type, String all) {
        assertThat(ProductTypes.withNarrower(Set.of(type))).containsExactlyInAnyOrder(all.split(" ", -1));
    }

    @Test
    void termsForRetrievalIncludeAllOfTheirAxis() {
        assertThat(ProductTypes.withNarrower(List.of("spectrally-resolved-dataset")))
                .contains("spectrum", "sed", "spectral-cube", "dynamic-spectrum")
                .doesNotContain("image", "cube", "timeseries");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image      | cube                        | NO
                    cube       | spectral-cube               | YES
                    cube       | ' SPECTRAL-CUBE '           | YES
                    spectrum   | sed                         | YES
                    spectral-cube | cube                     | UNKNOWN
                    spectral-cube | spectrally-resolved-dataset | UNKNOWN
                    sed        | spectrum                    | UNKNOWN
                    image      | ''                          | UNKNOWN
                    event      | event-list                  | YES
                    """)
    void aBroaderTypeMayBeTheOneAskedFor(String asked, String type, Verdict verdict) {
        Question question = new Question(new Cone(0, 0, 1), null, null, Set.of(asked));
        RecordLayout layout =
                new RecordLayout(Set.of(ObsCoreColumn.dataproduct_type, ObsCoreColumn.s_ra, ObsCoreColumn.s_dec));
        @Nullable String[] texts = {type};
        ObsCoreRecord record = new ObsCoreRecord(layout, new double[] {0, 0}, texts);
        assertThat(new DatasetJudge(question, false)
                        .judge(record, null, false, 0)
                        .ruling())
                .isEqualTo(
                        switch (verdict) {
                            case YES -> DatasetJudge.Ruling.KEEP;
                            case NO -> DatasetJudge.Ruling.FILTERED;
                            case UNKNOWN -> DatasetJudge.Ruling.UNKNOWN;
                        });
    }
}
