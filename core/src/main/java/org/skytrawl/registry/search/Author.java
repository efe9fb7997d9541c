package org.skytrawl.registry.search;

import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * One of the creators has a name like this. Names are written in many ways: {@code %Hubble%} is mostly better than a whole
 * name.
 *
 * @param pattern an SQL pattern, % for any characters and _ for one; the case counts
 */
public record Author(String pattern) implements SearchConstraint {
    /**
     * Strips the pattern.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Author {
        pattern = Adql.text("an author's name", pattern);
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, "rr.res_role", "role_name", "base_role");
        return RegistryCondition.of(
                Adql.having("rr.res_role", "base_role = 'creator' AND role_name LIKE " + Adql.literal(pattern)));
    }
}
