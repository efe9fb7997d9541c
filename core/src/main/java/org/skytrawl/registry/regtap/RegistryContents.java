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
import java.util.stream.Stream;
import org.skytrawl.registry.RegistryRow;

/**
 * The rows from which a snapshot was made, so that an update fetches changed resources only. Ivoids and dates are
 * exactly as the registry sent them.
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
        // Map.copyOf() is slow for equal hashes
        updated = Collections.unmodifiableMap(new HashMap<>(updated));
        lost = new LinkedHashSet<>(lost).stream().limit(MOST_LINES).toList();
    }

    /** Databases have orders of their own; candidates must not depend on them. */
    private static List<RegistryRow> ordered(List<RegistryRow> rows) {
        return rows.stream().sorted(Comparator.comparing(RegistryRow::ivoid)).toList();
    }

    boolean isOfDatedResourcesOnly() {
        return answers.stream().allMatch(rows -> rows.stream().allMatch(row -> updated.containsKey(row.ivoid())));
    }

    /** @param fresh the new rows of the changed resources, an answer for each query in the same order */
    RegistryContents with(
            Map<String, String> now, Collection<String> changed, List<List<RegistryRow>> fresh, List<String> lostNow) {
        Set<String> gone = new HashSet<>(changed);
        updated.keySet().stream().filter(ivoid -> !now.containsKey(ivoid)).forEach(gone::add);
        List<List<RegistryRow>> all = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            all.add(Stream.concat(
                            answers.get(i).stream().filter(row -> !gone.contains(row.ivoid())), fresh.get(i).stream())
                    .toList());
        }
        List<String> allLost = Stream.concat(lost.stream(), lostNow.stream()).toList();
        return new RegistryContents(fullFetched, queries, all, now, allLost);
    }
}
