package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.Span;

class DatasetMatchTest {
    private static final Question EXAMPLE = Question.EXAMPLE;
    private static final Question ALL_TIMES = new Question(EXAMPLE.cone(), null, null, Set.of(), false);

    private static boolean counts(SimProtocol protocol, Dataset dataset, Question question) {
        return DatasetMatch.counts(protocol, dataset, question);
    }

    @Test
    void anOutlineThatTouchesCounts() {
        Dataset near = Datasets.at(1, 10.68, 41.27 + 0.29, new Extent.Circle(0.1));
        Dataset far = Datasets.at(2, 10.68, 41.27 + 0.31, new Extent.Circle(0.1));
        for (SimProtocol protocol : SimProtocol.values()) {
            assertThat(counts(protocol, near, EXAMPLE)).isTrue();
            assertThat(counts(protocol, far, EXAMPLE)).isFalse();
        }
    }

    @Test
    void obsTapFindsWhatHasNoOutlineByItsFieldOfViewUpToTwoDegreesOutside() {
        Dataset near = Datasets.at(1, 10.68, 41.27 + 0.25, new Extent.FieldOfView(0.2));
        Dataset far = Datasets.at(2, 10.68, 41.27 + 2.25, new Extent.FieldOfView(5));
        for (SimProtocol protocol : SimProtocol.values()) {
            assertThat(counts(protocol, near, EXAMPLE)).isTrue();
            assertThat(counts(protocol, far, EXAMPLE)).isEqualTo(protocol != SimProtocol.OBSTAP);
        }
    }

    @Test
    void aBareCentreIsFoundInTheConeAndByObsTapNearItWhereUnknownCounts() {
        Dataset inside = Datasets.at(1, 10.68, 41.3, new Extent.CentreOnly());
        Dataset outside = Datasets.at(2, 10.68, 41.5, new Extent.CentreOnly());
        Dataset far = Datasets.at(3, 10.68, 43.5, new Extent.CentreOnly());
        for (SimProtocol protocol : SimProtocol.values()) {
            assertThat(counts(protocol, inside, EXAMPLE)).isTrue();
            assertThat(counts(protocol, outside, EXAMPLE)).isFalse();
            assertThat(counts(protocol, outside, EXAMPLE.asInclusive())).isEqualTo(protocol == SimProtocol.OBSTAP);
            assertThat(counts(protocol, far, EXAMPLE.asInclusive())).isFalse();
        }
    }

    @Test
    void sia1TellsTheMiddleOfALongObservationOnly() {
        Dataset longOne = Datasets.of(
                1, "image", 10.68, 41.27, new Extent.Circle(0.1), new Span(54_000.2, 54_900.2), Datasets.RED);
        assertThat(counts(SimProtocol.SIA2, longOne, EXAMPLE)).isTrue();
        assertThat(counts(SimProtocol.SIA1, longOne, EXAMPLE)).isFalse();
    }

    @Test
    void anUnknownTimeCountsOnlyWhenAskedInclusively() {
        Dataset timeless = Datasets.of(1, "image", 10.68, 41.27, new Extent.Circle(0.1), null, Datasets.RED);
        for (SimProtocol protocol : SimProtocol.values()) {
            assertThat(counts(protocol, timeless, EXAMPLE)).isFalse();
            assertThat(counts(protocol, timeless, EXAMPLE.asInclusive())).isTrue();
            assertThat(counts(protocol, timeless, ALL_TIMES)).isTrue();
        }
    }

    @Test
    void sia2LeavesOutUnknownTimesWhereTheyAloneBoundTheQuestion() {
        Dataset timeless = Datasets.of(1, "image", 10.68, 41.27, new Extent.Circle(0.1), null, Datasets.RED);
        Question noPlace = new Question(null, null, EXAMPLE.mjd(), Set.of("image"), true);
        assertThat(counts(SimProtocol.SIA2, timeless, noPlace)).isFalse();
        assertThat(counts(SimProtocol.OBSTAP, timeless, noPlace)).isTrue();
    }

    @Test
    void anotherProductTypeDoesNotCount() {
        Dataset cube = Datasets.of(1, "cube", 10.68, 41.27, new Extent.Circle(0.1), Datasets.IN_2010, Datasets.RED);
        assertThat(counts(SimProtocol.SIA2, cube, EXAMPLE)).isFalse();
        assertThat(counts(SimProtocol.SIA2, cube, ALL_TIMES)).isTrue();
    }
}
