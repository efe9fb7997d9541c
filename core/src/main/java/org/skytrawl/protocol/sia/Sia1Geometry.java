package org.skytrawl.protocol.sia;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.NumberArray;
import org.skytrawl.protocol.mapping.ObsCoreUnit;
import org.skytrawl.sky.SkyPoint;

/** Size, scale and outline of an SIA1 image from its VOX columns (SIA 1.0 section 4.2.3). */
final class Sia1Geometry {
    private final BadCells bad;
    private final int naxis;
    private final int scale;
    private final int projection;
    private final int refPixel;
    private final int refValue;
    private final int cdMatrix;
    private final int frame;
    private final int equinox;
    private final DoubleUnaryOperator scaleToDeg;
    private final DoubleUnaryOperator matrixToDeg;
    private final DoubleUnaryOperator valueToDeg;

    Sia1Geometry(AnswerFields fields, BadCells bad) {
        this.bad = bad;
        this.naxis = fields.withUcd("vox:image_naxis");
        this.scale = fields.withUcd("vox:image_scale");
        this.projection = fields.withUcd("vox:wcs_coordprojection");
        this.refPixel = fields.withUcd("vox:wcs_coordrefpixel");
        this.refValue = fields.withUcd("vox:wcs_coordrefvalue");
        this.cdMatrix = fields.withUcd("vox:wcs_cdmatrix");
        this.frame = fields.withUcd("vox:stc_coordrefframe");
        this.equinox = fields.withUcd("vox:stc_coordequinox");
        this.scaleToDeg = toDeg(fields, scale);
        this.matrixToDeg = toDeg(fields, cdMatrix);
        this.valueToDeg = toDeg(fields, refValue);
    }

    private static DoubleUnaryOperator toDeg(AnswerFields fields, int index) {
        return ObsCoreUnit.toDegrees(index < 0 ? null : fields.get(index).unit());
    }

    /**
     * Unknown values are NaN or null.
     *
     * @param xel1 pixels along the first axis
     * @param xel2 pixels along the second axis
     * @param centre the centre of the image by its WCS
     */
    record Geometry(
            double xel1,
            double xel2,
            double pixelScaleDeg,
            double diagonalDeg,
            @Nullable WcsFootprint footprint,
            @Nullable SkyPoint centre) {}

    IntStream columns() {
        return IntStream.of(naxis, scale, projection, refPixel, refValue, cdMatrix, frame, equinox)
                .filter(index -> index >= 0);
    }

    /** Its column, or -1. */
    int refValueColumn() {
        return refValue;
    }

    boolean hasAxes() {
        return naxis >= 0;
    }

    boolean hasScale() {
        return scale >= 0 || cdMatrix >= 0;
    }

    boolean hasWcs() {
        return projection >= 0 && cdMatrix >= 0 && hasCentre();
    }

    boolean hasCentre() {
        return refPixel >= 0 && refValue >= 0 && naxis >= 0;
    }

    Geometry of(@Nullable Object[] row) {
        double[] pixels = pixels(row);
        double[] cd = degrees(row, cdMatrix, matrixToDeg);
        double xel1 = positive(pixels, 0);
        double xel2 = positive(pixels, 1);
        double[] scales = scalesDeg(row, cd);
        double diagonal = Math.hypot(xel1 * scales[0], xel2 * scales[1]);
        WcsFootprint footprint = null;
        SkyPoint centre = null;
        if (hasCentre() && isIcrs(row)) {
            double[] pixel = numbers(row, refPixel);
            double[] value = degrees(row, refValue, valueToDeg);
            if (hasWcs() && row[projection] instanceof String name) {
                footprint = WcsFootprint.of(name.strip().toUpperCase(Locale.ROOT), pixel, value, cd, pixels);
            }
            centre = footprint == null ? middle(pixel, value, xel1, xel2) : footprint.centre();
        }
        return new Geometry(
                xel1, xel2, scales[0], footprint == null ? diagonal : footprint.diameterDeg(), footprint, centre);
    }

    /** The reference point if it is at the centre of the image, where all projections agree. */
    private static @Nullable SkyPoint middle(double[] pixel, double[] valueDeg, double xel1, double xel2) {
        if (pixel.length < 2 || valueDeg.length < 2) {
            return null;
        }
        boolean isMiddle = Math.abs(pixel[0] - (xel1 + 1) / 2) <= 1 && Math.abs(pixel[1] - (xel2 + 1) / 2) <= 1;
        boolean isPlace = Double.isFinite(valueDeg[0]) && Math.abs(valueDeg[1]) <= 90;
        return isMiddle && isPlace ? SkyPoint.ofDegrees(valueDeg[0], valueDeg[1]) : null;
    }

    /** From the matrix if there is one: some services compute the scale from corners, wrongly at RA 0. */
    private double[] scalesDeg(@Nullable Object[] row, double[] cd) {
        int rank = WcsFootprint.rank(cd);
        if (rank >= 2) {
            double first = Math.hypot(cd[0], cd[rank]);
            double second = Math.hypot(cd[1], cd[rank + 1]);
            if (isScale(first) && isScale(second)) {
                return new double[] {first, second};
            }
        }
        // increments instead of a matrix: the rotation is unknown, the size is known
        double[] given = cd.length == 2 ? cd : degrees(row, scale, scaleToDeg);
        double first = given.length < 1 ? Double.NaN : Math.abs(given[0]);
        // one number for both axes is common
        double second = given.length < 2 ? first : Math.abs(given[1]);
        return isScale(first) && isScale(second) ? new double[] {first, second} : new double[] {Double.NaN, Double.NaN};
    }

    private static boolean isScale(double deg) {
        return deg > 0 && deg <= 180;
    }

    /** Whether the reference value can be used as ICRS; FK5 at J2000 differs by at most 0.05 arcsec. */
    private boolean isIcrs(@Nullable Object[] row) {
        Object name = frame < 0 ? null : row[frame];
        String known = name == null ? "" : name.toString().strip().toUpperCase(Locale.ROOT);
        boolean isFrame = Set.of("", "ICRS", "ICRF", "FK5", "J2000").contains(known);
        double[] years = numbers(row, equinox);
        boolean isOtherYear = years.length > 0 && Math.abs(years[0] - 2000) > 0.01;
        return isFrame && (!isOtherYear || known.startsWith("ICR"));
    }

    /** Lengths of the axes, also as {@code 1024x1024}. A length that cannot be counts as bad. */
    private double[] pixels(@Nullable Object[] row) {
        Object cell = naxis < 0 ? null : row[naxis];
        double[] lengths = numbers(
                cell instanceof String text
                        ? text.replace('x', ' ')
                                .replace('X', ' ')
                                .replace('*', ' ')
                                .replace('\u00d7', ' ')
                        : cell,
                naxis);
        for (double length : lengths) {
            if (length <= 0) {
                bad.add(naxis, cell, BadCells.Reason.RANGE);
            }
        }
        return lengths;
    }

    private double[] degrees(@Nullable Object[] row, int index, DoubleUnaryOperator toDeg) {
        double[] values = Arrays.stream(numbers(row, index)).map(toDeg).toArray();
        if (Arrays.stream(values).anyMatch(Double::isInfinite)) {
            bad.add(index, row[index], BadCells.Reason.UNIT);
            return new double[0];
        }
        return values;
    }

    private double[] numbers(@Nullable Object[] row, int index) {
        return numbers(index < 0 ? null : row[index], index);
    }

    private double[] numbers(@Nullable Object cell, int index) {
        if (cell == null) {
            return new double[0];
        }
        double[] values = NumberArray.of(cell);
        if (values == null) {
            bad.add(index, cell, BadCells.Reason.NOT_A_NUMBER);
            return new double[0];
        }
        return values;
    }

    private static double positive(double[] values, int index) {
        return index < values.length && values[index] > 0 && Double.isFinite(values[index])
                ? values[index]
                : Double.NaN;
    }
}
