package org.skytrawl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPolygon;

/**
 * A simple polygon of 3 to 1,000 vertices in ICRS, smaller than a hemisphere. Its sides are great-circle arcs, the
 * shorter way between neighbouring vertices. The smaller side is inside.
 */
public final class PolygonRegion implements Region {
    private static final int MOST_VERTICES = 1_000;
    private static final String EXAMPLE = "10.1,41 10.9,41 10.5,41.6";

    private final double[] raDecDeg;
    private final SkyPolygon polygon;
    private final Cone enclosingCone;
    /** Computed when it is needed. */
    private volatile @Nullable List<Cone> enclosingCones;

    private PolygonRegion(double... raDecDeg) {
        if (raDecDeg.length / 2 > MOST_VERTICES) {
            throw tooMany();
        }
        this.polygon = SkyPolygon.simpleOfDegrees(raDecDeg);
        this.raDecDeg = raDecDeg;
        for (int i = 0; i < raDecDeg.length; i += 2) {
            raDecDeg[i] = Cone.reducedRaDeg(raDecDeg[i]);
        }
        SkyCircle circle = SkyCircle.around(polygon.vertices());
        this.enclosingCone = Cone.around(Objects.requireNonNull(circle));
    }

    /**
     * @param raDecDeg RA and Dec in turn, degrees; any finite RA, reduced to [0,360)
     * @throws IllegalArgumentException naming the vertex if it is not such a polygon
     */
    public static PolygonRegion ofDegrees(double... raDecDeg) {
        return new PolygonRegion(raDecDeg.clone());
    }

    /**
     * Reads {@code RA,DEC RA,DEC RA,DEC ...} or {@code RA DEC RA DEC RA DEC ...}, in degrees or in a form of {@link AngleText}
     * without blanks, such as {@code 00:42:44.3,+41:16:09}.
     *
     * @throws IllegalArgumentException naming the vertex if it is not such a polygon
     */
    public static PolygonRegion parse(String text) {
        boolean commas = text.indexOf(',') >= 0;
        List<String> words = words(text);
        if (words.size() > 2 * MOST_VERTICES) {
            throw tooMany();
        }
        if (!commas && words.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "the polygon has " + words.size() + " numbers, not two for each vertex: write it as " + EXAMPLE);
        }
        int count = commas ? words.size() : words.size() / 2;
        double[] numbers = new double[2 * count];
        for (int i = 0; i < count; i++) {
            String[] vertex =
                    commas ? words.get(i).split(",", 3) : new String[] {words.get(2 * i), words.get(2 * i + 1)};
            if (vertex.length != 2) {
                throw new IllegalArgumentException(
                        "vertex " + (i + 1) + " of the polygon, '" + PlainText.of(words.get(i), 80)
                                + "', is not RA,DEC in degrees: write a polygon as " + EXAMPLE);
            }
            try {
                numbers[2 * i] = AngleText.degrees(vertex[0], AngleText.Kind.RIGHT_ASCENSION);
                numbers[2 * i + 1] = AngleText.degrees(vertex[1], AngleText.Kind.DECLINATION);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "vertex " + (i + 1) + " of the polygon: " + PlainText.of(e.getMessage(), 200), e);
            }
        }
        return new PolygonRegion(numbers);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens() && words.size() <= 2 * MOST_VERTICES) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    private static IllegalArgumentException tooMany() {
        return new IllegalArgumentException(
                "a polygon has at most " + MOST_VERTICES + " vertices, and this one has more");
    }

    /** RA in [0,360) and Dec of the vertices in turn, degrees. */
    public double[] raDecDeg() {
        return raDecDeg.clone();
    }

    @Override
    public SkyPolygon shape() {
        return polygon;
    }

    @Override
    public Moc cover() {
        return RegionCover.of(polygon).cells();
    }

    @Override
    public Cone enclosingCone() {
        return enclosingCone;
    }

    @Override
    public List<Cone> enclosingCones() {
        List<Cone> cones = enclosingCones;
        if (cones == null) {
            cones = Cone.around(cover(), enclosingCone);
            enclosingCones = cones;
        }
        return cones;
    }

    @Override
    public String kind() {
        return "polygon";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raDecDeg.length; i += 2) {
            text.append(i == 0 ? "" : " ").append(raDecDeg[i]).append(',').append(raDecDeg[i + 1]);
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolygonRegion that && Arrays.equals(raDecDeg, that.raDecDeg);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raDecDeg);
    }

    @Override
    public String toString() {
        return "PolygonRegion[" + text() + "]";
    }
}
