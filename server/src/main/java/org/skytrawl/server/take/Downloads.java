package org.skytrawl.server.take;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
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

    /** Held while one starts, which takes long if many files are deleted; progress and the end of the server do not wait for it. */
    private final ReentrantLock starting = new ReentrantLock();

    /** Guarded by {@link #starting}. */
    private int count;

    /** The oldest first. Guarded by itself. */
    private final Map<String, ServedDownload> known = new LinkedHashMap<>();

    private volatile boolean closed;

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
        starting.lockInterruptibly();
        try {
            return startNow(run, chosen);
        } finally {
            starting.unlock();
        }
    }

    private List<ServedDownload> all() {
        synchronized (known) {
            return List.copyOf(known.values());
        }
    }

    private ServedDownload startNow(ServedRun run, ChosenRows chosen) throws InterruptedException {
        Set<String> running = new HashSet<>();
        for (ServedDownload each : all()) {
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
        synchronized (known) {
            known.put(id, download);
        }
        if (closed) {
            download.cancel();
        }
        forget();
        return download;
    }

    private void forget() throws InterruptedException {
        List<ServedDownload> all = all();
        int tooMany = all.size() - MOST_KNOWN;
        for (ServedDownload each : all) {
            if (tooMany > 0 && each.isOver()) {
                synchronized (known) {
                    known.remove(each.id());
                }
                tooMany--;
            }
        }
    }

    /** @throws ApiException 404 if there is none */
    public ServedDownload get(String id) {
        ServedDownload download;
        synchronized (known) {
            download = known.get(id);
        }
        if (download == null) {
            throw new ApiException(404, "not_found", "there is no download " + PlainText.of(id, 40));
        }
        return download;
    }

    /** Stops all. */
    @Override
    public void close() {
        closed = true;
        all().forEach(ServedDownload::cancel);
    }
}
