package org.skytrawl.download;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;

/**
 * The files to fetch, from the records alone. Immutable.
 *
 * @param items each access URL once, in the order of the datasets
 * @param skipped datasets that cannot be fetched
 * @param notMatched the number of datasets that do not meet the conditions
 */
public record DownloadPlan(List<Item> items, List<Skipped> skipped, int notMatched) {
    /** ObsCore 1.1 section 4.9: access_estsize is in kbyte. */
    private static final long BYTES_PER_KBYTE = 1000;

    public DownloadPlan {
        items = List.copyOf(items);
        skipped = List.copyOf(skipped);
    }

    /**
     * One access URL.
     *
     * @param url as in the record of the first dataset, without user name and password
     * @param datasets the datasets with this URL, at least one
     * @param host scheme, name and port of the server
     * @param estimatedBytes from access_estsize; -1 if unknown
     */
    public record Item(String url, List<FoundDataset> datasets, String host, long estimatedBytes) {
        public Item {
            url = ShownUrl.withoutUser(url);
            datasets = List.copyOf(datasets);
        }
    }

    /** A dataset that cannot be fetched, and why. */
    public record Skipped(FoundDataset dataset, FileCode code, String reason) {}

    static DownloadPlan of(List<FoundDataset> datasets, List<DatasetCondition> conditions) {
        Map<String, List<FoundDataset>> byUrl = new LinkedHashMap<>();
        List<Skipped> skipped = new ArrayList<>();
        int notMatched = 0;
        for (FoundDataset dataset : datasets) {
            if (!DatasetCondition.isMetBy(dataset, conditions)) {
                notMatched++;
                continue;
            }
            String url = dataset.record().text(ObsCoreColumn.access_url);
            if (url == null || url.isBlank()) {
                skipped.add(new Skipped(dataset, FileCode.NO_URL, "its record has no access_url"));
                continue;
            }
            String why = whyUnusable(url);
            if (why != null) {
                skipped.add(new Skipped(dataset, FileCode.SCHEME, why));
            } else {
                byUrl.computeIfAbsent(String.valueOf(CanonicalUrl.of(url)), key -> new ArrayList<>())
                        .add(dataset);
            }
        }
        List<Item> items = new ArrayList<>();
        for (List<FoundDataset> same : byUrl.values()) {
            String url = String.valueOf(same.getFirst().record().text(ObsCoreColumn.access_url))
                    .strip();
            items.add(new Item(url, same, hostOf(url), estimatedBytes(same)));
        }
        return new DownloadPlan(items, skipped, notMatched);
    }

    /** The sum of the known estimates. */
    public long estimatedBytes() {
        return items.stream()
                .mapToLong(Item::estimatedBytes)
                .filter(size -> size > 0)
                .sum();
    }

    public int unknownSizes() {
        return (int) items.stream().filter(item -> item.estimatedBytes() < 0).count();
    }

    /** The number of datasets that share the URL of an earlier one. */
    public int duplicates() {
        return items.stream().mapToInt(item -> item.datasets().size() - 1).sum();
    }

    public Map<String, List<Item>> byHost() {
        return items.stream().collect(Collectors.groupingBy(Item::host, TreeMap::new, Collectors.toList()));
    }

    private static @Nullable String whyUnusable(String url) {
        String shown = ShownUrl.of(url, 200);
        String word = OutsideText.scheme(url.strip()).toLowerCase(Locale.ROOT);
        if (word.equals("ftp") || word.equals("ftps") || word.equals("sftp")) {
            return word + " is not supported; curl or lftp can fetch it: " + shown;
        }
        if (!word.equals("http") && !word.equals("https")) {
            return "no http or https URL: " + shown;
        }
        try {
            HostKey.of(url);
        } catch (FetchException e) {
            return String.valueOf(e.getMessage());
        }
        return CanonicalUrl.of(url) == null ? "no usable http or https URL: " + shown : null;
    }

    private static String hostOf(String url) {
        try {
            return HostKey.of(url).toString();
        } catch (FetchException e) {
            throw new IllegalStateException("the URL was checked before", e);
        }
    }

    /** The largest estimate of one file. */
    private static long estimatedBytes(List<FoundDataset> same) {
        double kbyte = same.stream()
                .mapToDouble(dataset -> dataset.record().number(ObsCoreColumn.access_estsize))
                .filter(size -> size > 0)
                .max()
                .orElse(-1);
        // more than a petabyte is nonsense, and sums must not overflow
        return kbyte < 0 || kbyte > 1e12 ? -1 : (long) (kbyte * BYTES_PER_KBYTE);
    }
}
