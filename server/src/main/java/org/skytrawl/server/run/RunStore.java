package org.skytrawl.server.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.Skytrawl;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.question.QuestionForm;

/** The runs of the server. Thread-safe. */
public final class RunStore implements AutoCloseable {
    private final Skytrawl client;
    private final Map<String, ServedRun> runs = new LinkedHashMap<>();

    public RunStore(Skytrawl client) {
        this.client = client;
    }

    public synchronized ServedRun start(QuestionForm form) {
        DiscoveryRun run = form.discovery(client).start();
        String id = UUID.randomUUID().toString().substring(0, 13);
        ServedRun served = new ServedRun(id, form, Instant.now(), run);
        runs.put(id, served);
        return served;
    }

    /** @throws ApiException 404 if there is none */
    public synchronized ServedRun get(String id) {
        ServedRun run = runs.get(id);
        if (run == null) {
            throw new ApiException(404, "unknown_run", "there is no run " + id);
        }
        return run;
    }

    /** The newest first. */
    public synchronized List<ServedRun> all() {
        return new ArrayList<>(runs.values()).reversed();
    }

    public synchronized void delete(String id) {
        get(id).run().cancel();
        runs.remove(id);
    }

    @Override
    public synchronized void close() {
        runs.values().forEach(run -> run.run().cancel());
    }
}
