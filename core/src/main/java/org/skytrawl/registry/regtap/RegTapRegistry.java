package org.skytrawl.registry.regtap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryTables;

/**
 * Fetches a snapshot of a relational registry (RegTAP 1.1 or 1.2): all of it, or the resources that have changed.
 * Thread-safe; blocks.
 */
public record RegTapRegistry(Clock clock) {
    /** Some publishers do not date their changes, so everything is fetched now and then. */
    static final Duration FULL_AFTER = Duration.ofDays(7);

    /** Ivoids in one query: some 20,000 characters, which every service accepts. */
    static final int CHUNK = 200;

    /** @param contents the rows for the next update, or null if they are not worth keeping */
    public record Fetched(
            RegistrySnapshot snapshot, @Nullable RegistryContents contents, SnapshotUpdate update) {}

    /** Fails if any part cannot be fetched completely; {@code kept} gives the rows of the last snapshot. */
    public Fetched fetch(RegistryAccess registry, Kept kept, boolean full) throws RegistryFailure, StoppedException {
        Instant begun = clock.instant();
        RegistryTables tables = registry.tables();
        tables.checkComplete();
        List<RegTapQuery> queries = queries(tables);
        // dates before rows: the next update then fetches what changes in between
        Map<String, String> updated = tables.has("rr.resource", "updated") ? updated(registry) : null;
        Update update = new Update(registry, queries, begun);
        if (updated == null) {
            update.all("this registry does not date its resources", null);
        } else if (full) {
            update.all("requested", updated);
        } else {
            update.changes(kept.contents(), updated);
        }
        RegistryContents contents = update.contents();
        Notes notes = new Notes();
        RegistryRows rows = RowsReader.read(queries, contents.answers(), notes);
        List<Candidate> candidates = CandidateBuilder.build(rows, notes);
        List<String> lines = new ArrayList<>(contents.lost());
        lines.addAll(notes.lines());
        RegistrySnapshot snapshot = new RegistrySnapshot(
                registry.url(), begun, tables.coverageAxes(), registry.onPrivateNetwork(), candidates, lines);
        boolean useful = updated != null && contents.isOfDatedResourcesOnly();
        return new Fetched(snapshot, useful ? contents : null, update.result());
    }

    @FunctionalInterface
    public interface Kept {
        @Nullable
        RegistryContents contents();
    }

    private static @Nullable Map<String, String> updated(RegistryAccess registry)
            throws RegistryFailure, StoppedException {
        Map<String, String> updated = new HashMap<>();
        for (RegistryRow row : registry.whole(List.of(RegTapQuery.UPDATED)).getFirst()) {
            String date = row.text(1);
            if (date == null || date.isBlank()) {
                return null;
            }
            updated.put(row.ivoid(), date);
        }
        return updated;
    }

    public static List<RegTapQuery> queries(RegistryTables tables) {
        Set<Axis> axes = tables.coverageAxes();
        List<RegTapQuery> queries = new ArrayList<>(List.of(
                RegTapQuery.RESOURCES,
                RegTapQuery.interfaces(
                        tables.has("rr.interface", "authenticated_only"), tables.has("rr.interface", "mirror_url")),
                RegTapQuery.TABLES,
                RegTapQuery.DETAILS,
                RegTapQuery.RELATIONSHIPS));
        if (axes.contains(Axis.SPACE)) {
            queries.add(RegTapQuery.spatial(tables.has("rr.stc_spatial", "ref_system_name")));
        }
        if (axes.contains(Axis.SPECTRUM)) {
            queries.add(RegTapQuery.SPECTRAL);
        }
        if (axes.contains(Axis.TIME)) {
            queries.add(RegTapQuery.TEMPORAL);
        }
        return queries;
    }

    /** One answer for each query, put together from queries for some resources at a time. */
    public static List<List<RegistryRow>> rowsOf(
            RegistryAccess registry, List<RegTapQuery> queries, Collection<String> ivoids)
            throws RegistryFailure, StoppedException {
        List<String> sorted = ivoids.stream().sorted().toList();
        List<RegTapQuery> parts = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i += CHUNK) {
            List<String> some = sorted.subList(i, Math.min(i + CHUNK, sorted.size()));
            queries.forEach(query -> parts.add(query.among(some)));
        }
        List<List<RegistryRow>> answers = registry.whole(parts);
        List<List<RegistryRow>> together = new ArrayList<>();
        for (int q = 0; q < queries.size(); q++) {
            List<RegistryRow> rows = new ArrayList<>();
            for (int i = q; i < answers.size(); i += queries.size()) {
                rows.addAll(answers.get(i));
            }
            together.add(rows);
        }
        return together;
    }

    private static final class Update {
        private final RegistryAccess registry;
        private final List<RegTapQuery> queries;
        private final List<String> texts;
        private final Instant begun;
        private @Nullable RegistryContents contents;
        private SnapshotUpdate result = SnapshotUpdate.full("", 0);

        Update(RegistryAccess registry, List<RegTapQuery> queries, Instant begun) {
            this.registry = registry;
            this.queries = queries;
            this.texts = queries.stream().map(query -> query.adql(null)).toList();
            this.begun = begun;
        }

        RegistryContents contents() {
            return Objects.requireNonNull(contents);
        }

        SnapshotUpdate result() {
            return result;
        }

        void all(String why, @Nullable Map<String, String> updated) throws RegistryFailure, StoppedException {
            List<List<RegistryRow>> answers = registry.whole(queries);
            contents =
                    new RegistryContents(begun, texts, answers, updated == null ? Map.of() : updated, registry.notes());
            result = SnapshotUpdate.full(why, answers.getFirst().size());
        }

        void changes(@Nullable RegistryContents kept, Map<String, String> updated)
                throws RegistryFailure, StoppedException {
            String whyAll = kept == null ? "there are no rows of an earlier snapshot" : whyAll(kept);
            if (kept == null || !whyAll.isEmpty()) {
                all(whyAll, updated);
                return;
            }
            Set<String> changed = new HashSet<>();
            int added = 0;
            int vanished = 0;
            for (Map.Entry<String, String> now : updated.entrySet()) {
                String before = kept.updated().get(now.getKey());
                if (!now.getValue().equals(before)) {
                    changed.add(now.getKey());
                    added += before == null ? 1 : 0;
                }
            }
            for (String ivoid : kept.updated().keySet()) {
                vanished += updated.containsKey(ivoid) ? 0 : 1;
            }
            if ((changed.size() + vanished) * 2 > kept.updated().size()) {
                all("more than half of them have changed", updated);
                return;
            }
            contents = kept.with(updated, changed, rowsOf(registry, queries, changed), registry.notes());
            result = new SnapshotUpdate(false, "", updated.size(), changed.size() - added, added, vanished);
        }

        private String whyAll(RegistryContents kept) {
            Duration age = Duration.between(kept.fullFetched(), begun);
            if (age.compareTo(FULL_AFTER) > 0 || age.isNegative()) {
                return "the last full fetch is more than " + FULL_AFTER.toDays() + " days old";
            }
            return kept.queries().equals(texts) ? "" : "the queried columns have changed";
        }
    }
}
