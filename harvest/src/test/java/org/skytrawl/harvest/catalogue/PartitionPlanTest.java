package org.skytrawl.harvest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.harvest.catalogue.CatalogueTable.DATASETS;
import static org.skytrawl.harvest.catalogue.CatalogueTable.DATASETS_UNPLACED;
import static org.skytrawl.harvest.catalogue.CatalogueTable.DATASETS_WIDE;
import static org.skytrawl.harvest.catalogue.CatalogueTable.OTHERS;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skytrawl.harvest.catalogue.PartitionPlan.Planned;

class PartitionPlanTest {
    private static final long CELLS_OF_BASE = 1L << 58;

    @Test
    void largestCellsThatHaveFewEnoughRows() {
        PartitionPlan plan = new PartitionPlan(2);
        plan.add(DATASETS, 0, 0.1);
        plan.add(DATASETS, CELLS_OF_BASE / 4, 0.2);
        plan.add(DATASETS, CELLS_OF_BASE / 4 + 1, 0.1);
        plan.add(DATASETS, CELLS_OF_BASE * 11, 0.3);
        assertThat(plan.finish())
                .containsExactly(
                        new Planned(DATASETS, 1, 0, 1, 0.1),
                        new Planned(DATASETS, 1, 1, 2, 0.2),
                        new Planned(DATASETS, 0, 11, 1, 0.3));
    }

    @Test
    void aCellOfTheDeepestOrderMayHaveMore() {
        PartitionPlan plan = new PartitionPlan(2);
        for (int i = 0; i < 5; i++) {
            plan.add(DATASETS, 7, 0);
        }
        assertThat(plan.finish()).containsExactly(new Planned(DATASETS, PartitionPlan.DEEPEST_ORDER, 0, 5, 0));
    }

    @Test
    void tablesWithoutHatsAreCutAfterSoManyRows() {
        PartitionPlan plan = new PartitionPlan(2);
        plan.add(DATASETS, 5, 0);
        plan.add(DATASETS_WIDE, 1, 9);
        plan.add(DATASETS_WIDE, 1, 7);
        plan.add(DATASETS_WIDE, 1, 8);
        plan.add(DATASETS_UNPLACED, -1, Double.NaN);
        plan.add(OTHERS, 5, 0);
        assertThat(plan.finish())
                .containsExactly(
                        new Planned(DATASETS, 0, 0, 1, 0),
                        new Planned(DATASETS_WIDE, -1, 1, 2, 9),
                        new Planned(DATASETS_WIDE, -1, 2, 1, 8),
                        new Planned(DATASETS_UNPLACED, -1, 1, 1, 0),
                        new Planned(OTHERS, 0, 0, 1, 0));
        assertThat(new PartitionPlan(2).finish()).isEmpty();
    }

    @Test
    void eachRowIsInOneCell() {
        Random random = new Random(1);
        for (int world = 0; world < 50; world++) {
            int maxRows = 1 + random.nextInt(30);
            PartitionPlan plan = new PartitionPlan(maxRows);
            long[] cells = random.longs(500, 0, 12 * CELLS_OF_BASE >> random.nextInt(50))
                    .sorted()
                    .toArray();
            for (long cell : cells) {
                plan.add(DATASETS, cell, 0);
            }
            List<Planned> planned = plan.finish();
            int at = 0;
            long end = 0;
            for (Planned file : planned) {
                var range = CatalogueFile.range(file.norder(), file.npix());
                assertThat(range.least()).isGreaterThanOrEqualTo(end);
                end = range.greatest() + 1;
                assertThat(file.rows() <= maxRows || file.norder() == PartitionPlan.DEEPEST_ORDER)
                        .isTrue();
                for (long row = 0; row < file.rows(); row++) {
                    assertThat(cells[at]).isBetween(range.least(), range.greatest());
                    at++;
                }
            }
            assertThat(at).isEqualTo(cells.length);
        }
    }
}
