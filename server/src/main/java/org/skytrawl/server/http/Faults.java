package org.skytrawl.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.FileTrouble;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.PlainText;

/** Turns exceptions into errors (docs/api.md, "Errors"); a stack trace goes to nobody. Thread-safe. */
public final class Faults {
    private static final String NOT_UNDERSTOOD = "the request cannot be understood, or is too long";

    private final Consumer<String> said;
    private final Forms forms;

    /** How errors look, by the path of a request. */
    public interface Forms {
        /** Answers with an error; cuts the connection if the answer has begun. */
        void answer(Context ctx, ApiException error);

        /** An error for a request that no handler gets; null for JSON. */
        @Nullable
        Document before(String path, int status, String message);
    }

    /** The body of an error. */
    public record Document(String contentType, String text) {}

    /** @param said receives faults, for the person who started the server */
    public Faults(Consumer<String> said, Forms forms) {
        this.said = said;
        this.forms = forms;
    }

    public void addTo(RoutesConfig routes) {
        routes.exception(ApiException.class, (e, ctx) -> forms.answer(ctx, e));
        routes.exception(
                DiscoveryException.class,
                (e, ctx) -> forms.answer(
                        ctx, new ApiException(503, "no_registry", PlainText.of(String.valueOf(e.getMessage())))));
        routes.exception(HttpResponseException.class, (e, ctx) -> forms.answer(ctx, of(e)));
        routes.exception(InterruptedException.class, (e, ctx) -> {
            Thread.currentThread().interrupt();
            forms.answer(ctx, new ApiException(503, "ending", "the server ends"));
        });
        routes.exception(
                FileSystemException.class,
                (e, ctx) -> forms.answer(
                        ctx, new ApiException(503, "not_stored", "a file of the server: " + FileTrouble.of(e))));
        routes.exception(IOException.class, (e, ctx) -> notWhole(ctx));
        // a client that leaves while it is sent a file
        routes.exception(UncheckedIOException.class, (e, ctx) -> notWhole(ctx));
        routes.exception(Exception.class, this::fault);
    }

    private void notWhole(Context ctx) {
        forms.answer(ctx, new ApiException(408, "too_slow", "the request was not whole"));
    }

    private void fault(Exception e, Context ctx) {
        StackTraceElement[] at = e.getStackTrace();
        said.accept("a bug in Skytrawl, please report it: " + ctx.method() + " " + PlainText.of(ctx.path(), 200) + ": "
                + e + (at.length == 0 ? "" : " at " + at[0]));
        forms.answer(
                ctx,
                new ApiException(
                        500, "fault", "a fault of Skytrawl: " + e.getClass().getSimpleName()));
    }

    private static ApiException of(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> new ApiException(404, "not_found", "there is no such address");
            case 405 -> new ApiException(405, "method_not_allowed", "this address does not take this method");
            case 413 -> new ApiException(413, "too_large", "the body is longer than the limit");
            default ->
                new ApiException(e.getStatus(), "wrong_request", PlainText.of(String.valueOf(e.getMessage()), 500));
        };
    }

    /** For what Jetty refuses before any handler: requests that are no HTTP, or too long. */
    public Request.Handler beforeHandlers() {
        return (Request request, Response response, Callback callback) -> {
            int status = response.getStatus() < 400 ? 500 : response.getStatus();
            String path =
                    request.getHttpURI() == null ? null : request.getHttpURI().getPath();
            Document document = forms.before(path == null ? "" : path, status, NOT_UNDERSTOOD);
            if (document == null) {
                String code = status == 404
                        ? "not_found"
                        : status == 405 ? "method_not_allowed" : status >= 500 ? "fault" : "wrong_request";
                document = new Document(
                        "application/json; charset=utf-8",
                        Json.text(Map.of("error", Map.of("code", code, "message", NOT_UNDERSTOOD))));
            }
            response.setStatus(status);
            response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, document.contentType()));
            response.getHeaders().put(new HttpField("X-Content-Type-Options", "nosniff"));
            try (OutputStream out = Content.Sink.asOutputStream(response)) {
                out.write(document.text().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                callback.failed(e);
                return true;
            }
            callback.succeeded();
            return true;
        };
    }
}
