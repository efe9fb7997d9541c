package org.skytrawl.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.Region;
import org.skytrawl.region.GivenRegion;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.SpatialCoverage;
import org.skytrawl.registry.search.SpatialCoverage.Relation;
import org.skytrawl.registry.search.SpectralCoverage;
import org.skytrawl.registry.search.TemporalCoverage;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyPolygon;
import picocli.CommandLine.Option;

/** What resources must declare to have data of. */
public final class CoverageOptions extends OptionGroup {
    @Option(
            names = "--cone",
            paramLabel = "RA,DEC,RADIUS",
            description =
                    "Only resources with coverage of this circle on the sky, ICRS: 274.688,-13.792,0.1 in degrees, or"
                            + " 18:18:45.1,-13:47:31,6arcmin or 18h18m45.1s,-13d47m31s,0.1. A right ascension with"
                            + " colons is in hours.")
    private @Nullable String cone;

    @Option(
            names = "--point",
            paramLabel = "RA,DEC",
            description = "Only resources with coverage of this point (ICRS, degrees).")
    private @Nullable String point;

    @Option(
            names = "--polygon",
            paramLabel = "RA,DEC ...",
            description = "Only resources with coverage of this polygon: the positions of at least three corners (ICRS,"
                    + " degrees), '10.1,41 10.9,41 10.5,41.6'.")
    private @Nullable String polygon;

    @Option(
            names = "--moc",
            paramLabel = "FILE|MOC",
            description =
                    "Only resources with coverage of this MOC: a file (FITS, JSON or ASCII; ICRS) or its ASCII form,"
                            + " '6/100-120 130'. With --probability also a probability map.")
    private @Nullable String moc;

    @Option(
            names = "--probability",
            paramLabel = "P",
            description = "With --moc and the probability map of a gravitational-wave alert: the smallest region that"
                    + " holds this probability, such as 0.9")
    private @Nullable String probability;

    @Option(
            names = "--footprint",
            paramLabel = "IMAGE[#N]",
            description = "Only resources with coverage of the outline of this FITS image; #N is the number of its HDU."
                    + " Default: its first image with celestial coordinates")
    private @Nullable String footprint;

    @Option(
            names = "--spatial",
            paramLabel = "HOW",
            description = "Relation of the coverage to the region: overlaps, covers (the coverage contains the region)"
                    + " or enclosed (the region contains the coverage). Default: overlaps")
    private @Nullable Relation relation;

    @Option(
            names = "--spectrum",
            paramLabel = "A[..B]",
            description = "Only resources with coverage of this vacuum wavelength, frequency or energy, or interval,"
                    + " for example 500nm or 0.3keV..10keV. Omit either end for an open interval.")
    private @Nullable String spectrum;

    @Option(
            names = "--time",
            paramLabel = "A[..B]",
            description = "Only resources with coverage of this time or interval (UTC), for example"
                    + " 2009-06-18 (the whole day), 2005..2007-03 (from the start of 2005 to the end of March 2007),"
                    + " 2009-06-18T22:30, or an MJD or JD. Omit either end for an open interval.")
    private @Nullable String time;

    @Option(
            names = "--inclusive",
            description = "Also resources that declare no coverage for the given region, --spectrum or --time.")
    private boolean inclusive;

    public void addTo(List<SearchConstraint> into) {
        int places = (int) Stream.of(cone, point, polygon, moc, footprint)
                .filter(Objects::nonNull)
                .count();
        if (places > 1) {
            throw wrong("give only one of --cone, --point, --polygon, --moc and --footprint");
        }
        if (places == 0 && relation != null) {
            throw wrong("--spatial needs --cone, --point, --polygon, --moc or --footprint");
        }
        if (probability != null && moc == null) {
            throw wrong("--probability needs --moc with a probability map");
        }
        if (inclusive && places == 0 && spectrum == null && time == null) {
            throw wrong("--inclusive needs a region, --spectrum or --time");
        }
        add(into, "--cone", cone, text -> related(SpatialCoverage.of(Cone.parse(text))));
        add(into, "--point", point, text -> related(point(degrees(text))));
        add(into, "--polygon", polygon, text -> related(SpatialCoverage.of(polygon(degrees(text)))));
        GivenRegion given = region(moc, probability, footprint);
        if (given != null) {
            into.add(related(SpatialCoverage.of(given.region())));
        }
        add(into, "--spectrum", spectrum, text -> SpectralCoverage.of(text).withInclusive(inclusive));
        add(into, "--time", time, text -> TemporalCoverage.of(text).withInclusive(inclusive));
    }

    private SpatialCoverage related(SpatialCoverage place) {
        return place.withRelation(relation == null ? Relation.OVERLAPS : relation)
                .withInclusive(inclusive);
    }

    private static SpatialCoverage point(double... raDecDeg) {
        if (raDecDeg.length != 2) {
            throw new IllegalArgumentException("a point is RA,DEC, not " + raDecDeg.length + " numbers");
        }
        return SpatialCoverage.point(raDecDeg[0], raDecDeg[1]);
    }

    /** A search takes polygons that a question does not, such as those that cross themselves: by their cells. */
    private static Region polygon(double... raDecDeg) {
        return new MocRegion(RegionCover.of(SkyPolygon.ofDegrees(raDecDeg)).cells());
    }

    private static double[] degrees(String text) {
        return Arrays.stream(text.strip().split("\\s*,\\s*|\\s+", -1))
                .mapToDouble(number -> {
                    double value = Numbers.parse(number);
                    if (Double.isNaN(value)) {
                        throw new IllegalArgumentException("'" + number + "' is not a number of degrees");
                    }
                    return value;
                })
                .toArray();
    }
}
