package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryAnswer;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * One search in one registry, page by page, in the order of identifiers. Tests here what the registry cannot evaluate. Used
 * once, by one thread.
 */
final class SearchRun {
    /** The number of resources that are tested at a time. */
    private static final int PAGE = 2_000;

    /** A registry that sends less at a time is of no use. */
    private static final int MOST_PAGES = 1_000;

    private static final String TABLE = "rr.resource";
    private final RegistryAccess registry;
    private final RegistryCondition condition;
    private final int limit;
    private final Notes notes = new Notes();

    SearchRun(RegistryAccess registry, RegistryCondition condition, int limit) {
        this.registry = registry;
        this.condition = condition;
        this.limit = limit;
    }

    static RegistryCondition condition(List<SearchConstraint> constraints, RegistryFeatures features)
            throws RegistryFailure {
        Adql.needs(features, TABLE, "ivoid");
        List<RegistryCondition> all = new ArrayList<>();
        for (SearchConstraint constraint : constraints) {
            all.add(condition(constraint, features));
        }
        return RegistryCondition.all(all);
    }

    /**
     * Translates one constraint for a registry.
     *
     * @throws RegistryFailure if the registry lacks a table or column that it needs
     */
    static RegistryCondition condition(SearchConstraint constraint, RegistryFeatures features) throws RegistryFailure {
        return switch (constraint) {
            case Words it -> it.on(features);
            case Author it -> it.on(features);
            case ServiceType it -> it.on(features);
            case Waveband it -> it.on(features);
            case DataModel it -> it.on(features);
            case Ivoids it -> it.on(features);
            case UcdPatterns it -> it.on(features);
            case UatConcept it -> it.on(features);
            case SpatialCoverage it -> it.on(features);
            case SpectralCoverage it -> it.on(features);
            case TemporalCoverage it -> it.on(features);
        };
    }

    FoundIvoids find() throws RegistryFailure, StoppedException {
        // one more resource shows that there are more
        int most = limit + 1;
        Set<Ivoid> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        String after = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            int wanted = condition.checks().isEmpty() ? most - found.size() : PAGE;
            RegistryAnswer answer = registry.answer(adql(condition.adql(), after), wanted, "ivoid");
            List<String> ivoids = ivoids(answer.rows());
            if (ivoids.stream().map(SearchRun::key).anyMatch(seen::contains)) {
                throw new RegistryFailure(TABLE + ": the parts of a cut answer do not fit together");
            }
            accepted(ivoids).stream().map(Ivoid::new).forEach(found::add);
            if (found.size() >= most || answer.overflow() == null) {
                return result(found);
            }
            if (ivoids.isEmpty()) {
                throw new RegistryFailure(
                        TABLE + ": its answer is cut off before the first row (" + answer.overflow() + ")");
            }
            ivoids.forEach(ivoid -> seen.add(key(ivoid)));
            after = ivoids.getLast();
        }
        throw new RegistryFailure(TABLE + ": not whole after " + MOST_PAGES + " parts");
    }

    private FoundIvoids result(Set<Ivoid> found) {
        List<String> all = new ArrayList<>(condition.checks().stream()
                .map(LocalCheck::why)
                .distinct()
                .map(why -> registry.url() + ": " + why)
                .toList());
        all.addAll(notes.lines());
        return new FoundIvoids(found.stream().limit(limit).toList(), found.size() > limit, all);
    }

    /**
     * @param condition on rows of {@code rr.resource}, or null for all
     * @param after the last identifier of the previous page, exactly as the registry sent it, or null for the first page
     */
    static String adql(@Nullable String condition, @Nullable String after) {
        String rest = after == null ? null : "ivoid > " + Adql.literal(after);
        String where = String.join(
                " AND ", Stream.of(condition, rest).filter(Objects::nonNull).toList());
        return "SELECT ivoid FROM " + TABLE + (where.isEmpty() ? "" : " WHERE " + where) + " ORDER BY ivoid";
    }

    private List<String> ivoids(List<RegistryRow> rows) {
        List<String> ivoids = new ArrayList<>();
        for (RegistryRow row : rows) {
            String ivoid = row.text(0);
            if (ivoid == null || ivoid.isBlank()) {
                notes.add("registry rows without an identifier, left out", TABLE);
            } else {
                ivoids.add(ivoid);
            }
        }
        return ivoids;
    }

    /** The identifiers of a page that pass all checks. */
    private List<String> accepted(List<String> page) throws RegistryFailure, StoppedException {
        List<String> rest = page;
        for (LocalCheck check : condition.checks()) {
            rest = rest.isEmpty() ? rest : accepted(check, rest);
        }
        return rest;
    }

    private List<String> accepted(LocalCheck check, List<String> page) throws RegistryFailure, StoppedException {
        List<RegTapQuery> queries = check.wanted().stream()
                .map(wanted ->
                        new RegTapQuery(wanted.table(), wanted.columns(), wanted.table(), where(wanted.where(), page)))
                .toList();
        List<Map<String, List<RegistryRow>>> tables =
                registry.whole(queries).stream().map(SearchRun::byIvoid).toList();
        return page.stream()
                .filter(ivoid -> check.test()
                        .accepts(
                                tables.stream()
                                        .map(table -> table.getOrDefault(key(ivoid), List.of()))
                                        .toList(),
                                note -> notes.add("rows that could not be read", note)))
                .toList();
    }

    /** Limits rows to a page: a long list of identifiers would be too much for some services. */
    private String where(@Nullable String wanted, List<String> page) {
        List<String> all = new ArrayList<>();
        if (page.size() <= 100) {
            all.add(Adql.in("ivoid", page));
        } else {
            all.add("ivoid >= " + Adql.literal(page.getFirst()));
            all.add("ivoid <= " + Adql.literal(page.getLast()));
            if (condition.adql() != null) {
                all.add(Adql.having(TABLE, condition.adql()));
            }
        }
        if (wanted != null) {
            all.add("(" + wanted + ")");
        }
        return String.join(" AND ", all);
    }

    private static Map<String, List<RegistryRow>> byIvoid(Collection<RegistryRow> rows) {
        Map<String, List<RegistryRow>> byIvoid = new HashMap<>();
        for (RegistryRow row : rows) {
            String ivoid = row.text(0);
            if (ivoid != null) {
                byIvoid.computeIfAbsent(key(ivoid), key -> new ArrayList<>(2)).add(row);
            }
        }
        return byIvoid;
    }

    private static String key(String ivoid) {
        return ivoid.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The identifiers that a search found.
     *
     * @param ivoids in the order of the registry, at most as many as the limit
     * @param truncated whether there are more
     * @param notes which constraints were evaluated here, and what could not be read, for people
     */
    record FoundIvoids(List<Ivoid> ivoids, boolean truncated, List<String> notes) {
        FoundIvoids {
            ivoids = List.copyOf(ivoids);
            notes = List.copyOf(notes);
        }
    }
}
