package org.skytrawl.model;

/**
 * One position of a target list: datasets that overlap the circle around it are found.
 *
 * @param id name of the target in its list, not blank, at most 200 characters, without control characters and blanks at its ends
 * @param raDeg ICRS right ascension in degrees, reduced to [0,360)
 * @param decDeg ICRS declination in degrees, in [-90,90]
 * @param radiusDeg radius in degrees, in (0,180]
 */
public record Target(String id, double raDeg, double decDeg, double radiusDeg) {
    private static final int LONGEST_ID = 200;

    /** @throws IllegalArgumentException naming the value that is out of range */
    public Target {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("the id of a target must have 1 to " + LONGEST_ID + " characters, not '"
                    + PlainText.of(id, 80) + "'");
        }
        if (!id.equals(id.strip()) || id.chars().anyMatch(Target::isInvisible)) {
            throw new IllegalArgumentException(
                    "the id of a target must not have blanks at its ends or control characters: '"
                            + PlainText.of(id, 80) + "'");
        }
        Cone checked = new Cone(raDeg, decDeg, radiusDeg);
        raDeg = checked.raDeg();
    }

    /** Result files do not keep such characters. */
    private static boolean isInvisible(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    /** The circle around it. */
    public Cone cone() {
        return new Cone(raDeg, decDeg, radiusDeg);
    }
}
