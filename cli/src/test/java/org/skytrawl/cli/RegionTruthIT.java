package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;

/** Polygons and MOCs asked of a whole VO: what comes is what a filter point by point leaves of the known datasets. */
@Timeout(180)
class RegionTruthIT {
    private static final int STEPS = 24;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /**
     * A question and the plainest test of whether a point lies in its region.
     *
     * @param faults what services do not understand
     */
    private record Asked(Region region, Predicate<SkyPoint> holds, String faults) {
        @Override
        public String toString() {
            return region + " with faults " + faults;
        }
    }

    private static Stream<Asked> questions() {
        return Stream.of("", "no-geometry=0.3", "no-frame=0.2,no-circle=0.2,no-s-region=0.2", "row-limit=1")
                .flatMap(faults -> Stream.of(
                        convex(faults, 10.2, 40.8, 11.2, 41.0, 11.0, 41.9, 10.4, 41.7),
                        convex(faults, 10.65, 41.2, 10.75, 41.2, 10.7, 41.35),
                        cells(faults, Moc.ofCells(7, around(7)).union(Moc.ofCells(10, around(10)))),
                        cells(faults, Moc.ofCells(6, around(6)).minus(Moc.ofCells(8, around(8))))));
    }

    /** The cell of an order at M31's middle, and some near it. */
    private static long[] around(int order) {
        long cell = Healpix.cellOf(order, SkyPoint.ofDegrees(10.68, 41.27));
        return new long[] {cell, cell ^ 1, cell ^ 7};
    }

    /** Vertices counter-clockwise as seen from the outside of the sphere: a point inside is left of all sides. */
    private static Asked convex(String faults, double... raDec) {
        int n = raDec.length / 2;
        return new Asked(
                PolygonRegion.ofDegrees(raDec),
                point -> {
                    for (int i = 0; i < n; i++) {
                        SkyPoint a = SkyPoint.ofDegrees(raDec[2 * i], raDec[2 * i + 1]);
                        int k = (i + 1) % n;
                        SkyPoint b = SkyPoint.ofDegrees(raDec[2 * k], raDec[2 * k + 1]);
                        double left = (a.y() * b.z() - a.z() * b.y()) * point.x()
                                + (a.z() * b.x() - a.x() * b.z()) * point.y()
                                + (a.x() * b.y() - a.y() * b.x()) * point.z();
                        if (left < 0) {
                            return false;
                        }
                    }
                    return true;
                },
                faults);
    }

    private static Asked cells(String faults, Moc moc) {
        return new Asked(new MocRegion(moc), moc::contains, faults);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void findsWhatAFilterPointByPointLeavesOfTheTruth(Asked asked) throws Exception {
        SimOptions options = SimOptions.of(80, 5);
        if (!asked.faults().isEmpty()) {
            options = options.withFaults(FaultPlan.parse(asked.faults()));
        }
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryResult found = Discovery.of(new Question(asked.region(), null, null, Set.of("image")))
                    .registries(List.of(vo.registryUrl()))
                    .cacheDirectory(folder)
                    .run();
            assertThat(found.losses()).isEmpty();
            List<Integer> ids = found.datasets().stream()
                    .map(dataset -> vo.datasetId(dataset.record().text(ObsCoreColumn.access_url)))
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().doesNotContainNull();
            Set<Integer> must = new TreeSet<>();
            Set<Integer> may = new TreeSet<>();
            // what can be reached of it in a cone around the region
            Cone around = asked.region().enclosingCone();
            for (int id : vo.truth(new org.skytrawl.simvo.truth.Question(
                            new org.skytrawl.simvo.truth.Question.Cone(
                                    around.raDeg(), around.decDeg(), Math.max(around.radiusDeg(), 0.01) + 6),
                            null,
                            null,
                            Set.of("image"),
                            false))
                    .withFailOver()) {
                sort(dataset(vo, id), id, asked.holds(), must, may);
            }
            assertThat(must).hasSizeGreaterThan(3);
            assertThat(ids).containsAll(must);
            may.addAll(must);
            assertThat(may).containsAll(ids);
            Set<Protocol> protocols = found.datasets().stream()
                    .flatMap(dataset -> dataset.origins().stream())
                    .map(origin -> origin.protocol())
                    .collect(Collectors.toSet());
            assertThat(protocols).hasSizeGreaterThan(1);
        }
    }

    private static Dataset dataset(SimulatedVo vo, int id) {
        return vo.universe().services().stream()
                .flatMap(service -> service.published().stream())
                .map(published -> published.dataset())
                .filter(dataset -> dataset.id() == id)
                .findFirst()
                .orElseThrow();
    }

    /** Into those that overlap, and those of which samples cannot tell, or services that have no outline. */
    private static void sort(Dataset dataset, int id, Predicate<SkyPoint> holds, Set<Integer> must, Set<Integer> may) {
        double stepDeg = dataset.extent().fovDeg() / STEPS;
        boolean centre = holds.test(SkyPoint.ofDegrees(dataset.raDeg(), dataset.decDeg()));
        boolean hasOutline = dataset.extent() instanceof Extent.Circle || dataset.extent() instanceof Extent.Rectangle;
        if (centre || (hasOutline && anySample(dataset, 0, holds))) {
            must.add(id);
        } else if (anySample(dataset, 2 * stepDeg, holds)) {
            may.add(id);
        }
    }

    private static boolean anySample(Dataset dataset, double marginDeg, Predicate<SkyPoint> holds) {
        double halfWidthDeg = dataset.extent().fovDeg() / 2;
        double halfHeightDeg = halfWidthDeg;
        if (dataset.extent() instanceof Extent.Rectangle rectangle) {
            halfWidthDeg = rectangle.widthDeg() / 2;
            halfHeightDeg = rectangle.heightDeg() / 2;
        }
        for (int i = -STEPS; i <= STEPS; i++) {
            for (int j = -STEPS; j <= STEPS; j++) {
                double x = Math.tan(Math.toRadians(halfWidthDeg + marginDeg)) * i / STEPS;
                double y = Math.tan(Math.toRadians(halfHeightDeg + marginDeg)) * j / STEPS;
                boolean inside = dataset.extent() instanceof Extent.Rectangle
                        || Math.toDegrees(Math.atan(Math.hypot(x, y))) <= halfWidthDeg + marginDeg;
                if (inside && holds.test(onPlane(dataset, x, y))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The point over a place of the plane that touches the sphere at the dataset's centre. */
    private static SkyPoint onPlane(Dataset dataset, double east, double north) {
        double ra = Math.toRadians(dataset.raDeg());
        double dec = Math.toRadians(dataset.decDeg());
        double x = Math.cos(dec) * Math.cos(ra) - east * Math.sin(ra) - north * Math.sin(dec) * Math.cos(ra);
        double y = Math.cos(dec) * Math.sin(ra) + east * Math.cos(ra) - north * Math.sin(dec) * Math.sin(ra);
        double z = Math.sin(dec) + north * Math.cos(dec);
        return SkyPoint.ofDegrees(Math.toDegrees(Math.atan2(y, x)), Math.toDegrees(Math.atan2(z, Math.hypot(x, y))));
    }
}
