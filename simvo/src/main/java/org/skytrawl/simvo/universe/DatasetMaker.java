package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

final class DatasetMaker {
    /** The place of the README's example: RA and Dec in degrees. */
    static final double[] EXAMPLE = {10.68, 41.27};

    private static final double[][] BANDS_M = {
        {0.05, 0.3}, {8e-4, 3e-3}, {1.2e-6, 2.4e-6}, {3.5e-7, 9e-7}, {1.2e-7, 3e-7}, {1e-10, 4e-9}, {1e-13, 1e-12}
    };
    private static final String[] BAND_NAMES = {"radio", "millimetre", "infrared", "optical", "UV", "X-ray", "gamma"};
    private static final String[] TITLES = {
        "Deep field",
        "M 31 <core> & halo",
        "Champ profond n\u00b0",
        "Überblick",
        "Survey tile",
        "Himmelsdurchmusterung \u03b1"
    };

    private final SplittableRandom random;
    private final List<Dataset> all;
    private int collections;

    /** @param all the datasets of the universe, to which it adds its own */
    DatasetMaker(SplittableRandom random, List<Dataset> all) {
        this.random = random;
        this.all = all;
    }

    enum Place {
        EXAMPLE,
        RA_ZERO,
        NORTH_POLE,
        SOUTH_POLE,
        ANYWHERE;

        /** Two in five collections are at the place of the example. */
        static Place of(SplittableRandom random) {
            int dice = random.nextInt(100);
            return dice < 40
                    ? EXAMPLE
                    : dice < 50 ? RA_ZERO : dice < 57 ? NORTH_POLE : dice < 63 ? SOUTH_POLE : ANYWHERE;
        }
    }

    record Style(Place place, boolean sia1, boolean hasDid) {}

    List<Dataset> collection(Style style, int count) {
        int band = random.nextInt(BANDS_M.length);
        return around(style, middle(style.place(), random), band, count);
    }

    List<Dataset> around(Style style, double[] middle, int count) {
        return around(style, middle, random.nextInt(BANDS_M.length), count);
    }

    private List<Dataset> around(Style style, double[] middle, int band, int count) {
        collections++;
        String name = BAND_NAMES[band] + " survey " + collections;
        List<Dataset> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(dataset(style, name, band, middle));
        }
        return made;
    }

    Dataset example() {
        int id = all.size();
        double start = 55_000 + random.nextInt(4_000) + 0.3;
        Dataset dataset = new Dataset(
                id,
                "image",
                rounded(EXAMPLE[0] + random.nextDouble(-0.1, 0.1)),
                rounded(EXAMPLE[1] + random.nextDouble(-0.1, 0.1)),
                new Extent.Rectangle(0.1, 0.1),
                new Span(start, start + 0.05),
                new Span(4e-7, 5e-7),
                "Plain image " + id,
                "plain",
                "ivo://sim.skytrawl/~?plain/" + id,
                40);
        all.add(dataset);
        return dataset;
    }

    private Dataset dataset(Style style, String collection, int band, double[] middle) {
        int id = all.size();
        double spreadDeg = style.place() == Place.ANYWHERE ? 5 : 1;
        double[] at = scattered(middle, spreadDeg * Math.abs(random.nextGaussian()) * 0.5, random);
        int dice = random.nextInt(100);
        String type = dice < 82 ? "image" : dice < 92 ? "cube" : "spectrum";
        double day = 48_000 + random.nextInt(12_500);
        double start = day + 0.2 + random.nextDouble(0.3);
        double lo = BANDS_M[band][0] * (1 + random.nextDouble());
        Dataset dataset = new Dataset(
                id,
                type,
                at[0],
                at[1],
                extent(style),
                random.nextInt(100) < 8 ? null : new Span(start, start + random.nextDouble(0.001, 0.14) + nights()),
                random.nextInt(100) < 8 ? null : new Span(lo, lo + (BANDS_M[band][1] - lo) * random.nextDouble(0.2, 1)),
                TITLES[random.nextInt(TITLES.length)] + " " + id,
                collection,
                style.hasDid() ? "ivo://sim.skytrawl/~?" + collection.replace(' ', '-') + "/" + id : null,
                8 + random.nextInt(100_000) / 500);
        all.add(dataset);
        return dataset;
    }

    /** Even, so that the middle, the only time in SIA1, is as far from midnight as the ends. */
    private int nights() {
        return random.nextInt(12) == 0 ? 2 * random.nextInt(1, 500) : 0;
    }

    private Extent extent(Style style) {
        double sizeDeg = random.nextInt(20) == 0 ? random.nextDouble(1, 4) : random.nextDouble(0.05, 0.8);
        int dice = random.nextInt(100);
        if (dice < 45) {
            return new Extent.Rectangle(sizeDeg, sizeDeg * random.nextDouble(0.5, 1));
        }
        if (dice < 75) {
            return new Extent.Circle(sizeDeg / 2);
        }
        // SIA1 gives at least the size of each image
        return dice < 90 || style.sia1() ? new Extent.FieldOfView(sizeDeg) : new Extent.CentreOnly();
    }

    static double[] middle(Place place, SplittableRandom random) {
        return switch (place) {
            case EXAMPLE -> EXAMPLE;
            case RA_ZERO -> new double[] {random.nextDouble(-0.2, 0.2), random.nextDouble(-60, 60)};
            case NORTH_POLE -> new double[] {random.nextDouble(360), random.nextDouble(89.3, 90)};
            case SOUTH_POLE -> new double[] {random.nextDouble(360), -random.nextDouble(89.3, 90)};
            case ANYWHERE -> new double[] {random.nextDouble(360), Math.toDegrees(Math.asin(random.nextDouble(-1, 1)))};
        };
    }

    static double[] scattered(double[] middle, double distanceDeg, SplittableRandom random) {
        double angle = random.nextDouble(2 * Math.PI);
        double d = Math.toRadians(distanceDeg);
        double dec0 = Math.toRadians(middle[1]);
        double dec = Math.asin(Math.sin(dec0) * Math.cos(d) + Math.cos(dec0) * Math.sin(d) * Math.cos(angle));
        double ra = Math.toRadians(middle[0])
                + Math.atan2(
                        Math.sin(angle) * Math.sin(d) * Math.cos(dec0), Math.cos(d) - Math.sin(dec0) * Math.sin(dec));
        double raDeg = Math.toDegrees(ra) % 360;
        return new double[] {rounded(raDeg < 0 ? raDeg + 360 : raDeg), rounded(Math.toDegrees(dec))};
    }

    static double rounded(double deg) {
        return Math.rint(deg * 1e7) / 1e7;
    }
}
