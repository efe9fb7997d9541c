package org.skytrawl.simvo.truth;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.skytrawl.simvo.universe.SkyFields;

/**
 * A list of targets without end for the universe of the layout {@code targets} with the same seed. Two in three are in its
 * fields, most others anywhere; some are at the poles and at RA 0, and some at the place of the one before. Immutable.
 */
public final class SimTargets {
    private static final double[] RADII_DEG = {
        5 / 3600.0, 5 / 3600.0, 5 / 3600.0, 0.01, 0.01, 0.01, 0.05, 0.05, 0.05, 0.05, 0.3
    };

    private static final double[][] SPECIAL = {
        {0, 90}, {0, -90}, {137.5, 90}, {0, 0}, {359.9999999, 0}, {0, -52}, {359.9999, 41.27}, {10.68, 41.27}
    };

    private static final int SPECIAL_EVERY = 50;
    private static final int SAME_PLACE_EVERY = 40;

    private final long seed;
    private final SkyFields fields;

    private SimTargets(long seed) {
        this.seed = seed;
        this.fields = SkyFields.of(seed);
    }

    public static SimTargets of(long seed) {
        return new SimTargets(seed);
    }

    /** The target of a number, from 0: always the same. */
    public Target target(int number) {
        SplittableRandom random = random(number);
        double radiusDeg = RADII_DEG[random.nextInt(RADII_DEG.length)];
        boolean again = number % SAME_PLACE_EVERY == SAME_PLACE_EVERY - 1;
        double[] place = place(again ? number - 1 : number);
        return new Target("T" + number, place[0], place[1], radiusDeg);
    }

    private SplittableRandom random(int number) {
        // an odd factor, so that the numbers of neighbours have nothing in common
        return new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (number + 1L));
    }

    private double[] place(int number) {
        if (number % SPECIAL_EVERY == 0) {
            return SPECIAL[number / SPECIAL_EVERY % SPECIAL.length];
        }
        SplittableRandom random = random(~number);
        return random.nextInt(3) < 2 ? fields.near(random) : SkyFields.anywhere(random);
    }

    public List<Target> first(int count) {
        return IntStream.range(0, count).mapToObj(this::target).toList();
    }

    /** Writes a table in CSV with the columns id, ra, dec and radius (degrees). */
    public void writeCsv(int count, Appendable out) throws IOException {
        out.append("id,ra,dec,radius\n");
        for (int i = 0; i < count; i++) {
            Target target = target(i);
            out.append(target.id() + "," + target.raDeg() + "," + target.decDeg() + "," + target.radiusDeg() + "\n");
        }
    }
}
