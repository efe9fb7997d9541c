package org.skytrawl.simvo.tap;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

final class Regions {
    private static final int MOST = 50_000;
    private static final int LONGEST_KEPT = 20_000;
    private static final ConcurrentMap<String, SkyShape> KNOWN = new ConcurrentHashMap<>();

    private Regions() {}

    /** The shape of a text: STC-S, or a MOC in ASCII. */
    static SkyShape parsed(String text) throws SQLException {
        try {
            double[] position = position(text);
            if (position != null) {
                // the 0.02 arcsec between FK5 and ICRS are neglected
                SkyPoint point = text.startsWith("POSITION GALACTIC")
                        ? SkyPoint.ofGalacticDegrees(position[0], position[1])
                        : SkyPoint.ofDegrees(position[0], position[1]);
                return new SkyCircle(point, 0);
            }
            SkyShape known = KNOWN.get(text);
            if (known == null) {
                boolean moc = text.isBlank() || Character.isDigit(text.strip().charAt(0));
                known = moc ? new MocShape(Moc.parse(text)) : StcS.parse(text);
                if (KNOWN.size() >= MOST) {
                    KNOWN.clear();
                }
                if (text.length() <= LONGEST_KEPT) {
                    KNOWN.put(text, known);
                }
            }
            return known;
        } catch (ShapeFormatException | IllegalArgumentException e) {
            throw new SQLException(e.getMessage());
        }
    }

    /** The shape of a text, or null if it is none: a cell of a table must not make a query fail. */
    static @Nullable SkyShape ofData(String text) {
        try {
            return parsed(text);
        } catch (SQLException e) {
            return null;
        }
    }

    private static final Set<String> FRAMES = Set.of("ICRS", "FK5", "J2000", "GALACTIC", "UNKNOWNFRAME");

    /** The frame of a coordinate system, ICRS for an empty one, or null if it is not known. */
    static @Nullable String frame(String system) {
        if (system.isBlank()) {
            return "ICRS";
        }
        String first = system.strip().split("\\s+", -1)[0].toUpperCase(Locale.ROOT);
        return FRAMES.contains(first) ? first : null;
    }

    static String stcS(String function, String frame, List<Double> numbers) {
        StringBuilder text = new StringBuilder(function.equals("POINT") ? "POSITION" : function);
        text.append(' ').append(frame);
        for (Double number : numbers) {
            text.append(' ').append(number.doubleValue());
        }
        return text.toString();
    }

    /** The position at the end of a point's text, degrees, or null if it is no point. */
    static double @Nullable [] position(String text) {
        String[] words = text.startsWith("POSITION ") ? text.split(" ", -1) : new String[0];
        try {
            return words.length != 4 ? null : new double[] {Double.parseDouble(words[2]), Double.parseDouble(words[3])};
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static String frameOf(String text) {
        String[] words = text.strip().split("\\s+", 3);
        String second = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "ICRS";
        return FRAMES.contains(second) ? second : "ICRS";
    }
}
