package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.cli.command.TruthCheck;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.Place;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.TruthAnswer;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;

/** Polygons, MOCs and outlines of images asked of a whole VO whose truth is known: at M31, at the poles, and over RA 0. */
@Timeout(240)
class RegionTruthIT {
    /** What services do not understand, or do not give at once. */
    private static final String DIALECTS =
            "no-polygon=0.15,no-moc=0.15,no-geometry=0.1,no-frame=0.1,no-circle=0.05,no-s-region=0.05,row-limit=0.1";

    private static final Predicate<String> ALL = name -> true;

    /** Some services need many requests here, and the machine may be busy. */
    private static final DiscoveryOptions PATIENT = DiscoveryOptions.DEFAULTS.withServiceTimeout(Duration.ofMinutes(2));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Every other region, so that two seeds that follow each other have all. */
    private static Predicate<String> half(long seed) {
        List<String> names = List.copyOf(regions().keySet());
        return name -> (names.indexOf(name) / 2 + seed) % 2 == 0;
    }

    private static Map<String, Region> regions() {
        Map<String, Region> regions = new LinkedHashMap<>();
        regions.put("quadrangle", PolygonRegion.parse("10.2,40.8 11.2,41 11,41.9 10.4,41.7"));
        regions.put("small triangle", PolygonRegion.parse("10.65,41.2 10.75,41.2 10.7,41.35"));
        regions.put("arrow", PolygonRegion.parse("9.9,40.9 11.5,41.3 9.9,41.8 10.6,41.3"));
        regions.put("image with curved sides", PolygonRegion.ofDegrees(curved(10.68, 41.27, 0.4)));
        regions.put("image with curved sides at the pole", PolygonRegion.ofDegrees(curved(70, 89.6, 1.1)));
        regions.put("around the north pole", PolygonRegion.parse("10,89 100,88.5 200,89.3 300,88.9"));
        regions.put("across the south pole", PolygonRegion.parse("20,-88 30,-88.2 200,-88.4 210,-88.1"));
        regions.put("strip over RA 0", PolygonRegion.parse("359.8,-30 0.2,-30 0.2,0 0.2,30 359.8,30 359.8,0"));
        regions.put(
                "cells of two orders", new MocRegion(Moc.ofCells(7, around(7)).union(Moc.ofCells(10, around(10)))));
        regions.put("cells with a hole", new MocRegion(Moc.ofCells(6, around(6)).minus(Moc.ofCells(8, around(8)))));
        regions.put("cells at both poles, M31 and RA 0", new MocRegion(inParts()));
        regions.put("sky without a belt", new MocRegion(withoutBelt()));
        return regions;
    }

    /** The cell of an order at M31's middle, and some near it. */
    private static long[] around(int order) {
        long cell = Healpix.cellOf(order, SkyPoint.ofDegrees(10.68, 41.27));
        return new long[] {cell, cell ^ 1, cell ^ 7};
    }

    private static Moc inParts() {
        Moc moc = Moc.ofCells(9, around(9));
        for (double[] at : new double[][] {{40, 89.5}, {200, -89.5}, {0.01, 20}, {359.99, -30}, {0, 50}}) {
            moc = moc.union(
                    RegionCover.of(SkyCircle.ofDegrees(at[0], at[1], 0.6)).cells());
        }
        return moc;
    }

    private static Moc withoutBelt() {
        SkyPoint pole = SkyPoint.ofGalacticDegrees(0, 90);
        return Moc.ofCells(
                3,
                LongStream.range(0, Healpix.cellCount(3))
                        .filter(cell -> Math.abs(90 - Healpix.centreOf(3, cell).separationDeg(pole)) > 25)
                        .toArray());
    }

    /** The corners and points between them of a turned square with bulging sides. */
    private static double[] curved(double raDeg, double decDeg, double sizeDeg) {
        int steps = 12;
        List<Double> outline = new ArrayList<>();
        double[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        for (int side = 0; side < 4; side++) {
            double[] from = corners[side];
            double[] to = corners[(side + 1) % 4];
            for (int i = 0; i < steps; i++) {
                double t = (double) i / steps;
                double bulge = 1 + 0.08 * Math.sin(Math.PI * t);
                double x = bulge * ((1 - t) * from[0] + t * to[0]);
                double y = bulge * ((1 - t) * from[1] + t * to[1]);
                double[] at = offset(raDeg, decDeg, sizeDeg * Math.hypot(x, y), Math.atan2(x, y) + 0.3);
                outline.add(at[0]);
                outline.add(at[1]);
            }
        }
        return outline.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] offset(double raDeg, double decDeg, double apartDeg, double angleRad) {
        double dec = Math.toRadians(decDeg);
        double apart = Math.toRadians(apartDeg);
        double up = Math.sin(dec) * Math.cos(apart) + Math.cos(dec) * Math.sin(apart) * Math.cos(angleRad);
        double east = Math.sin(angleRad) * Math.sin(apart) * Math.cos(dec);
        double ra = raDeg + Math.toDegrees(Math.atan2(east, Math.cos(apart) - Math.sin(dec) * up));
        return new double[] {ra, Math.toDegrees(Math.asin(up))};
    }

    private static Question question(Region region, Set<String> types) {
        Place place = region instanceof PolygonRegion polygon
                ? new Place.Polygon(polygon.raDecDeg())
                : new Place.Cells(region.text());
        return new Question(place, null, null, types, false);
    }

    private DiscoveryRun start(SimulatedVo vo, Region region, Question question, DiscoveryOptions options) {
        return Discovery.of(new org.skytrawl.model.Question(region, null, null, question.productTypes()))
                .options(options.withInclusive(question.inclusive()))
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(folder)
                .start();
    }

    private static TruthCheck check(DiscoveryResult found, SimulatedVo vo, TruthAnswer truth) {
        List<@Nullable String> urls = found.datasets().stream()
                .map(dataset -> dataset.record().text(ObsCoreColumn.access_url))
                .toList();
        return TruthCheck.of(urls, vo, truth);
    }

    /** The forms in which ObsTAP and SIA2 answered. */
    private final Set<String> forms = new TreeSet<>();

    /** The number of datasets that could be reached, for each region. */
    private Map<String, Integer> asked(
            SimOptions options, DiscoveryOptions by, Predicate<String> names, boolean inclusive, boolean isHealthy)
            throws Exception {
        Map<String, Integer> reachable = new LinkedHashMap<>();
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            Map<String, Question> questions = new LinkedHashMap<>();
            Map<String, DiscoveryRun> runs = new LinkedHashMap<>();
            List<Set<String>> types = List.of(Set.of("image"), Set.of(), Set.of("spectrum", "timeseries"));
            regions().forEach((name, region) -> {
                if (!names.test(name)) {
                    return;
                }
                // some SSA services take circles of 0.5 degrees
                boolean isTooWide = name.startsWith("sky");
                Question plain = question(
                        region, types.get(isTooWide ? 0 : (questions.size() + (int) options.seed()) % types.size()));
                Question question = inclusive ? plain.asInclusive() : plain;
                questions.put(name, question);
                runs.put(name, start(vo, region, question, by));
            });
            for (Map.Entry<String, DiscoveryRun> run : runs.entrySet()) {
                DiscoveryResult found = run.getValue().await();
                TruthAnswer truth = vo.truth(Objects.requireNonNull(questions.get(run.getKey())));
                TruthCheck check = check(found, vo, truth);
                if (isHealthy) {
                    assertThat(found.losses()).as(run.getKey()).isEmpty();
                    assertThat(ExpectedOutcomes.unexpected(found, vo, truth))
                            .as(run.getKey())
                            .isEmpty();
                }
                assertThat(check.isRight())
                        .as("seed " + options.seed() + ", " + run.getKey() + ": " + check.verdict())
                        .isTrue();
                reachable.put(run.getKey(), check.reachable());
                for (ServiceEnded ended : found.log().services()) {
                    if (ended.facts() != null && ended.facts().form() != null) {
                        forms.add(ended.facts().form());
                    }
                }
            }
        }
        return reachable;
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 8})
    void findsExactlyTheTruth(long seed) throws Exception {
        Map<String, Integer> reachable = asked(SimOptions.of(60, seed), PATIENT, ALL, seed == 8, true);
        assertThat(reachable.values().stream().filter(count -> count > 0))
                .as(reachable.toString())
                .hasSizeGreaterThan(7);
        assertThat(forms).contains("polygon", "moc");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void findsExactlyTheTruthOfMore(long seed) throws Exception {
        asked(SimOptions.of(60, seed), PATIENT, half(seed), seed % 2 == 0, true);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 9, 10})
    void findsExactlyTheTruthOfTheOtherSeeds(long seed) throws Exception {
        asked(SimOptions.of(120, seed), PATIENT, ALL, seed % 2 == 0, true);
    }

    /** Each form that services refuse has one after it, and what does not fit into an answer is asked for in parts. */
    @ParameterizedTest
    @ValueSource(longs = 5)
    void findsExactlyTheTruthInDialects(long seed) throws Exception {
        inDialects(60, seed, name -> !name.contains("pole"));
        assertThat(forms)
                .contains("polygon", "moc", "intersects-or-contains")
                .anyMatch(form -> form.startsWith("bounds"));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {2, 7})
    void findsExactlyTheTruthInMoreDialects(long seed) throws Exception {
        inDialects(60, seed, ALL);
    }

    private void inDialects(int services, long seed, Predicate<String> some) throws Exception {
        SimOptions options = SimOptions.of(services, seed).withFaults(FaultPlan.parse(DIALECTS));
        asked(options, PATIENT, some, false, true);
    }

    /** All kinds of faults mixed, 30% of the services: all that any healthy service has is found, nothing else. */
    @ParameterizedTest
    @ValueSource(longs = 9)
    void findsAllThatAnyHealthyServiceHas(long seed) throws Exception {
        amongFaults(60, seed, name -> name.contains("curved") || name.contains("cells"));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void findsAllThatAnyHealthyServiceHasOfMore(long seed) throws Exception {
        amongFaults(60, seed, half(seed));
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6, 7, 8, 10})
    void findsAllThatAnyHealthyServiceHasOfTheOtherSeeds(long seed) throws Exception {
        amongFaults(100, seed, ALL);
    }

    private void amongFaults(int services, long seed, Predicate<String> some) throws Exception {
        SimOptions options = SimOptions.of(services, seed).withFaults(FaultPlan.parse("0.3"));
        DiscoveryOptions bounded = DiscoveryOptions.DEFAULTS
                .withServiceTimeout(Duration.ofSeconds(15))
                .withLimits(new DiscoveryOptions.Limits(4, 512, 1 << 23));
        asked(options, bounded, some, false, false);
    }
}
