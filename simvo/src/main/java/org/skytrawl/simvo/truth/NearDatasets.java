package org.skytrawl.simvo.truth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;

/** The datasets of one service by declination, so that few are compared with each target. Immutable. */
final class NearDatasets {
    /** More than rounding. */
    private static final double SLACK_DEG = 1e-6;

    private final Dataset[] datasets;
    private final double[] decsDeg;
    private final double[][] directions;
    private final double[] reachesDeg;
    private final double longestReachDeg;

    /** @param bareReachDeg how far from its centre a dataset without extent counts, degrees */
    NearDatasets(List<Dataset> some, double bareReachDeg) {
        datasets = some.stream()
                .sorted(Comparator.comparingDouble(Dataset::decDeg))
                .toArray(Dataset[]::new);
        decsDeg = Arrays.stream(datasets).mapToDouble(Dataset::decDeg).toArray();
        directions = Arrays.stream(datasets)
                .map(dataset -> Sphere.direction(dataset.raDeg(), dataset.decDeg()))
                .toArray(double[][]::new);
        reachesDeg = Arrays.stream(datasets)
                .mapToDouble(dataset -> SLACK_DEG
                        + (dataset.extent() instanceof Extent.CentreOnly
                                ? bareReachDeg
                                : dataset.extent().fovDeg() / 2))
                .toArray();
        longestReachDeg = Arrays.stream(reachesDeg).max().orElse(0);
    }

    @FunctionalInterface
    interface Use {
        void of(Dataset dataset);
    }

    /** Gives each that may touch a target's circle, and perhaps some that do not. */
    void forEachNear(Target target, Use use) {
        double farthestDeg = target.radiusDeg() + longestReachDeg;
        int first = Arrays.binarySearch(decsDeg, target.decDeg() - farthestDeg);
        double[] from = Sphere.direction(target.raDeg(), target.decDeg());
        for (int i = begin(first); i < datasets.length && decsDeg[i] <= target.decDeg() + farthestDeg; i++) {
            if (Sphere.angleDeg(from, directions[i]) <= target.radiusDeg() + reachesDeg[i]) {
                use.of(datasets[i]);
            }
        }
    }

    /** The search may end at any of several equal declinations. */
    private int begin(int found) {
        int begin = found < 0 ? -found - 1 : found;
        while (begin > 0 && decsDeg[begin - 1] == decsDeg[Math.min(begin, decsDeg.length - 1)]) {
            begin--;
        }
        return begin;
    }
}
