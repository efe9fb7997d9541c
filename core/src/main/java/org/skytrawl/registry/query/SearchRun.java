package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Ivoid;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.MirrorStatus;
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryAnswer;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.access.RegistryReply;
import org.skytrawl.registry.query.RegistryCondition.LocalCheck;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.SearchResult;

/**
 * One search in one registry, page by page, in the order of identifiers. Tests here what the registry cannot evaluate. Used
 * once, by one thread.
 */
public final class SearchRun {
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

    /**
     * Queries one registry after the other until one answers. A registry that lacks something is passed over. Blocks, so call
     * it on a virtual thread.
     *
     * @param deadline for all registries together
     * @throws DiscoveryException if none answers; the message has the reason of each
     */
    public static SearchResult search(
            RegistrySearch search, RegistryMirrors mirrors, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        RegistryReply<Found> reply;
        try {
            reply = mirrors.ask(registry -> found(search, registry), deadline, cancellation);
        } catch (DiscoveryException e) {
            List<String> able = able(search, mirrors, false);
            throw able.isEmpty()
                    ? e
                    : new DiscoveryException(
                            e.getMessage() + "; according to its last known features, " + String.join(" or ", able)
                                    + " can answer",
                            e.asked(),
                            e);
        }
        Found found = reply.answer();
        List<String> notes = new ArrayList<>(found.notes);
        if (found.lookedAtHere) {
            able(search, mirrors, true)
                    .forEach(url ->
                            notes.add(url + " can evaluate all constraints, according to its last known features"));
        }
        notes.addAll(mirrors.problems());
        return new SearchResult(found.reading.resources(), found.truncated, reply.url(), reply.tried(), notes);
    }

    /**
     * Registries that can answer according to their last known features.
     *
     * @param alone only those that can evaluate all constraints
     */
    private static List<String> able(RegistrySearch search, RegistryMirrors mirrors, boolean alone) {
        List<String> able = new ArrayList<>();
        for (MirrorStatus mirror : mirrors.status()) {
            if (mirror.features() != null) {
                try {
                    RegistryCondition condition = new ConstraintAdql(mirror.features()).all(search.constraints());
                    if (!alone || condition.checks().isEmpty()) {
                        able.add(mirror.url());
                    }
                } catch (RegistryFailure e) {
                    // this registry cannot answer
                }
            }
        }
        return able;
    }

    private record Found(ResourceReader.Reading reading, boolean truncated, boolean lookedAtHere, List<String> notes) {}

    private static Found found(RegistrySearch search, RegistryAccess registry)
            throws RegistryFailure, StoppedException {
        RegistryCondition condition = new ConstraintAdql(registry.features()).all(search.constraints());
        FoundIvoids found = new SearchRun(registry, condition, search.limit()).find();
        ResourceReader.Reading reading = found.ivoids.isEmpty()
                ? new ResourceReader.Reading(List.of(), List.of(), registry.notes())
                : ResourceReader.read(registry, found.ivoids);
        List<String> notes = new ArrayList<>(found.notes);
        notes.addAll(reading.notes());
        if (!reading.unknown().isEmpty()) {
            notes.add("resources that it lists but does not describe ("
                    + reading.unknown().size() + "): " + reading.unknown().getFirst()
                    + (reading.unknown().size() > 1 ? ", ..." : ""));
        }
        return new Found(reading, found.truncated, !condition.checks().isEmpty(), notes);
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
            if (ivoids.stream().map(Rows::key).anyMatch(seen::contains)) {
                throw new RegistryFailure(TABLE + ": the parts of a cut answer do not fit together");
            }
            List<String> accepted = ivoids;
            for (LocalCheck check : condition.checks()) {
                accepted = accepted.isEmpty() ? accepted : accepted(check, accepted);
            }
            accepted.stream().map(Ivoid::new).forEach(found::add);
            if (found.size() >= most || answer.overflow() == null) {
                return result(found);
            }
            if (ivoids.isEmpty()) {
                throw new RegistryFailure(
                        TABLE + ": its answer is cut off before the first row (" + answer.overflow() + ")");
            }
            ivoids.forEach(ivoid -> seen.add(Rows.key(ivoid)));
            after = ivoids.getLast();
        }
        throw new RegistryFailure(TABLE + ": not whole after " + MOST_PAGES + " parts");
    }

    private FoundIvoids result(Set<Ivoid> found) {
        List<String> all = condition.checks().stream()
                .map(check -> registry.url() + ": " + check.why())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        all.addAll(notes.lines());
        return new FoundIvoids(found.stream().limit(limit).toList(), found.size() > limit, all);
    }

    /** @param after the last identifier of the previous page, exactly as the registry sent it */
    static String adql(@Nullable String condition, @Nullable String after) {
        String rest = after == null ? null : "ivoid > " + Adql.literal(after);
        String where = Stream.of(condition, rest).filter(Objects::nonNull).collect(Collectors.joining(" AND "));
        return "SELECT ivoid FROM " + TABLE + (where.isEmpty() ? "" : " WHERE " + where) + " ORDER BY ivoid";
    }

    private List<String> ivoids(List<RegistryRow> rows) {
        List<String> ivoids = new ArrayList<>();
        for (RegistryRow row : rows) {
            String ivoid = row.ivoid();
            if (ivoid.isBlank()) {
                notes.add("registry rows without an identifier, left out", TABLE);
            } else {
                ivoids.add(ivoid);
            }
        }
        return ivoids;
    }

    /** The identifiers of a page that pass a check. */
    private List<String> accepted(LocalCheck check, List<String> page) throws RegistryFailure, StoppedException {
        List<RegTapQuery> queries = check.wanted().stream()
                .map(wanted ->
                        new RegTapQuery(wanted.table(), wanted.columns(), wanted.table(), where(wanted.where(), page)))
                .toList();
        List<List<RegistryRow>> answers = registry.whole(queries);
        List<Rows> tables = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            tables.add(new Rows(check.wanted().get(i).columns(), answers.get(i)));
        }
        return page.stream()
                .filter(ivoid -> check.test()
                        .accepts(
                                tables.stream().map(table -> table.of(ivoid)).toList(),
                                note -> notes.add("rows that could not be read", note)))
                .toList();
    }

    /** Limits rows to a page: a long list of identifiers would be too much for some services. */
    private String where(@Nullable String wanted, List<String> page) {
        String found = condition.adql() == null ? "" : " AND " + Adql.having(TABLE, condition.adql());
        String resources = page.size() <= 100
                ? Adql.in("ivoid", page)
                : "ivoid >= " + Adql.literal(page.getFirst()) + " AND ivoid <= " + Adql.literal(page.getLast()) + found;
        return resources + (wanted == null ? "" : " AND (" + wanted + ")");
    }

    /** The identifiers found, in the order of the registry, at most as many as the limit. */
    record FoundIvoids(List<Ivoid> ivoids, boolean truncated, List<String> notes) {}
}
