package org.skytrawl.server.take;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.download.Download;
import org.skytrawl.download.DownloadOptions;
import org.skytrawl.download.DownloadProgress;
import org.skytrawl.download.DownloadResult;
import org.skytrawl.download.DownloadRun;
import org.skytrawl.download.FileReport;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;

/** A download of chosen rows. Thread-safe. */
public final class ServedDownload {
    private static final int MOST_ITEMS = 1000;
    private static final int MOST_MESSAGE = 300;

    private final String id;
    private final String runId;
    private final Path folder;
    private final DownloadFolders.Limits limits;
    private final Map<String, Integer> rows = new HashMap<>();

    /** By row and URL, in the order of their first ends. */
    private final Map<String, Item> items = new LinkedHashMap<>();

    /** Guarded by the items. */
    private long storedBytes;

    private final DownloadRun run;
    private volatile boolean cancelled;
    private volatile boolean tooMuch;

    /** The outcome of a file of a row. */
    private record Item(int row, @Nullable String name, String state, String message, boolean failed, long bytes) {}

    private ServedDownload(String id, String runId, DownloadFolders folders, ChosenRows chosen, Download download) {
        this.id = id;
        this.runId = runId;
        this.folder = folders.of(runId);
        this.limits = folders.limits();
        chosen.rows().forEach((row, dataset) -> rows.putIfAbsent(key(dataset), row));
        this.run = download.options(DownloadOptions.DEFAULTS.withMaxFileBytes(limits.mostBytes()))
                .listener(this::onFile)
                .into(folder);
    }

    /** @throws org.skytrawl.download.FolderException if the folder cannot be written, or another download uses it */
    static ServedDownload start(
            String id, String runId, DownloadFolders folders, ChosenRows chosen, Download download) {
        return new ServedDownload(id, runId, folders, chosen, download);
    }

    String id() {
        return id;
    }

    String runId() {
        return runId;
    }

    public void cancel() {
        cancelled = true;
        run.cancel();
    }

    /** Whether all files have their outcome. */
    public boolean isOver() throws InterruptedException {
        return run.await(Duration.ofNanos(1)) != null;
    }

    private static String key(FoundDataset dataset) {
        return key(
                dataset.record().text(ObsCoreColumn.obs_publisher_did),
                dataset.record().text(ObsCoreColumn.access_url));
    }

    private static String key(@Nullable String did, @Nullable String accessUrl) {
        return (accessUrl == null ? "" : ShownUrl.withoutUser(accessUrl)) + "\n" + (did == null ? "" : did);
    }

    private void onFile(FileReport report) {
        FileReport.Stored stored = report.stored();
        FileReport.Missing missing = report.missing();
        int row = rows.getOrDefault(key(report.publisherDid(), report.accessUrl()), -1);
        Item item = new Item(
                row,
                stored == null ? null : stored.file(),
                report.outcome().word(),
                PlainText.of(
                        missing != null ? missing.reason() : stored == null ? "" : String.join("; ", stored.notes()),
                        MOST_MESSAGE),
                !report.outcome().isThere(),
                stored == null ? 0 : stored.bytes());
        synchronized (items) {
            Item old = items.put(row + " " + report.url(), item);
            storedBytes += item.bytes - (old == null ? 0 : old.bytes);
            tooMuch |= storedBytes > limits.mostBytes();
        }
        DownloadRun now = run;
        // null as long as it starts: the next file stops it then
        if (tooMuch && now != null) {
            now.cancel();
        }
    }

    /** In the form of docs/api.md. */
    public Map<String, @Nullable Object> json() throws InterruptedException {
        DownloadResult result = run.await(Duration.ofNanos(1));
        DownloadProgress progress = run.progress();
        List<Item> known;
        synchronized (items) {
            known = List.copyOf(items.values());
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("run", runId);
        json.put("folder", folder.toString());
        boolean early = result != null && (cancelled || tooMuch || result.stopped() != null);
        String why = result == null
                ? null
                : tooMuch
                        ? "stopped: the server keeps at most " + (limits.mostBytes() >> 30)
                                + " GiB of downloads; get the files with skytrawl download"
                        : result.stopped();
        json.put("state", result == null ? "running" : early ? "stopped" : "done");
        json.put("message", why == null ? null : PlainText.of(why, MOST_MESSAGE));
        json.put("keptDays", limits.kept().toDays());
        json.put("files", progress.files().known());
        json.put("ended", progress.files().ended());
        json.put("failed", known.stream().filter(Item::failed).count());
        json.put("bytes", progress.bytes().done());
        json.put("ofBytes", progress.bytes().expected());
        json.put("left", Math.max(0, known.size() - MOST_ITEMS));
        json.put(
                "items",
                known.stream()
                        .sorted(Comparator.comparing(Item::failed).reversed())
                        .limit(MOST_ITEMS)
                        .map(ServedDownload::json)
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Item item) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("row", item.row);
        json.put("name", item.name);
        json.put("state", item.state);
        json.put("message", item.message);
        return json;
    }
}
