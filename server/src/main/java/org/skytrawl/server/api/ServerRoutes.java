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
        Map<String, Object> of =
                new LinkedHashMap<>(ofKind(counts.page(), runs.limits().page()));
        of.put("facade", ofKind(counts.facade(), runs.limits().facade()));
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

    private static Map<String, Object> ofKind(RunStore.Count now, RunLimits.OfKind most) {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("running", now.atOnce().running());
        of.put("queued", now.atOnce().queued());
        of.put("mostRunning", most.atOnce().running());
        of.put("mostQueued", most.atOnce().queued());
        of.put("stored", now.stored());
        of.put("mostStored", most.mostStored());
        of.put("storedBytes", now.storedBytes());
        of.put("mostStoredBytes", most.mostStoredBytes());
        of.put("keptDays", most.kept().toDays());
        return of;
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
