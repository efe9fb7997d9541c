package org.skytrawl.simvo.fault;

import java.util.regex.Pattern;

/** An ObsTAP service without CIRCLE; others are as they should be. */
public record NoCircle() implements Dialect {
    private static final Pattern REFUSED = Pattern.compile("\\bCIRCLE\\s*\\(", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "no-circle";
    }

    @Override
    public String description() {
        return "ObsTAP: refuses queries with CIRCLE";
    }

    @Override
    public Pattern refused() {
        return REFUSED;
    }

    @Override
    public String reason() {
        return "the function CIRCLE is not supported";
    }
}
