package org.skytrawl.registry.search;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * A table of the resource has a column whose UCD matches one of these patterns.
 *
 * @param patterns SQL patterns such as {@code phot.mag;em.opt.%}, in lower case, as UCDs in the registry (RegTAP 1.1 section
 *     8); at least one
 */
public record UcdPatterns(List<String> patterns) implements SearchConstraint {
    /** @throws IllegalArgumentException if there are none, or one is blank */
    public UcdPatterns {
        patterns = patterns.stream()
                .map(pattern -> Adql.text("a UCD", pattern).toLowerCase(Locale.ROOT))
                .toList();
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("at least one UCD is needed");
        }
    }

    public static UcdPatterns of(String... patterns) {
        return new UcdPatterns(List.of(patterns));
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, "rr.table_column", "ucd");
        return RegistryCondition.of(Adql.having(
                "rr.table_column",
                patterns.stream()
                        .map(pattern -> "ucd LIKE " + Adql.literal(pattern))
                        .collect(Collectors.joining(" OR "))));
    }
}
