package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.model.Verdict.NO;
import static org.skytrawl.model.Verdict.UNKNOWN;
import static org.skytrawl.model.Verdict.YES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void unknownMatchesOnlyAnInclusiveQuestion() {
        assertThat(UNKNOWN.matches(false)).isFalse();
        assertThat(UNKNOWN.matches(true)).isTrue();
        assertThat(YES.matches(false)).isTrue();
        assertThat(NO.matches(true)).isFalse();
    }

    @Test
    void noOutweighsUnknownAndUnknownOutweighsYes() {
        assertThat(YES.and(YES)).isEqualTo(YES);
        assertThat(YES.and(UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(UNKNOWN.and(YES)).isEqualTo(UNKNOWN);
        assertThat(UNKNOWN.and(NO)).isEqualTo(NO);
        assertThat(NO.and(UNKNOWN)).isEqualTo(NO);
    }

    @ParameterizedTest
    @CsvSource({
        "1,2,YES",
        "2,3,YES",
        "0,1,YES",
        "0,9,YES",
        "3,4,NO",
        "-1,0.5,NO",
        "NaN,NaN,UNKNOWN",
        "1.5,NaN,YES",
        "2.5,NaN,NO",
        "0,NaN,UNKNOWN",
        "NaN,1.5,YES",
        "NaN,0.5,NO",
        "NaN,3,UNKNOWN",
        "4,0,YES",
        "9,8,NO"
    })
    void judgesMetadataOfWhichEndsMayBeMissing(double min, double max, Verdict verdict) {
        assertThat(new Interval(1, 2).judge(min, max)).isEqualTo(verdict);
    }

    @Test
    void openEndsStayOpenWhenWidened() {
        assertThat(new Interval(-INF, INF).widened(0, 0.1)).isEqualTo(new Interval(-INF, INF));
        assertThat(new Interval(10, INF).widened(0.1, 0.5)).isEqualTo(new Interval(8.5, INF));
    }
}
