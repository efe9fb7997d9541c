package org.skytrawl.simvo.fault;

import java.util.regex.Pattern;

/**
 * An ObsTAP service that takes no frame as the first argument of a shape, which ADQL 2.1 does away with; others are
 * as they should be.
 */
public record NoFrame() implements Dialect {
    private static final Pattern REFUSED =
            Pattern.compile("\\b(?:CIRCLE|POINT|BOX|POLYGON)\\s*\\(\\s*'x'", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "no-frame";
    }

    @Override
    public String description() {
        return "ObsTAP: refuses a frame such as 'ICRS' in CIRCLE, POINT and others";
    }

    @Override
    public Pattern refused() {
        return REFUSED;
    }

    @Override
    public String reason() {
        return "a coordinate frame is not supported";
    }
}
