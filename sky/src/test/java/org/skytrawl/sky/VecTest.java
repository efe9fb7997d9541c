package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short ways say what the angle says. */
class VecTest {
    private static final int CASES = 200_000;

    private final Random random = new Random(3);

    private Vec direction() {
        return new Vec(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
    }

    /** At an angle of any size, down to far below a microarcsecond. */
    private Vec near(Vec a) {
        double angle = random.nextInt(4) == 0
                ? Math.PI * (1 - Math.pow(10, -12 * random.nextDouble()))
                : Math.pow(10, 0.49 - 13 * random.nextDouble());
        Vec across = a.cross(direction()).unit();
        return a.times(Math.cos(angle)).plus(across.times(Math.sin(angle))).unit();
    }

    /** Around a limit, from far off to the next number. */
    private double around(double angleRad) {
        double part = Math.pow(10, -17 * random.nextDouble());
        return random.nextBoolean() ? angleRad * (1 + part) : Math.max(0, angleRad * (1 - part));
    }

    /** As far from a unit vector as {@link SkyPoint} allows. */
    private Vec roughly(Vec unit) {
        return unit.times(1 + 0.9e-9 * (2 * random.nextDouble() - 1));
    }

    @Test
    void whatIsWithinALimitHasNoLargerAngle() {
        for (int i = 0; i < CASES; i++) {
            Vec a = roughly(direction());
            Vec b = roughly(near(a));
            double limitRad = random.nextInt(10) == 0 ? Vec.TOUCH_RAD : around(Vec.angleRad(a, b));
            assertThat(Vec.isWithin(a, b, limitRad))
                    .as("%s %s %s", a, b, limitRad)
                    .isEqualTo(Vec.angleRad(a, b) <= limitRad);
        }
    }

    @Test
    void whatIsNearAnArcHasNoLargerDistance() {
        for (int i = 0; i < CASES; i++) {
            Vec a = direction();
            Vec b = random.nextInt(50) == 0 ? a : near(a);
            Vec p = random.nextInt(3) == 0
                    ? near(a.plus(b).norm() < 0.1 ? a : a.plus(b).unit())
                    : near(a);
            double distanceRad = Vec.distanceToArcRad(p, a, b);
            double limitRad = random.nextInt(10) == 0 ? Vec.TOUCH_RAD : around(distanceRad);
            assertThat(Vec.isNearArc(p, a, b, limitRad))
                    .as("%s %s %s %s", p, a, b, limitRad)
                    .isEqualTo(distanceRad <= limitRad);
        }
    }
}
