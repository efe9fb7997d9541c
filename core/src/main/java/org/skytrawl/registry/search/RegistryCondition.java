package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A constraint as one registry can be told of it.
 *
 * @param adql a condition on rows of {@code rr.resource} that no resource sought fails; null if nothing can be said
 * @param checks what must be looked at here as well, since the registry cannot say it; empty if the condition says all
 */
public record RegistryCondition(@Nullable String adql, List<LocalCheck> checks) {
    /** Keeps its own copy. */
    public RegistryCondition {
        checks = List.copyOf(checks);
    }

    /** What the registry can say alone. */
    static RegistryCondition of(String adql) {
        return new RegistryCondition(adql, List.of());
    }

    /** Both or all of some. */
    static RegistryCondition all(List<RegistryCondition> conditions) {
        List<LocalCheck> checks = new ArrayList<>();
        conditions.forEach(condition -> checks.addAll(condition.checks()));
        String adql = conditions.stream()
                .map(RegistryCondition::adql)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" AND "));
        return new RegistryCondition(adql.isEmpty() ? null : adql, checks);
    }
}
