package org.skytrawl.download;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Result of a download. Immutable.
 *
 * @param files a report for each file of each dataset, in the order of their ends
 * @param datasets number of datasets with each {@link FileOutcome}, zeros included, without those that do not meet the
 *     conditions
 * @param fetchedBytes bytes received in this run
 * @param stopped why the download ended early (the folder cannot be written), or null
 */
public record DownloadResult(
        DownloadPlan plan,
        List<FileReport> files,
        Map<FileOutcome, Integer> datasets,
        long fetchedBytes,
        Duration took,
        @Nullable String stopped) {
    public DownloadResult {
        files = List.copyOf(files);
        Map<FileOutcome, Integer> all = new EnumMap<>(FileOutcome.class);
        for (FileOutcome outcome : FileOutcome.values()) {
            all.put(outcome, datasets.getOrDefault(outcome, 0));
        }
        datasets = Collections.unmodifiableMap(all);
    }

    public int count(FileOutcome outcome) {
        return datasets.getOrDefault(outcome, 0);
    }

    public boolean isComplete() {
        return datasets.entrySet().stream().allMatch(each -> each.getKey().isThere() || each.getValue() == 0);
    }
}
