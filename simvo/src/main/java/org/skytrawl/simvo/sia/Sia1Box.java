package org.skytrawl.simvo.sia;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyCircle;

/**
 * The region that POS, SIZE and INTERSECT ask for (SIA 1.0 section 4.1), taken generously as the circle around the box, or
 * as a belt of declinations where it is wider than half the sky: clients have to look again anyway.
 */
record Sia1Box(double raDeg, double decDeg, double widthDeg, double heightDeg, String intersect) {
    static Sia1Box of(@Nullable String pos, @Nullable String size, @Nullable String intersect) throws BadParameter {
        if (pos == null) {
            throw new BadParameter("POS is missing");
        }
        double[] at = numbers("POS", pos);
        double[] widths = size == null ? new double[] {0} : numbers("SIZE", size);
        if (at.length != 2 || Math.abs(at[1]) > 90) {
            throw new BadParameter("POS must be RA,Dec in degrees, but is '" + pos + "'");
        }
        if (widths.length > 2 || widths[0] < 0) {
            throw new BadParameter("SIZE must be one or two widths in degrees, but is '" + size + "'");
        }
        String how = intersect == null || intersect.isBlank()
                ? "OVERLAPS"
                : intersect.strip().toUpperCase(Locale.ROOT);
        return new Sia1Box(at[0], at[1], widths[0], widths.length == 2 ? widths[1] : widths[0], how);
    }

    private static double[] numbers(String name, String text) throws BadParameter {
        String[] words = text.strip().split("[,;\\s]+", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                throw new BadParameter(name + " has '" + words[i] + "', which is no number");
            }
        }
        return numbers;
    }

    boolean wants(Entry entry) {
        SkyCircle image = entry.around();
        double imageDec = image.centre().decDeg();
        if (widthDeg >= 180) {
            return Math.abs(imageDec - decDeg) <= heightDeg / 2 + image.radiusDeg();
        }
        double reachDeg = Math.min(180, Math.hypot(widthDeg, heightDeg) / 2);
        SkyCircle region = SkyCircle.ofDegrees(raDeg, decDeg, reachDeg);
        return switch (intersect) {
            case "CENTER" -> region.contains(image.centre());
            case "ENCLOSED" -> image.centre().separationDeg(region.centre()) + image.radiusDeg() <= reachDeg;
            case "COVERS" -> image.centre().separationDeg(region.centre()) + reachDeg <= image.radiusDeg();
            default -> entry.shape().overlaps(region);
        };
    }
}
