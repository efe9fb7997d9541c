package org.skytrawl.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AngleText.Kind;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Target;
import org.skytrawl.sky.SkyPoint;

/** Makes targets of the rows of a table. Immutable. */
final class TargetLayout {
    private static final int LONGEST_WORD = 40;

    private final ColumnChoice choice;
    private final List<SourceColumn> columns;
    private final AngleColumn ra;
    private final AngleColumn dec;
    private final @Nullable AngleColumn radius;
    private final double radiusDeg;
    private final boolean galactic;
    private final List<String> notes = new ArrayList<>();

    private TargetLayout(String file, List<SourceColumn> columns, TargetFileOptions options) {
        this.columns = columns;
        this.choice = ColumnChoice.of(file, columns, options);
        SourceColumn first = columns.get(choice.ra());
        SourceColumn second = columns.get(choice.dec());
        this.galactic = isGalactic(file, first, second);
        this.radiusDeg = options.radiusDeg() == null ? Double.NaN : options.radiusDeg();
        try {
            this.ra = AngleColumn.of(choice.ra(), first, galactic ? Kind.LONGITUDE : Kind.RIGHT_ASCENSION);
            this.dec = AngleColumn.of(choice.dec(), second, galactic ? Kind.LATITUDE : Kind.DECLINATION);
            this.radius = options.radiusDeg() != null || choice.radius() < 0
                    ? null
                    : AngleColumn.of(choice.radius(), columns.get(choice.radius()), null);
        } catch (IllegalArgumentException e) {
            throw new TargetFileException(file + ": " + e.getMessage(), e);
        }
        if (radius == null && choice.radius() >= 0) {
            notes.add("the column " + columns.get(choice.radius()).shown()
                    + " is not used: all targets have the radius given");
        }
    }

    /** @throws TargetFileException if columns are missing or ambiguous, or in a frame or unit that is not read */
    static TargetLayout of(String file, List<SourceColumn> columns, TargetFileOptions options) {
        return new TargetLayout(file, columns, options);
    }

    /** Other frames than ICRS, FK5 of J2000 and galactic are refused. */
    private boolean isGalactic(String file, SourceColumn first, SourceColumn second) {
        boolean bothB1950 = ColumnChoice.isB1950(first) || ColumnChoice.isB1950(second);
        String frame = bothB1950 ? "FK4" : frame(first);
        String other = bothB1950 ? "FK4" : frame(second);
        if (!frame.equals(other)) {
            throw new TargetFileException(file + ": its columns " + first.shown() + " and " + second.shown()
                    + " are in different frames, " + frame + " and " + other);
        }
        return switch (frame) {
            case "ICRS" -> false;
            case "FK5" -> {
                notes.add("positions in FK5 (J2000) are taken as ICRS, which differs by less than 0.05 arcsec");
                yield false;
            }
            case "GALACTIC" -> {
                notes.add("positions are galactic (" + first.shown() + ", " + second.shown()
                        + ") and were rotated to ICRS");
                yield true;
            }
            default ->
                throw new TargetFileException(file + ": its columns " + first.shown() + " and " + second.shown()
                        + " are in the frame " + PlainText.of(frame, LONGEST_WORD)
                        + "; convert them to ICRS first (FK5 of J2000 and galactic are read, too)");
        };
    }

    private static String frame(SourceColumn column) {
        String declared = column.frame() == null ? "" : column.frame().strip().toUpperCase(Locale.ROOT);
        int blank = declared.indexOf(' ');
        String system = blank < 0 ? declared : declared.substring(0, blank);
        String equinox = blank < 0 ? "" : declared.substring(blank + 1).strip();
        return switch (system) {
            case "", "ICRS", "ICRF", "UNKNOWN" ->
                system.isEmpty() && ColumnChoice.isGalactic(column) ? "GALACTIC" : "ICRS";
            case "EQ_FK5", "FK5" ->
                switch (equinox) {
                    case "", "J2000", "J2000.0", "2000", "2000.0" -> "FK5";
                    default -> declared;
                };
            case "GALACTIC", "GALACTIC_II" -> "GALACTIC";
            default -> declared;
        };
    }

    List<String> notes() {
        return notes;
    }

    /** Which columns are used. */
    String inWords() {
        return "id "
                + (choice.id() < 0 ? "by row number" : columns.get(choice.id()).shown()) + ", position "
                + ra.name() + " and " + dec.name() + ", radius "
                + (radius == null ? radiusDeg + " deg" : radius.name());
    }

    /** The cell of the id, for an error. */
    String idColumn() {
        return columns.get(Math.max(0, choice.id())).shown();
    }

    /**
     * The target of a row.
     *
     * @param number of the row, from 1
     * @throws IllegalArgumentException naming the column and the error
     */
    Target target(long number, @Nullable Object[] cells) {
        String id = choice.id() < 0 ? Long.toString(number) : id(cells[choice.id()]);
        double first = degrees(ra, cells);
        double second = degrees(dec, cells);
        double around = radius == null ? radiusDeg : degrees(radius, cells);
        if (galactic) {
            SkyPoint place = SkyPoint.ofGalacticDegrees(first, second);
            first = place.raDeg();
            second = place.decDeg();
        }
        try {
            return new Target(id, first, second, around);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column " + idColumn() + ": " + e.getMessage(), e);
        }
    }

    private String id(@Nullable Object cell) {
        String text = switch (cell) {
            case null -> "";
            case String word -> word.strip();
            case Number number -> number(number);
            default -> "";
        };
        if (text.isEmpty()) {
            throw new IllegalArgumentException("column " + idColumn() + ": the id is empty");
        }
        return text;
    }

    /** Without the decimal point of a whole number. */
    private static String number(Number number) {
        double value = number.doubleValue();
        boolean isWhole = number instanceof Double && value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return isWhole ? Long.toString(number.longValue()) : number.toString();
    }

    private static double degrees(AngleColumn column, @Nullable Object[] cells) {
        try {
            return column.degrees(cells[column.index()]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column " + column.name() + ": " + e.getMessage(), e);
        }
    }
}
