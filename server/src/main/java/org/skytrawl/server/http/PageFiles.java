package org.skytrawl.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files of the page, from the class path. Thread-safe. */
public final class PageFiles {
    private static final String FOLDER = "/org/skytrawl/server/page/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json; charset=utf-8");

    public void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> file(ctx, "index.html"));
        routes.get("/<path>", ctx -> file(ctx, ctx.pathParam("path")));
    }

    private static void file(Context ctx, String path) throws IOException {
        // a folder has no type; read as a file it would be listed
        String type = path.indexOf('.') < 0 ? null : TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        boolean plain = path.chars().allMatch(c -> isPlain((char) c)) && !path.contains("..");
        try (InputStream in = type == null || !plain ? null : PageFiles.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new ApiException(404, "not_found", "there is no such address");
            }
            SurveyFrame.headers(ctx);
            ctx.contentType(type).result(in.readAllBytes());
        }
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_./".indexOf(c) >= 0;
    }
}
