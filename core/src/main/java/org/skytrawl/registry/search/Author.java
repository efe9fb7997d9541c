package org.skytrawl.registry.search;

import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * A name of a creator matches this pattern. Names are written in many ways: {@code %Hubble%} mostly finds more than a full
 * name.
 *
 * @param pattern an SQL pattern, % for any characters and _ for one; case-sensitive
 */
public record Author(String pattern) implements SearchConstraint {
    /** @throws IllegalArgumentException if the pattern is blank */
    public Author {
        pattern = Adql.text("an author's name", pattern);
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, "rr.res_role", "role_name", "base_role");
        return RegistryCondition.of(
                Adql.having("rr.res_role", "base_role = 'creator' AND role_name LIKE " + Adql.literal(pattern)));
    }
}
