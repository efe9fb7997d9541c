package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.region.ProbabilityMap;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.http.RequestBody;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.question.QuestionJson;
import org.skytrawl.server.question.QuestionReader;
import org.skytrawl.server.question.Uploads;
import org.skytrawl.server.question.Uploads.Upload;

/** Takes files for questions (docs/api.md, "Questions"). What a file is shows by its content. Thread-safe. */
public final class FileRoutes {
    private static final List<String> KINDS = List.of("moc", "footprint", "targets");
    private static final int AT_ONCE = 4;

    /** In which a target list without a column of radii is tried: the question gives the radius later. */
    private static final String ANY_RADIUS = "1arcsec";

    private final Uploads uploads;
    private final QuestionReader reader;
    private final Semaphore coming = new Semaphore(AT_ONCE);

    public FileRoutes(Uploads uploads, QuestionReader reader) {
        this.uploads = uploads;
        this.reader = reader;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/files", this::take);
    }

    private void take(Context ctx) throws IOException, InterruptedException {
        String kind = ctx.queryParam("kind");
        if (kind == null || !KINDS.contains(kind)) {
            throw new ApiException(400, "wrong_parameter", "kind must be one of " + String.join(", ", KINDS), "kind");
        }
        String type = ctx.contentType();
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("application/octet-stream")) {
            throw new ApiException(415, "wrong_type", "send the file as application/octet-stream");
        }
        String name = ctx.queryParam("name");
        if (ctx.req().getContentLengthLong() > uploads.limits().mostBytes()) {
            // the rest is not read: the connection is of no more use
            ctx.header("Connection", "close");
            throw RequestBody.tooLarge(uploads.limits().mostBytes());
        }
        if (!coming.tryAcquire()) {
            ctx.header("Connection", "close").header("Retry-After", "5");
            throw new ApiException(429, "too_many_requests", "at most " + AT_ONCE + " files are taken at once");
        }
        try {
            Json.answer(ctx, 201, taken(ctx, kind, name == null ? kind : name));
        } catch (EOFException e) {
            throw new ApiException(400, "wrong_parameter", "the file did not come whole");
        } catch (ApiException e) {
            ctx.header("Connection", "close");
            throw e;
        } finally {
            coming.release();
        }
    }

    private Map<String, @Nullable Object> taken(Context ctx, String kind, String name)
            throws IOException, InterruptedException {
        Upload upload = uploads.take(ctx.bodyInputStream(), name);
        try {
            return described(upload, kind);
        } catch (ApiException e) {
            if (!upload.wasThere()) {
                uploads.delete(upload);
            }
            throw e.status() == 400 ? new ApiException(415, "wrong_type", e.text(), "file") : e;
        }
    }

    private Map<String, @Nullable Object> described(Upload upload, String kind) throws InterruptedException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", upload.parameter());
        json.put("kind", kind);
        json.put("name", upload.name());
        if (kind.equals("moc") && ProbabilityMap.isIn(upload.file())) {
            // its region depends on the probability
            json.put("region", null);
            json.put("targets", null);
            json.put(
                    "notes",
                    List.of("a probability map: the question needs the probability of the region, such as 0.9"));
            return json;
        }
        QuestionForm form = asked(upload, kind);
        TargetRegion targets = form.question().targets();
        json.put("region", QuestionJson.region(form.question().region()));
        json.put("targets", targets == null ? null : targets.size());
        json.put(
                "notes",
                form.parameters().containsKey("radius")
                        ? List.of("no column of the radius: the question needs a radius")
                        : form.notes().stream()
                                .map(note -> PlainText.of(note, 300))
                                .toList());
        return json;
    }

    private QuestionForm asked(Upload upload, String kind) throws InterruptedException {
        try {
            return reader.read(Map.of(kind, List.of(upload.parameter())));
        } catch (ApiException e) {
            if (!kind.equals("targets") || !e.text().contains("(radius)")) {
                throw e;
            }
            return reader.read(Map.of(kind, List.of(upload.parameter()), "radius", List.of(ANY_RADIUS)));
        }
    }
}
