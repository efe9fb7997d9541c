package org.skytrawl.simvo.fault;

import java.util.regex.Pattern;

/** An ObsTAP service without INTERSECTS; others are as they should be. */
public record NoIntersects() implements Dialect {
    private static final Pattern REFUSED = Pattern.compile("\\bINTERSECTS\\s*\\(", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "no-intersects";
    }

    @Override
    public String description() {
        return "ObsTAP: refuses queries with INTERSECTS";
    }

    @Override
    public Pattern refused() {
        return REFUSED;
    }

    @Override
    public String reason() {
        return "the function INTERSECTS is not supported";
    }
}
