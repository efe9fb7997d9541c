package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.merge.Records;

class SeparationTest {
    private static Question of(@Nullable Region region) {
        return new Question(region, new Interval(1e-7, 2e-7), null, Set.of());
    }

    private static double of(Region region, @Nullable Double raDeg, @Nullable Double decDeg) {
        return of(region)
                .separationDeg(Records.of(null, null, null)
                        .with(ObsCoreColumn.s_ra, raDeg)
                        .with(ObsCoreColumn.s_dec, decDeg)
                        .get());
    }

    @ParameterizedTest
    @CsvSource({
        // the same place, across RA 0, over a pole, opposite, and far less than an arcsecond at Dec 60
        "10, 20, 10, 20, 0",
        "359.5, 0, 0.5, 0, 1",
        "10, 89, 190, 89, 2",
        "10, 20, 190, -20, 180",
        "10, 60, 10.000000002, 60, 0.000000001",
        "370, -30, 10, -90, 60"
    })
    void isTheGreatCircleBetweenTheCentres(double raDeg, double decDeg, double ra, double dec, double expected) {
        assertThat(of(new Cone(raDeg, decDeg, 1), ra, dec)).isCloseTo(expected, within(1e-13));
    }

    @Test
    void takesTheCentreOfTheConeAroundOtherRegions() {
        assertThat(of(PolygonRegion.parse("9,-1 11,-1 11,1 9,1"), 10.0, 0.5)).isCloseTo(0.5, within(1e-6));
        MocRegion moc = MocRegion.parse("6/100");
        Cone around = moc.enclosingCone();
        assertThat(of(moc, around.raDeg(), around.decDeg())).isZero();
    }

    @Test
    void isUnknownWithoutARegionOrACentre() {
        Cone cone = new Cone(10, 20, 1);
        assertThat(of(cone, null, 20.0)).isNaN();
        assertThat(of(cone, 10.0, null)).isNaN();
        assertThat(of(cone, Double.POSITIVE_INFINITY, 20.0)).isNaN();
        assertThat(of(cone, 10.0, 90.5)).isNaN();
        assertThat(of(null).separationDeg(Records.of(null, null, null)
                        .with(ObsCoreColumn.s_ra, 1)
                        .with(ObsCoreColumn.s_dec, 1)
                        .get()))
                .isNaN();
    }
}
