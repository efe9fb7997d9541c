package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.run.Version;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.server.run.RunStore;

/** The server itself (docs/api.md, "The server"). Thread-safe. */
public final class ServerRoutes {
    private static final String DESCRIPTION = "/org/skytrawl/server/page/openapi.json";

    /** Limit of a file that is sent. */
    public static final long MOST_FILE_BYTES = 64L << 20;

    private final RunStore runs;
    private final Path folder;

    /** @param folder of this server's files */
    public ServerRoutes(RunStore runs, Path folder) {
        this.runs = runs;
        this.folder = folder;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/ping", ctx -> Json.answer(ctx, 200, Map.of("skytrawl", Version.version())));
        routes.get("/api/server", this::server);
        routes.get("/api/openapi.json", ServerRoutes::description);
    }

    private void server(Context ctx) {
        RunStore.Counts counts = runs.counts();
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("running", counts.running());
        of.put("queued", counts.queued());
        of.put("mostRunning", runs.limits().mostRunning());
        of.put("mostQueued", runs.limits().mostQueued());
        of.putAll(stored(counts.page(), runs.limits().page()));
        of.put("facade", stored(counts.facade(), runs.limits().facade()));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", Version.version());
        json.put("runs", of);
        json.put(
                "limits",
                Map.of(
                        "questionBytes", Json.MOST_BYTES,
                        "fileBytes", MOST_FILE_BYTES,
                        "streams", EventRoutes.MOST_STREAMS));
        json.put("folder", folder.toString());
        Json.answer(ctx, 200, json);
    }

    private static Map<String, Object> stored(RunStore.Stored now, RunLimits.Stored most) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stored", now.runs());
        json.put("mostStored", most.most());
        json.put("storedBytes", now.bytes());
        json.put("mostStoredBytes", most.mostBytes());
        json.put("keptDays", most.kept().toDays());
        return json;
    }

    private static void description(Context ctx) throws IOException {
        try (InputStream in = ServerRoutes.class.getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                throw new ApiException(404, "not_found", "there is no description");
            }
            ctx.contentType("application/json; charset=utf-8").result(in.readAllBytes());
        }
    }
}
