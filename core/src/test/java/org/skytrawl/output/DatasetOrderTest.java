package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;

class DatasetOrderTest {
    private static FoundDataset dataset(
            String id,
            @Nullable Double exposureS,
            @Nullable Integer level,
            @Nullable String instrument,
            @Nullable Double raDeg,
            Origin origin) {
        return new FoundDataset(
                Records.of(id, null, null)
                        .with(ObsCoreColumn.t_exptime, exposureS)
                        .with(ObsCoreColumn.calib_level, level)
                        .with(ObsCoreColumn.instrument_name, instrument)
                        .with(ObsCoreColumn.s_ra, raDeg)
                        .with(ObsCoreColumn.s_dec, raDeg == null ? null : -20.25)
                        .get(),
                List.of(origin));
    }

    private static final List<FoundDataset> DATASETS = List.of(
            dataset("a", 100.0, 2, "wfc", 10.5, Runs.TAP_ORIGIN),
            dataset("b", null, 3, null, null, Runs.SIA_ORIGIN),
            dataset("c", 20.0, null, "ACS", 11.5, Runs.TAP_ORIGIN),
            dataset("d", 100.0, 2, "WFC", 10.6, Runs.SIA_ORIGIN),
            dataset("e", -0.0, 10, "acs2", 10.5, Runs.TAP_ORIGIN),
            dataset("f", 0.0, 1, "é", 10.4, Runs.TAP_ORIGIN));

    private static String ids(ResultExtract result) {
        return String.join(
                "",
                result.datasets().stream()
                        .map(dataset -> String.valueOf(dataset.record().text(ObsCoreColumn.obs_publisher_did)))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "t_exptime, efcadb",
        "t_exptime:desc, adcefb",
        "calib_level:ASC, fadbec",
        "calib_level:desc, ebadfc",
        "instrument_name, ceadfb",
        "Instrument_Name : desc, fadecb",
        "separation, aefdcb",
        "separation:desc, cdfaeb",
        "origin_protocol, acefbd",
        "origins:desc, acefbd",
        "proposal_id:desc, abcdef"
    })
    void sortsByAnyColumnWithNullsLastAndEqualOnesAsTheyWere(String order, String expected) {
        ResultExtract all = ResultExtract.of(DATASETS, Runs.endedLog());
        ResultExtract sorted = all.sorted(DatasetOrder.parse(order));
        if (order.startsWith("separation")) {
            // e and a are at the same place, f and d equally far but for rounding
            assertThat(ids(sorted).replace('f', 'd')).isEqualTo(expected.replace('f', 'd'));
        } else {
            assertThat(ids(sorted)).isEqualTo(expected);
        }
        assertThat(sorted.restrictions()).isEmpty();
        assertThat(sorted.meeting()).isEqualTo(all.meeting());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("exptime", "there is no column 'exptime'; did you mean t_exptime"),
                Arguments.of("s_ra:down", "'s_ra:down' must end in :desc, in :asc, or after the name of the column"),
                Arguments.of("s_ra:", "'s_ra:' must end in"),
                Arguments.of("", "there is no column ''"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNoOrder(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatasetOrder.parse(text))
                .withMessageStartingWith(message);
    }

    @Test
    void theFirstOnesAreThoseOfTheOrder() {
        ResultExtract.Restriction why = new ResultExtract.Restriction("match", "t_exptime>0", "");
        ResultExtract some = ResultExtract.of(DATASETS, Runs.endedLog())
                .only(dataset -> dataset.record().number(ObsCoreColumn.t_exptime) > 0, why)
                .sorted(DatasetOrder.parse("t_exptime"));
        assertThat(ids(some)).isEqualTo("cad");
        assertThat(some.isCut()).isFalse();
        assertThat(ids(some.first(2))).isEqualTo("ca");
        assertThat(some.first(2).isCut()).isTrue();
        assertThat(some.first(2).meeting()).isEqualTo(3);
    }
}
