package org.skytrawl.registry.regtap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skytrawl.registry.RegistryRow;

/**
 * The rows of which a snapshot was made, kept so that an update needs to fetch only those of resources that have changed.
 *
 * @param fullFetched when all of them were last fetched
 * @param queries the queries' texts
 * @param answers the rows of each query, ordered by ivoid
 * @param updated when each resource was updated, as the registry says it, by ivoid as the registry writes it
 * @param lost what could not be read of the registry's answers, a line for each kind
 */
public record RegistryContents(
        Instant fullFetched,
        List<String> queries,
        List<List<RegistryRow>> answers,
        Map<String, String> updated,
        List<String> lost) {
    private static final int MOST_LINES = 50;

    public RegistryContents {
        queries = List.copyOf(queries);
        answers = answers.stream().map(RegistryContents::ordered).toList();
        // not copyOf(), which looks at one after the other where hashes meet
        updated = Collections.unmodifiableMap(new HashMap<>(updated));
        lost = new LinkedHashSet<>(lost).stream().limit(MOST_LINES).toList();
    }

    /** So that what candidates are made of does not depend on how it was fetched: databases have orders of their own. */
    private static List<RegistryRow> ordered(List<RegistryRow> rows) {
        return rows.stream().sorted(Comparator.comparing(RegistryRow::ivoid)).toList();
    }

    /** Whether each row belongs to a resource whose date is known. */
    boolean isOfDatedResourcesOnly() {
        return answers.stream().allMatch(rows -> rows.stream().allMatch(row -> updated.containsKey(row.ivoid())));
    }

    /**
     * What there is after an update.
     *
     * @param now when each resource was updated
     * @param changed the resources whose rows are replaced
     * @param fresh their rows, an answer for each query and in the same order
     * @param lostNow what could not be read of these
     */
    RegistryContents with(
            Map<String, String> now, Collection<String> changed, List<List<RegistryRow>> fresh, List<String> lostNow) {
        Set<String> gone = new HashSet<>(changed);
        updated.keySet().stream().filter(ivoid -> !now.containsKey(ivoid)).forEach(gone::add);
        List<List<RegistryRow>> all = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            List<RegistryRow> rows = new ArrayList<>();
            answers.get(i).stream().filter(row -> !gone.contains(row.ivoid())).forEach(rows::add);
            rows.addAll(fresh.get(i));
            all.add(rows);
        }
        List<String> lines = new ArrayList<>(lost);
        lines.addAll(lostNow);
        return new RegistryContents(fullFetched, queries, all, now, lines);
    }
}
