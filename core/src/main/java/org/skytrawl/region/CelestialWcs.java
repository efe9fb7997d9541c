package org.skytrawl.region;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.sky.SkyPoint;

/**
 * The celestial coordinates of an image: FITS WCS paper I (Greisen and Calabretta 2002, A&A 395, 1061) and II, with the
 * distortions SIP and TPV. Immutable.
 */
final class CelestialWcs {
    private static final int MAX_AXES = 9;

    private final int lonAxis;
    private final int latAxis;
    private final double[] crpix;

    /** From pixel offsets to the plane, degrees: rows longitude and latitude, columns the axes in their order. */
    private final double[][] matrix;

    private final Projection projection;
    private final double xi;
    private final double eta;
    private final Distortion.@Nullable Sip ofPixels;
    private final Distortion.@Nullable Tpv ofPlane;
    private final SphereRotation rotation;
    private final boolean galactic;
    private final List<String> notes;

    /** @param lonAxis number of the axis of longitude, from 1 */
    private CelestialWcs(FitsCards header, int lonAxis, int latAxis) throws IOException {
        this.lonAxis = lonAxis;
        this.latAxis = latAxis;
        String lonType = header.word("CTYPE" + lonAxis);
        String latType = header.word("CTYPE" + latAxis);
        this.galactic = lonType.startsWith("GLON");
        List<String> said = new ArrayList<>();
        checkFrame(header, said);
        String code = code(lonType);
        if (!code.equals(code(latType))) {
            throw new IOException("its axes have different projections: " + lonType + " and " + latType);
        }
        boolean tpv = code.equals("TPV") || (code.equals("TAN") && Distortion.Tpv.isMeant(header, lonAxis, latAxis));
        Projection known = code.equals("TPV") ? Projection.TAN : Projection.of(code);
        if (known == null) {
            throw new IOException("the projection " + PlainText.of(code, 20) + " is not read; " + Projection.names()
                    + " are, and TAN with SIP or TPV");
        }
        this.projection = known;
        this.ofPixels = Distortion.Sip.of(header);
        this.ofPlane = tpv ? Distortion.Tpv.of(header, lonAxis, latAxis) : null;
        if (!header.word("CPDIS1").isEmpty() || !header.word("D2IMDIS1").isEmpty()) {
            said.add("tables of small distortions (CPDIS, D2IMDIS) are left out");
        }
        this.xi = tpv ? 0 : header.number("PV" + latAxis + "_1", 0);
        this.eta = tpv ? 0 : header.number("PV" + latAxis + "_2", 0);
        if (!tpv && header.number("PV" + lonAxis + "_0", 0) != 0) {
            throw new IOException("PV" + lonAxis + "_0: a shifted reference point is not read");
        }
        this.crpix = new double[] {header.number("CRPIX" + first(), 0), header.number("CRPIX" + second(), 0)};
        this.matrix = matrix(header);
        double lon0 = header.number("CRVAL" + lonAxis, 0) * unitDeg(header, lonAxis);
        double lat0 = header.number("CRVAL" + latAxis, 0) * unitDeg(header, latAxis);
        if (Math.abs(lat0) > 90) {
            throw new IOException("CRVAL" + latAxis + " is a latitude of " + lat0 + " degrees");
        }
        double lonPole = header.number(
                tpv || !header.has("PV" + lonAxis + "_3") ? "LONPOLE" : "PV" + lonAxis + "_3",
                lat0 >= projection.theta0Deg ? 0 : 180);
        double latPole =
                header.number(tpv || !header.has("PV" + lonAxis + "_4") ? "LATPOLE" : "PV" + lonAxis + "_4", 90);
        this.rotation = SphereRotation.of(lon0, lat0, projection.theta0Deg, lonPole, latPole);
        this.notes = List.copyOf(said);
    }

    /**
     * Of a header; null if it has no celestial axes.
     *
     * @throws IOException if they cannot be read, saying why
     */
    static @Nullable CelestialWcs of(FitsCards header) throws IOException {
        int lon = 0;
        int lat = 0;
        for (int axis = MAX_AXES; axis >= 1; axis--) {
            String type = header.word("CTYPE" + axis);
            int dash = type.indexOf('-');
            String name = dash < 0 ? type : type.substring(0, dash);
            if (dash > 0 && (name.equals("RA") || name.endsWith("LON"))) {
                lon = axis;
            } else if (dash > 0 && (name.equals("DEC") || name.endsWith("LAT"))) {
                lat = axis;
            }
        }
        return lon == 0 || lat == 0 ? null : new CelestialWcs(header, lon, lat);
    }

    /** {@code TAN} of {@code RA---TAN-SIP}. */
    private static String code(String type) {
        int end = Math.min(type.length(), 8);
        return end > 5 ? type.substring(5, end) : "";
    }

    private void checkFrame(FitsCards header, List<String> said) throws IOException {
        String axis = header.word("CTYPE" + lonAxis);
        String system = axis.substring(0, Math.min(4, axis.length())).replace("-", "");
        if (galactic) {
            return;
        }
        if (!system.equals("RA")) {
            throw new IOException(
                    "the coordinates " + PlainText.of(system, 10) + " are not read; ICRS, FK5 and galactic ones are");
        }
        String frame = header.word("RADESYS");
        frame = frame.isEmpty() ? header.word("RADECSYS") : frame;
        double equinox = header.number("EQUINOX");
        equinox = Double.isNaN(equinox) ? header.number("EPOCH") : equinox;
        if (frame.isEmpty()) {
            // paper II section 3.1
            frame = Double.isNaN(equinox) ? "ICRS" : equinox < 1984 ? "FK4" : "FK5";
        }
        if (frame.equals("FK5") && (Double.isNaN(equinox) || equinox == 2000)) {
            said.add("its frame FK5 is taken as ICRS: they differ by 0.03 arcsec at most");
        } else if (!frame.equals("ICRS")) {
            throw new IOException("the frame " + PlainText.of(frame, 20)
                    + (Double.isNaN(equinox) ? "" : " of equinox " + equinox)
                    + " is not read; ICRS, FK5 of 2000 and galactic coordinates are");
        }
    }

    private int first() {
        return Math.min(lonAxis, latAxis);
    }

    private int second() {
        return Math.max(lonAxis, latAxis);
    }

    /** NAXIS number of the first of the two axes, from 1. */
    int firstAxis() {
        return first();
    }

    /** Of the second. */
    int secondAxis() {
        return second();
    }

    boolean isDistorted() {
        return ofPixels != null || ofPlane != null;
    }

    List<String> notes() {
        return notes;
    }

    private double[][] matrix(FitsCards header) throws IOException {
        int[] rows = {lonAxis, latAxis};
        boolean isCd = false;
        boolean isPc = false;
        for (int row : rows) {
            for (int axis = 1; axis <= MAX_AXES; axis++) {
                isCd |= header.has("CD" + row + "_" + axis);
                isPc |= header.has("PC" + row + "_" + axis);
            }
        }
        double[][] all = new double[2][2];
        for (int k = 0; k < 2; k++) {
            int row = rows[k];
            double step = isCd ? 1 : header.number("CDELT" + row, 1);
            String name = (isCd ? "CD" : "PC") + row + "_";
            for (int axis = 1; axis <= MAX_AXES; axis++) {
                double factor = step * header.number(name + axis, !isCd && axis == row ? 1 : 0);
                if (axis == first() || axis == second()) {
                    all[k][axis == first() ? 0 : 1] = factor * unitDeg(header, row);
                } else if (factor != 0) {
                    throw new IOException(name + axis + ": its position depends on a third axis");
                }
            }
        }
        double turn = header.number("CROTA" + latAxis, 0);
        if (!isCd && !isPc && turn != 0) {
            turn(all, turn);
        }
        if (!(Math.abs(all[0][0] * all[1][1] - all[0][1] * all[1][0]) > 0)) {
            throw new IOException("its matrix from pixels to the sky cannot be inverted (CDELT, PC or CD)");
        }
        return all;
    }

    /** Paper II section 6.1: rotates the longitude axis to the latitude axis. */
    private void turn(double[][] all, double deg) {
        double cos = Math.cos(Math.toRadians(deg));
        double sin = Math.sin(Math.toRadians(deg));
        int lon = lonAxis == first() ? 0 : 1;
        double lonStep = all[0][lon];
        double latStep = all[1][1 - lon];
        all[0][lon] = lonStep * cos;
        all[0][1 - lon] = -latStep * sin;
        all[1][lon] = lonStep * sin;
        all[1][1 - lon] = latStep * cos;
    }

    private static double unitDeg(FitsCards header, int axis) throws IOException {
        String unit = header.word("CUNIT" + axis);
        return switch (unit) {
            case "", "DEG", "DEGREE", "DEGREES" -> 1;
            case "ARCMIN" -> 1.0 / 60;
            case "ARCSEC" -> 1.0 / 3600;
            case "RAD" -> Math.toDegrees(1);
            default -> throw new IOException("CUNIT" + axis + " is '" + PlainText.of(unit, 20) + "'");
        };
    }

    /**
     * The position of a pixel in ICRS; null if the image does not show the sky there.
     *
     * @param first pixel coordinates, 1 in the middle of the first pixel
     */
    @Nullable
    SkyPoint positionOf(double first, double second) {
        double u = first - crpix[0];
        double v = second - crpix[1];
        if (ofPixels != null) {
            double[] straight = ofPixels.apply(u, v);
            u = straight[0];
            v = straight[1];
        }
        double x = matrix[0][0] * u + matrix[0][1] * v;
        double y = matrix[1][0] * u + matrix[1][1] * v;
        if (ofPlane != null) {
            double[] straight = ofPlane.apply(x, y);
            x = straight[0];
            y = straight[1];
        }
        double[] angles = projection.nativeOf(x, y, xi, eta);
        if (angles == null || !Double.isFinite(angles[0]) || !Double.isFinite(angles[1])) {
            return null;
        }
        double[] lonLat = rotation.celestialOf(angles[0], angles[1]);
        return galactic ? SkyPoint.ofGalacticDegrees(lonLat[0], lonLat[1]) : SkyPoint.ofDegrees(lonLat[0], lonLat[1]);
    }

    /** From native to celestial coordinates (paper II section 2). */
    private record SphereRotation(double poleLonRad, double poleLatRad, double lonPoleRad) {
        /**
         * @param lon0Deg celestial position of the native point (0, theta0)
         * @param lonPoleDeg native longitude of the celestial pole
         * @param latPoleDeg latitude of the native pole if two are possible
         */
        static SphereRotation of(double lon0Deg, double lat0Deg, double theta0Deg, double lonPoleDeg, double latPoleDeg)
                throws IOException {
            if (theta0Deg == 90) {
                return new SphereRotation(Math.toRadians(lon0Deg), Math.toRadians(lat0Deg), Math.toRadians(lonPoleDeg));
            }
            // section 2.4, equations 8 to 10, of a reference point at native (0, theta0)
            double lat0 = Math.toRadians(lat0Deg);
            double theta0 = Math.toRadians(theta0Deg);
            double phiP = Math.toRadians(lonPoleDeg);
            double middle = Math.atan2(Math.sin(theta0), Math.cos(theta0) * Math.cos(phiP));
            double sine = Math.cos(theta0) * Math.sin(phiP);
            double ratio = Math.sin(lat0) / Math.sqrt(1 - sine * sine);
            if (!(Math.abs(ratio) <= 1 + 1e-12)) {
                // LONPOLE of +-90 with a reference point on the equator: LATPOLE decides
                if (Math.abs(Math.sin(lat0)) > 1e-12) {
                    throw new IOException("no native pole has these CRVAL, LONPOLE and LATPOLE");
                }
                ratio = 0;
                middle = Math.toRadians(latPoleDeg) - Math.PI / 2;
            }
            double half = Math.acos(Math.max(-1, Math.min(1, ratio)));
            double wanted = Math.toRadians(latPoleDeg);
            double best = Double.NaN;
            for (double candidate : new double[] {middle + half, middle - half}) {
                double turned = Math.IEEEremainder(candidate, 2 * Math.PI);
                boolean possible = Math.abs(turned) <= Math.PI / 2 + 1e-12;
                if (possible && !(Math.abs(turned - wanted) >= Math.abs(best - wanted))) {
                    best = turned;
                }
            }
            if (Double.isNaN(best)) {
                throw new IOException("no native pole has these CRVAL, LONPOLE and LATPOLE");
            }
            double poleLat = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, best));
            double lon0 = Math.toRadians(lon0Deg);
            double poleLon;
            if (Math.abs(poleLat) > Math.PI / 2 - 1e-12) {
                poleLon = poleLat > 0 ? lon0 + phiP - Math.PI : lon0 - phiP;
            } else {
                poleLon = lon0
                        - Math.atan2(
                                Math.sin(phiP) * Math.cos(theta0) * Math.cos(poleLat),
                                Math.sin(theta0) - Math.sin(poleLat) * Math.sin(lat0));
                if (Math.cos(lat0) < 1e-12) {
                    poleLon = lon0;
                }
            }
            return new SphereRotation(poleLon, poleLat, phiP);
        }

        /** Degrees. */
        double[] celestialOf(double phiDeg, double thetaDeg) {
            double turn = Math.toRadians(phiDeg) - lonPoleRad;
            double theta = Math.toRadians(thetaDeg);
            double along =
                    Math.sin(theta) * Math.cos(poleLatRad) - Math.cos(theta) * Math.sin(poleLatRad) * Math.cos(turn);
            double across = -Math.cos(theta) * Math.sin(turn);
            double up =
                    Math.sin(theta) * Math.sin(poleLatRad) + Math.cos(theta) * Math.cos(poleLatRad) * Math.cos(turn);
            double lon = poleLonRad + Math.atan2(across, along);
            return new double[] {Math.toDegrees(lon), Math.toDegrees(Math.atan2(up, Math.hypot(along, across)))};
        }
    }
}
