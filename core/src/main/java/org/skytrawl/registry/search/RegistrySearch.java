package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A search of the registry for resources that meet all constraints.
 *
 * <pre>{@code
 * try (Skytrawl skytrawl = Skytrawl.open()) {
 *     SearchResult found = skytrawl.registry()
 *             .search(RegistrySearch.of(Words.of("quasar"), ServiceType.of("tap"))
 *                     .and(SpatialCoverage.of(new Cone(187.3, 2.05, 0.1))));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe; several threads may run it at once.
 *
 * @param constraints at least one
 * @param limit the most resources to return, 1 to 1,000,000
 */
public record RegistrySearch(List<SearchConstraint> constraints, int limit) {
    public static final int DEFAULT_LIMIT = 1_000;

    private static final int MOST = 1_000_000;

    public RegistrySearch {
        constraints = List.copyOf(constraints);
        if (constraints.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one constraint is needed: the registry has tens of thousands of resources");
        }
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be 1 to " + MOST + ", not " + limit);
        }
    }

    public static RegistrySearch of(SearchConstraint... constraints) {
        return new RegistrySearch(List.of(constraints), DEFAULT_LIMIT);
    }

    public RegistrySearch and(SearchConstraint constraint) {
        List<SearchConstraint> all = new ArrayList<>(constraints);
        all.add(constraint);
        return new RegistrySearch(all, limit);
    }

    public RegistrySearch withLimit(int mostResources) {
        return new RegistrySearch(constraints, mostResources);
    }
}
