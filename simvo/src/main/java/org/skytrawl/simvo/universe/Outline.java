package org.skytrawl.simvo.universe;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class Outline {
    private Outline() {}

    /**
     * RA and Dec of the corners in the tangent plane (TAN), from that of lowest RA and Dec along the southern side;
     * degrees.
     */
    public static double[] cornersDeg(double raDeg, double decDeg, Extent.Rectangle rectangle) {
        double x = Math.tan(Math.toRadians(rectangle.widthDeg() / 2));
        double y = Math.tan(Math.toRadians(rectangle.heightDeg() / 2));
        return Stream.of(new double[][] {{-x, -y}, {x, -y}, {x, y}, {-x, y}})
                .flatMapToDouble(corner -> Arrays.stream(deprojected(raDeg, decDeg, corner[0], corner[1])))
                .toArray();
    }

    /** From standard coordinates (east, north; radians). */
    private static double[] deprojected(double raDeg, double decDeg, double east, double north) {
        double dec = Math.toRadians(decDeg);
        double below = Math.cos(dec) - north * Math.sin(dec);
        double ra = Math.toRadians(raDeg) + Math.atan2(east, below);
        double up = Math.sin(dec) + north * Math.cos(dec);
        double decOut = Math.atan2(up, Math.hypot(east, below));
        double raOut = Math.toDegrees(ra) % 360;
        return new double[] {raOut < 0 ? raOut + 360 : raOut, Math.toDegrees(decOut)};
    }

    public static @Nullable String stcS(Dataset dataset) {
        return stcS(dataset.raDeg(), dataset.decDeg(), dataset.extent());
    }

    static @Nullable String stcS(double raDeg, double decDeg, Extent extent) {
        return switch (extent) {
            case Extent.Circle circle -> "CIRCLE ICRS " + raDeg + " " + decDeg + " " + circle.radiusDeg();
            case Extent.Rectangle rectangle ->
                Arrays.stream(cornersDeg(raDeg, decDeg, rectangle))
                        .mapToObj(Double::toString)
                        .collect(Collectors.joining(" ", "POLYGON ICRS ", ""));
            default -> null;
        };
    }
}
