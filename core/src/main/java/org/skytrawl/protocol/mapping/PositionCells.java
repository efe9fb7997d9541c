package org.skytrawl.protocol.mapping;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.BadCells.Reason;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/**
 * Reads positions of two numbers, from one column or two. Positions in another frame than ICRS or FK5 are rotated as regions
 * are; in an unknown frame they are unknown.
 */
public final class PositionCells {
    private final BadCells bad;
    private final int first;
    private final int second;
    private final @Nullable NumberCell longitude;
    private final @Nullable NumberCell latitude;
    private final DoubleUnaryOperator toDegrees;
    private final String frameByUcd;
    private final boolean isEquatorial;
    private double raDeg;
    private double decDeg;

    private PositionCells(AnswerFields fields, int first, int second, BadCells bad) {
        this.bad = bad;
        this.first = first;
        this.second = second;
        boolean isPair = second >= 0;
        String unit = fields.get(first).unit();
        this.longitude = isPair ? new NumberCell(ObsCoreColumn.s_ra, new Source(first, unit), bad) : null;
        this.latitude = isPair
                ? new NumberCell(
                        ObsCoreColumn.s_dec,
                        new Source(second, fields.get(second).unit()),
                        bad)
                : null;
        this.toDegrees = ObsCoreUnit.toDegrees(unit);
        this.isEquatorial = isPair
                && (fields.ucd(first).startsWith("pos.eq.") || fields.ucd(first).startsWith("pos_eq_"));
        this.frameByUcd = fields.ucd(first).startsWith("pos.galactic") ? "GALACTIC" : "";
    }

    /** Arrays of two numbers, or text with two numbers, separated by blanks or a comma, or a POSITION in STC-S. */
    public static PositionCells ofArray(AnswerFields fields, int index, BadCells bad) {
        return new PositionCells(fields, index, -1, bad);
    }

    /** One column for each coordinate. */
    public static PositionCells ofPair(AnswerFields fields, int longitude, int latitude, BadCells bad) {
        return new PositionCells(fields, longitude, latitude, bad);
    }

    public IntStream columns() {
        return second < 0 ? IntStream.of(first) : IntStream.of(first, second);
    }

    /**
     * Reads the position of a row.
     *
     * @param frame as the answer names it; blank for ICRS
     * @return whether it has one
     */
    public boolean read(@Nullable Object[] row, String frame) {
        raDeg = Double.NaN;
        decDeg = Double.NaN;
        if (longitude != null && latitude != null) {
            raDeg = longitude.read(row[first]);
            decDeg = latitude.read(row[second]);
        } else {
            array(row[first]);
        }
        if (Double.isNaN(raDeg) || Double.isNaN(decDeg)) {
            return false;
        }
        String word = word(frame.isBlank() ? frameByUcd : frame);
        return (word != null && word.isEmpty()) || rotate(word, row[first]);
    }

    /** Of the last row with a position, ICRS. */
    public double raDeg() {
        return raDeg;
    }

    /** Of the last row with a position, ICRS. */
    public double decDeg() {
        return decDeg;
    }

    private void array(@Nullable Object cell) {
        if (cell == null || (cell instanceof String text && (text.isBlank() || NullWord.is(text.strip())))) {
            return;
        }
        // in parentheses it is pgSphere's, in radians
        boolean isPgSphere = cell instanceof String text && text.strip().startsWith("(");
        double[] values = isPgSphere ? null : NumberArray.of(cell);
        if (values == null && cell instanceof String text) {
            point(stcS(text.strip()), cell, Reason.NOT_A_NUMBER);
            return;
        }
        if (values == null || values.length != 2) {
            if (values == null || values.length > 0) {
                bad.add(first, cell, Reason.NOT_A_NUMBER);
            }
            return;
        }
        if (Double.isNaN(values[0]) || Double.isNaN(values[1])) {
            return;
        }
        double longitudeDeg = toDegrees.applyAsDouble(values[0]);
        double latitudeDeg = toDegrees.applyAsDouble(values[1]);
        if (Double.isInfinite(longitudeDeg) && Double.isFinite(values[0])) {
            bad.add(first, cell, Reason.UNIT);
            return;
        }
        double reduced = NumberCell.reduced(longitudeDeg);
        if (reduced >= 0 && reduced <= 360 && Math.abs(latitudeDeg) <= 90) {
            raDeg = reduced;
            decDeg = latitudeDeg;
        } else {
            bad.add(first, cell, Reason.RANGE);
        }
    }

    private static @Nullable SkyPoint stcS(String text) {
        try {
            SkyShape shape = StcS.parse(text);
            return shape.bareCentre();
        } catch (ShapeFormatException e) {
            return null;
        }
    }

    private boolean point(@Nullable SkyPoint point, Object cell, Reason reason) {
        if (point == null) {
            bad.add(first, cell, reason);
            return false;
        }
        raDeg = point.raDeg();
        decDeg = point.decDeg();
        return true;
    }

    /**
     * The frame in words of STC-S: empty if positions in it can be used as ICRS, as FK5 at J2000 differs by at most 0.05 arcsec;
     * null if it is not known.
     */
    private static @Nullable String word(String frame) {
        return switch (frame.strip().toUpperCase(Locale.ROOT)) {
            case "", "ICRS", "ICRF", "FK5", "J2000", "J2000.0", "FK5 J2000", "EQ-FK5", "EQUATORIAL", "UNKNOWNFRAME" ->
                "";
            case "FK4", "B1950", "FK4 B1950", "EQ-FK4" -> "FK4";
            case "GAL", "GALACTIC", "GALACTIC_II" -> "GALACTIC";
            case "ECL", "ECLIPTIC" -> "ECLIPTIC";
            case "SUPERGALACTIC", "SUPER_GALACTIC" -> "SUPERGALACTIC";
            default -> null;
        };
    }

    private boolean rotate(@Nullable String word, @Nullable Object cell) {
        // a right ascension in a galactic frame contradicts itself
        boolean isUnknown = word == null || (isEquatorial && !word.equals("FK4"));
        SkyPoint point = isUnknown
                ? null
                : stcS("POSITION " + word + " " + PlainNumber.of(raDeg) + " " + PlainNumber.of(decDeg));
        raDeg = Double.NaN;
        decDeg = Double.NaN;
        return point(point, String.valueOf(cell), Reason.FRAME);
    }
}
