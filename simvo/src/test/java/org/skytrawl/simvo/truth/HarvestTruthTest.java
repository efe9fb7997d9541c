package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HarvestTruthTest {
    private static final List<String> NAMES = List.of("obs_id", "t_min", "s_ra");

    @Test
    void theOrderOfColumnsAndOfRowsDoesNotMatter() {
        long hash = HarvestTruth.hash(NAMES, "a", 1.5, 2.25);
        assertThat(HarvestTruth.hash(List.of("s_ra", "obs_id", "t_min"), "2.25", "a", "1.5"))
                .isEqualTo(hash);
        HarvestTruth one = HarvestTruth.NOTHING.with(NAMES, "a", 1.5, 2.25).with(NAMES, "b", 1.0, null);
        HarvestTruth other = HarvestTruth.NOTHING.with(NAMES, "b", 1.0, null).with(NAMES, "a", 1.5, 2.25);
        assertThat(one).isEqualTo(other).extracting(HarvestTruth::rows).isEqualTo(2L);
    }

    @Test
    void whatIsMissingInVoTableIsMissing() {
        assertThat(HarvestTruth.hash(NAMES, "", Double.NaN, "NaN"))
                .isEqualTo(HarvestTruth.hash(NAMES, null, null, null))
                .isEqualTo(HarvestTruth.hash(List.of()));
    }

    @Test
    void eachValueAndItsColumnMatter() {
        long hash = HarvestTruth.hash(NAMES, "a", 1.5, 2.25);
        assertThat(HarvestTruth.hash(NAMES, "a", 2.25, 1.5)).isNotEqualTo(hash);
        assertThat(HarvestTruth.hash(NAMES, "b", 1.5, 2.25)).isNotEqualTo(hash);
        assertThat(HarvestTruth.hash(NAMES, null, 1.5, 2.25)).isNotEqualTo(hash);
        // cells that move from one row to another change the sum
        assertThat(HarvestTruth.NOTHING.with(NAMES, "a", 1.0, 2.0).with(NAMES, "b", 3.0, 4.0))
                .isNotEqualTo(HarvestTruth.NOTHING.with(NAMES, "a", 3.0, 4.0).with(NAMES, "b", 1.0, 2.0));
    }
}
