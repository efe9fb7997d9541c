package org.skytrawl.server.take;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.skytrawl.Skytrawl;
import org.skytrawl.download.Download;
import org.skytrawl.download.FolderException;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.PrivateOrigins;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.run.ServedRun;

/** The downloads of a server, as long as it lives. Their files stay for a while. Thread-safe. */
public final class Downloads implements AutoCloseable {
    private static final int MOST_RUNNING = 4;
    private static final int MOST_KNOWN = 100;

    private final Skytrawl client;
    private final DownloadFolders folders;
    private final Thread pruning;
    private int count;

    /** The oldest first. */
    private final Map<String, ServedDownload> known = new LinkedHashMap<>();

    /**
     * @param folder gets a folder for each run
     * @param said receives sentences for the person who started the server
     */
    public Downloads(Skytrawl client, Path folder, Consumer<String> said) {
        this.client = client;
        this.folders = new DownloadFolders(folder, DownloadFolders.Limits.DEFAULTS, said);
        // many files take time
        this.pruning = Thread.ofVirtual().name("skytrawl-prune").start(() -> folders.prune(Set.of()));
    }

    /**
     * Starts a download into the folder of the run; files that are there are not fetched again.
     *
     * @throws ApiException 429 if too many downloads are running, 409 {@code not_ended} if one of the same run is, 503 {@code
     *     not_stored} if the folder cannot be written
     */
    public ServedDownload start(ServedRun run, ChosenRows chosen) throws InterruptedException {
        // it knows of no download, and would delete the folder of this one
        pruning.join();
        return startNow(run, chosen);
    }

    private synchronized ServedDownload startNow(ServedRun run, ChosenRows chosen) throws InterruptedException {
        Set<String> running = new HashSet<>();
        for (ServedDownload each : known.values()) {
            if (!each.isOver()) {
                running.add(each.runId());
            }
        }
        if (running.contains(run.id())) {
            throw new ApiException(409, "not_ended", "a download of this run goes on; stop it, or wait for its end");
        }
        if (running.size() >= MOST_RUNNING) {
            throw new ApiException(429, "too_many_requests", "at most " + MOST_RUNNING + " downloads run at once");
        }
        running.add(run.id());
        folders.prune(running);
        String id = "d" + ++count;
        ServedDownload download;
        try {
            Download files = client.download(chosen.datasets()).privateOrigins(PrivateOrigins.of(run.log()));
            download = ServedDownload.start(id, run.id(), folders, chosen, files);
        } catch (FolderException e) {
            throw new ApiException(503, "not_stored", PlainText.of(e.getMessage(), 300));
        }
        known.put(id, download);
        forget();
        return download;
    }

    private void forget() throws InterruptedException {
        Iterator<ServedDownload> all = known.values().iterator();
        while (known.size() > MOST_KNOWN && all.hasNext()) {
            if (all.next().isOver()) {
                all.remove();
            }
        }
    }

    /** @throws ApiException 404 if there is none */
    public synchronized ServedDownload get(String id) {
        ServedDownload download = known.get(id);
        if (download == null) {
            throw new ApiException(404, "not_found", "there is no download " + PlainText.of(id, 40));
        }
        return download;
    }

    /** Stops all. */
    @Override
    public synchronized void close() {
        known.values().forEach(ServedDownload::cancel);
    }
}
