package org.skytrawl.simvo.universe;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many rows a TAP service gives (TAP 1.1 section 2.7.4): {@code usual} without MAXREC, {@code hard} at most.
 *
 * @param declared whether its capabilities and the registry tell the limits
 */
public record RowLimits(int usual, int hard, boolean declared) {
    /** More rows than any table has. */
    public static final RowLimits NONE = new RowLimits(1_900_000_000, 1_900_000_000, false);

    private static final String PATH = "/capability/outputLimit/";

    public RowLimits {
        if (usual < 1 || hard < usual) {
            throw new IllegalArgumentException(
                    "row limits must be 1 <= default <= hard, not " + usual + " and " + hard);
        }
    }

    /** The element {@code outputLimit} of a capability (TAPRegExt 1.0); empty if the limits are not declared. */
    public String xml() {
        return declared
                ? "<outputLimit><default unit=\"row\">" + usual + "</default><hard unit=\"row\">" + hard
                        + "</hard></outputLimit>\n"
                : "";
    }

    /** The same as details of the capability in a registry, by their paths; empty if the limits are not declared. */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        if (declared) {
            details.put(PATH + "default", String.valueOf(usual));
            details.put(PATH + "default/@unit", "row");
            details.put(PATH + "hard", String.valueOf(hard));
            details.put(PATH + "hard/@unit", "row");
        }
        return details;
    }

    /** Whether a detail of a capability is about such limits. */
    public static boolean isDetail(String path) {
        return path.startsWith(PATH);
    }
}
