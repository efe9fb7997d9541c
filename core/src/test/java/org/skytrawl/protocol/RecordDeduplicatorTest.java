package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.TargetMatches;

class RecordDeduplicatorTest {
    private static final RecordLayout LAYOUT =
            new RecordLayout(EnumSet.of(ObsCoreColumn.obs_id, ObsCoreColumn.obs_title, ObsCoreColumn.s_ra));

    private final List<ObsCoreRecord> handedOn = new ArrayList<>();
    private final RecordDeduplicator kept = new RecordDeduplicator((record, bytes) -> handedOn.add(record));

    private static ObsCoreRecord record(@Nullable String id, @Nullable String title, double ra) {
        return record(LAYOUT, id, title, ra);
    }

    private static ObsCoreRecord record(RecordLayout layout, @Nullable String id, @Nullable String title, double ra) {
        @Nullable String[] texts = new @Nullable String[2];
        texts[layout.slot(ObsCoreColumn.obs_id)] = id;
        texts[layout.slot(ObsCoreColumn.obs_title)] = title;
        return new ObsCoreRecord(layout, new double[] {ra}, texts);
    }

    @Test
    void handsOnARowAgainWithTheTargetsThatAreNew() throws Exception {
        kept.accept(matching(Overlap.TESTED, 1, 2), 100);
        kept.accept(matching(Overlap.TESTED, 1), 100);
        kept.accept(matching(Overlap.SERVICE, 2, 3), 100);
        kept.accept(matching(Overlap.SERVICE, 3), 100);
        kept.accept(matching(Overlap.TESTED, 3), 100);
        assertThat(handedOn)
                .extracting(ObsCoreRecord::matches)
                .containsExactly(
                        TargetMatches.of(new int[] {1, 2}, Overlap.TESTED),
                        TargetMatches.of(new int[] {3}, Overlap.SERVICE),
                        TargetMatches.of(new int[] {3}, Overlap.TESTED));
        assertThat(handedOn)
                .extracting(ObsCoreRecord::overlap)
                .containsExactly(Overlap.TESTED, Overlap.SERVICE, Overlap.TESTED);
        assertThat(kept.repeated()).isEqualTo(2);
    }

    private static ObsCoreRecord matching(Overlap overlap, int... targets) {
        return record("a", "t", 10).withOverlap(overlap).withMatches(TargetMatches.of(targets, overlap));
    }

    @Test
    void handsOnARowThatComesAgainAndAgainOnce() throws Exception {
        for (int i = 0; i < 100_000; i++) {
            kept.accept(record("a", null, 10), 100);
        }
        assertThat(handedOn).hasSize(1);
        assertThat(kept.records()).isEqualTo(1);
        assertThat(kept.repeated()).isEqualTo(99_999);
    }

    @Test
    void keepsAllThatDifferInAnyColumn() throws Exception {
        List<ObsCoreRecord> all = new ArrayList<>(List.of(
                record("a", "b", 10),
                record("b", "a", 10),
                record("a", null, 10),
                record(null, "a", 10),
                record("a", "b", Double.NaN),
                record(null, null, 10),
                record(null, null, Double.NaN)));
        for (int i = 0; i < 10_000; i++) {
            all.add(record("id" + i, "b", 10));
        }
        for (int round = 0; round < 3; round++) {
            for (ObsCoreRecord record : all) {
                kept.accept(record, 100);
            }
        }
        assertThat(handedOn).containsExactlyElementsOf(all);
        assertThat(kept.repeated()).isEqualTo(2L * all.size());
    }

    @Test
    void knowsARowAgainThatAnotherAnswerHasWithAnotherSetOfColumns() throws Exception {
        RecordLayout more = new RecordLayout(
                Set.of(ObsCoreColumn.obs_id, ObsCoreColumn.obs_title, ObsCoreColumn.s_ra, ObsCoreColumn.facility_name));
        @Nullable String[] texts = new @Nullable String[3];
        texts[more.slot(ObsCoreColumn.obs_id)] = "a";
        kept.accept(record("a", null, 10), 100);
        kept.accept(new ObsCoreRecord(more, new double[] {10}, texts), 100);
        kept.accept(record(new RecordLayout(LAYOUT.columns()), "a", null, 10), 100);
        assertThat(handedOn).hasSize(1);
        @Nullable String[] other = texts.clone();
        other[more.slot(ObsCoreColumn.facility_name)] = "x";
        kept.accept(new ObsCoreRecord(more, new double[] {10}, other), 100);
        assertThat(handedOn).hasSize(2);
    }

    /** Texts of one hash are easily made; that must not make each row look at all others. */
    @Test
    void rowsMadeToCollideAreKeptInTime() throws Exception {
        int count = 1 << 14;
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 14; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            kept.accept(record(text.toString(), null, 10), 100);
        }
        assertThat(handedOn).hasSize(count);
    }
}
