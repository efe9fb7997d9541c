package org.skytrawl.simvo.tap;

import java.sql.SQLException;
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

/** A cache of shapes by their texts. */
final class Regions {
    private static final int MOST = 50_000;
    private static final int LONGEST_KEPT = 20_000;
    private static final ConcurrentMap<String, SkyShape> KNOWN = new ConcurrentHashMap<>();

    private Regions() {}

    /**
     * The shape of a text: STC-S, or a MOC in ASCII.
     *
     * @throws SQLException saying what is wrong with it
     */
    static SkyShape parsed(String text) throws SQLException {
        try {
            double[] position = StcText.position(text);
            if (position != null) {
                SkyPoint point = SkyPoint.ofDegrees(position[0], position[1]);
                return new SkyCircle(text.startsWith("POSITION GALACTIC") ? fromGalactic(point) : point, 0);
            }
            SkyShape known = KNOWN.get(text);
            if (known == null) {
                known = isMoc(text) ? new MocShape(Moc.parse(text)) : StcS.parse(text);
                keep(text, known);
            }
            return known;
        } catch (ShapeFormatException | IllegalArgumentException e) {
            throw new SQLException(e.getMessage());
        }
    }

    private static void keep(String text, SkyShape shape) {
        if (KNOWN.size() >= MOST) {
            KNOWN.clear();
        }
        if (text.length() <= LONGEST_KEPT) {
            KNOWN.put(text, shape);
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

    /** The rotation of the Hipparcos catalogue (volume 1, section 1.5.3). The 0.02 arcsec between FK5 and ICRS are neglected. */
    private static SkyPoint fromGalactic(SkyPoint p) {
        return RegionRelations.unit(
                -0.054875560416215 * p.x() + 0.494109427875584 * p.y() - 0.867666149019005 * p.z(),
                -0.873437090234885 * p.x() - 0.444829629960011 * p.y() - 0.198076373431202 * p.z(),
                -0.483835015548713 * p.x() + 0.746982244497219 * p.y() + 0.455983776175067 * p.z());
    }

    private static boolean isMoc(String text) {
        return text.isBlank() || Character.isDigit(text.strip().charAt(0));
    }
}
