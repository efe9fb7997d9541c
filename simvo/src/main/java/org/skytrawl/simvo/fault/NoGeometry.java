package org.skytrawl.simvo.fault;

import java.util.regex.Pattern;

/** An ObsTAP service without any of the geometry functions, which are optional in TAP; others are as they should be. */
public record NoGeometry() implements Dialect {
    private static final Pattern REFUSED = Pattern.compile(
            "\\b(?:AREA|BOX|CENTROID|CIRCLE|CONTAINS|COORD1|COORD2|COORDSYS|DISTANCE|INTERSECTS|POINT|POLYGON|REGION)\\s*\\(",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "no-geometry";
    }

    @Override
    public String description() {
        return "ObsTAP: refuses queries with any geometry function";
    }

    @Override
    public Pattern refused() {
        return REFUSED;
    }

    @Override
    public String reason() {
        return "geometry functions are not supported";
    }
}
