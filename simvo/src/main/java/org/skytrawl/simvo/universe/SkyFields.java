package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Places that many observe: services of the layout for target lists have data there, and target lists targets. Immutable. */
public final class SkyFields {
    private static final int ANYWHERE = 19;

    private final List<double[]> middles = new ArrayList<>();

    private SkyFields() {}

    /** The same for the same seed: M 31, the poles, two at RA 0, and some anywhere. */
    public static SkyFields of(long seed) {
        SkyFields fields = new SkyFields();
        fields.middles.add(DatasetMaker.EXAMPLE);
        fields.middles.add(new double[] {120, 90});
        fields.middles.add(new double[] {0, -90});
        fields.middles.add(new double[] {0, 0});
        fields.middles.add(new double[] {359.8, -52});
        SplittableRandom random = new SplittableRandom(seed ^ 0xF1E1D5L);
        for (int i = 0; i < ANYWHERE; i++) {
            fields.middles.add(DatasetMaker.middle(DatasetMaker.Place.ANYWHERE, random));
        }
        return fields;
    }

    /** RA and Dec of the middle of one of them, degrees. */
    double[] any(SplittableRandom random) {
        return middles.get(random.nextInt(middles.size()));
    }

    /** RA and Dec of a place in one of them: most are within 3 degrees of its middle. */
    public double[] near(SplittableRandom random) {
        return DatasetMaker.scattered(any(random), 1.5 * Math.abs(random.nextDouble() + random.nextGaussian()), random);
    }

    /** RA and Dec of a place anywhere on the sky. */
    public static double[] anywhere(SplittableRandom random) {
        return DatasetMaker.scattered(DatasetMaker.middle(DatasetMaker.Place.ANYWHERE, random), 0, random);
    }
}
