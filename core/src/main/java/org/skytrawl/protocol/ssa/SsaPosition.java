package org.skytrawl.protocol.ssa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.Numbers;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.PositionCells;

/**
 * The position of an SSA dataset: where it was observed, else where its target is, else what columns with the UCD of a right
 * ascension and a declination say. Two kinds are never mixed.
 */
final class SsaPosition {
    private static final double J2000 = 2000;
    private static final double B1950 = 1950;

    private final List<PositionCells> byUtype = new ArrayList<>();
    private final List<PositionCells> byUcd = new ArrayList<>();
    private final int frame;
    private final int equinox;

    SsaPosition(AnswerFields fields, SsaUtypes utypes, BadCells bad) {
        this.frame = utypes.index("coordsys.spaceframe.name");
        this.equinox = utypes.index("coordsys.spaceframe.equinox");
        for (String utype : List.of(
                "char.spatialaxis.coverage.location.value",
                "char.spatialaxis.coverage.location.coord",
                "astrocoords.position2d.value2",
                "target.pos",
                "target.pos.spoint")) {
            int array = utypes.index(utype);
            int longitude = utypes.index(utype + ".c1");
            int latitude = utypes.index(utype + ".c2");
            // DaCHS has single precision only where it has a column for each coordinate
            if (array >= 0) {
                byUtype.add(PositionCells.ofArray(fields, array, bad));
            }
            if (longitude >= 0 && latitude >= 0) {
                byUtype.add(PositionCells.ofPair(fields, longitude, latitude, bad));
            }
        }
    }

    /** Adds columns that count where neither a utype nor an ObsCore name gives a position. */
    void addFallbacks(AnswerFields fields, List<int[]> pairs, BadCells bad) {
        for (int[] pair : pairs) {
            byUcd.add(PositionCells.ofPair(fields, pair[0], pair[1], bad));
        }
    }

    IntStream columns() {
        IntStream positions = IntStream.concat(
                byUtype.stream().flatMapToInt(PositionCells::columns),
                byUcd.stream().flatMapToInt(PositionCells::columns));
        return IntStream.concat(positions, IntStream.of(frame, equinox).filter(index -> index >= 0));
    }

    boolean isGiven() {
        return !byUtype.isEmpty() || !byUcd.isEmpty();
    }

    /** The columns of right ascension and declination if these are used first; null if there are none or one has both. */
    int @Nullable [] firstPair() {
        if (!isGiven()) {
            return null;
        }
        int[] columns =
                (byUtype.isEmpty() ? byUcd : byUtype).getFirst().columns().toArray();
        return columns.length == 2 ? columns : null;
    }

    @Nullable
    PositionCells byUtype(@Nullable Object[] row) {
        return first(byUtype, row);
    }

    @Nullable
    PositionCells byUcd(@Nullable Object[] row) {
        return first(byUcd, row);
    }

    private @Nullable PositionCells first(List<PositionCells> kinds, @Nullable Object[] row) {
        String name = kinds.isEmpty() ? "" : frame(row);
        for (PositionCells kind : kinds) {
            if (kind.read(row, name)) {
                return kind;
            }
        }
        return null;
    }

    /** The name of the frame; blank if the row does not say. */
    private String frame(@Nullable Object[] row) {
        String name = frame >= 0 && row[frame] instanceof String text && !NullWord.is(text.strip())
                ? text.strip().toUpperCase(Locale.ROOT)
                : "";
        double year = equinox < 0 ? Double.NaN : year(row[equinox]);
        if (Double.isNaN(year) || year == 0 || year == J2000 || !(name.isEmpty() || name.startsWith("FK"))) {
            return name;
        }
        return year == B1950 && !name.equals("FK5") ? "FK4" : name + " of " + year;
    }

    private static double year(@Nullable Object cell) {
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        String text = cell instanceof String written ? written.strip().toUpperCase(Locale.ROOT) : "";
        return Numbers.parse(text.startsWith("J") || text.startsWith("B") ? text.substring(1) : text);
    }
}
