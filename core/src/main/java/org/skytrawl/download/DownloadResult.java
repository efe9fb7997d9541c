package org.skytrawl.download;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a download. Immutable.
 *
 * @param plan what was to be fetched
 * @param files a report for each file of each dataset, in the order in which their fates were known
 * @param datasets how many datasets ended in each way, all of {@link FileOutcome}; those left out by conditions are not
 *     among them
 * @param fetchedBytes bytes that came over the network
 * @param took how long it took
 * @param stopped why it was ended before its time (the folder cannot be written any more), or null
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
