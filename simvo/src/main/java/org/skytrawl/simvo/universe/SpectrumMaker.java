package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.skytrawl.simvo.universe.DatasetMaker.Place;

/** Makes spectra and time series: small apertures, wide bands of spectra, long times of series. */
final class SpectrumMaker {
    private static final double ARCSEC_DEG = 1 / 3600.0;

    /** Of spectrographs and of detectors that count with time. */
    private static final double[][] BANDS_M = {
        {3.2e-7, 1.05e-6}, {9e-7, 2.5e-6}, {1.1e-7, 3.2e-7}, {2e-10, 5e-9}, {8e-4, 4e-3}, {2e-6, 3e-5}
    };

    private static final String[] BAND_NAMES = {"optical", "infrared", "UV", "X-ray", "millimetre", "mid-infrared"};

    private final SplittableRandom random;
    private final List<Dataset> all;
    private int collections;

    SpectrumMaker(SplittableRandom random, List<Dataset> all) {
        this.random = random;
        this.all = all;
    }

    SplittableRandom random() {
        return random;
    }

    /** The content of a collection: its product types, the frequent ones several times. */
    enum Content {
        SPECTRA("spectra", "spectrum", "spectrum", "spectrum", "spectrum", "slit-spectrum"),
        PLAIN_SPECTRA("spectra", "spectrum"),
        TIME_SERIES("light curves", "timeseries", "light-curve", "light-curve"),
        MIXED("archive", "spectrum", "spectrum", "timeseries", "light-curve", "sed"),
        /** Also what only ObsCore has. */
        ALL("observations", "spectrum", "timeseries", "sed", "visibility", "event", "measurements", "spectral-cube");

        private final String name;
        private final List<String> types;

        Content(String name, String... types) {
            this.name = name;
            this.types = List.of(types);
        }
    }

    /** @param formats of each dataset's files; empty for one file */
    List<Dataset> collection(Content content, boolean hasDid, List<FileFormat> formats) {
        collections++;
        int band = random.nextInt(BANDS_M.length);
        String name = BAND_NAMES[band] + " " + content.name + " " + collections;
        // most are at the place of the example
        Place place = random.nextInt(3) < 2 ? Place.EXAMPLE : Place.of(random);
        double[] middle = DatasetMaker.middle(place, random);
        List<Dataset> made = new ArrayList<>();
        int count = 8 + random.nextInt(17);
        for (int i = 0; i < count; i++) {
            double[] at = DatasetMaker.scattered(middle, place == Place.ANYWHERE ? 3 : random.nextDouble(0.6), random);
            String type = content.types.get(random.nextInt(content.types.size()));
            made.add(dataset(type, name, band, at, hasDid, formats));
        }
        return made;
    }

    private Dataset dataset(
            String type, String collection, int band, double[] at, boolean hasDid, List<FileFormat> formats) {
        int id = all.size();
        double start = 48_000 + random.nextInt(12_500) + 0.2 + random.nextDouble(0.3);
        boolean isSeries = type.equals("timeseries") || type.equals("light-curve");
        double lo = BANDS_M[band][0] * (1 + random.nextDouble(0.3));
        double hi = isSeries ? lo * 1.1 : lo + (BANDS_M[band][1] - lo) * random.nextDouble(0.5, 1);
        // an even number of nights, so that the middle is as far from midnight as the ends
        int nights = isSeries ? 2 * random.nextInt(1, 700) : 0;
        Dataset dataset = new Dataset(
                id,
                type,
                at[0],
                at[1],
                aperture(),
                random.nextInt(100) < 8 ? null : new Span(start, start + random.nextDouble(0.001, 0.14) + nights),
                random.nextInt(100) < 8 ? null : new Span(lo, hi),
                "Source <" + id % 100 + "> & surroundings " + id,
                collection,
                hasDid ? "ivo://sim.skytrawl/~?" + collection.replace(' ', '-') + "/" + id : null,
                6 + random.nextInt(40),
                formats);
        all.add(dataset);
        return dataset;
    }

    private Extent aperture() {
        int dice = random.nextInt(100);
        if (dice < 20) {
            return new Extent.CentreOnly();
        }
        double diameterDeg = ARCSEC_DEG * (dice < 60 ? random.nextDouble(0.5, 4) : random.nextDouble(4, 240));
        return dice < 80 ? new Extent.FieldOfView(diameterDeg) : new Extent.Circle(diameterDeg / 2);
    }

    /** One that every question for the example's place and time finds. */
    Dataset example() {
        int id = all.size();
        double start = 55_000 + random.nextInt(4_000) + 0.3;
        Dataset dataset = new Dataset(
                id,
                "spectrum",
                DatasetMaker.rounded(DatasetMaker.EXAMPLE[0] + random.nextDouble(-0.1, 0.1)),
                DatasetMaker.rounded(DatasetMaker.EXAMPLE[1] + random.nextDouble(-0.1, 0.1)),
                new Extent.FieldOfView(2 * ARCSEC_DEG),
                new Span(start, start + 0.05),
                new Span(3.5e-7, 9e-7),
                "Plain spectrum " + id,
                "plain",
                "ivo://sim.skytrawl/~?plain/" + id,
                8);
        all.add(dataset);
        return dataset;
    }
}
