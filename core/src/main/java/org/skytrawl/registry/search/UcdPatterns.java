package org.skytrawl.registry.search;

import java.util.List;
import java.util.Locale;

/**
 * A table of the resource has a column whose UCD matches one of these patterns.
 *
 * @param patterns SQL patterns such as {@code phot.mag;em.opt.%}, in lower case, as UCDs in the registry (RegTAP 1.1 section
 *     8); at least one
 */
public record UcdPatterns(List<String> patterns) implements SearchConstraint {
    public UcdPatterns {
        patterns = patterns.stream()
                .map(pattern -> Checked.text("a UCD", pattern).toLowerCase(Locale.ROOT))
                .toList();
        Checked.atLeastOne("UCD", patterns);
    }

    public static UcdPatterns of(String... patterns) {
        return new UcdPatterns(List.of(patterns));
    }
}
