package org.skytrawl.simvo.sia;

import java.util.Locale;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/** One value of POS (SIA 2.0 section 2.1.1). */
interface Sia2Region {
    boolean overlaps(Entry entry);

    /** Reads CIRCLE, RANGE or POLYGON. What is no circle is compared with the circle around an image. */
    static Sia2Region of(String text) throws BadParameter {
        String[] words = text.strip().split("\\s+", -1);
        String kind = words[0].toUpperCase(Locale.ROOT);
        try {
            if (kind.equals("CIRCLE") && words.length == 4) {
                SkyCircle circle = SkyCircle.ofDegrees(
                        Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
                return entry -> entry.shape().overlaps(circle);
            }
            if (kind.equals("RANGE") || kind.equals("POLYGON")) {
                SkyShape shape = StcS.parse(text.strip());
                return entry -> shape.overlaps(entry.around());
            }
        } catch (ShapeFormatException | IllegalArgumentException e) {
            throw new BadParameter("UsageFault: POS '" + text + "': " + e.getMessage());
        }
        throw new BadParameter("UsageFault: POS must be CIRCLE, RANGE or POLYGON with numbers, but is '" + text + "'");
    }
}
