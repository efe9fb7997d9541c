package org.skytrawl.simvo.fault;

import java.util.regex.Pattern;

/** An ObsTAP service whose s_region cannot be queried; others are as they should be. */
public record NoRegion() implements Dialect {
    private static final Pattern REFUSED = Pattern.compile("\\bs_region\\b", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "no-s-region";
    }

    @Override
    public String description() {
        return "ObsTAP: refuses queries that name s_region";
    }

    @Override
    public Pattern refused() {
        return REFUSED;
    }

    @Override
    public String reason() {
        return "the column s_region cannot be used in a query";
    }
}
