package org.skytrawl.simvo.tap;

import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.VoTableWriter;

/** A TAP 1.1 service over the tables of one site. Errors are VOTables (DALI 1.1 section 4.2). Thread-safe. */
public final class TapService implements Handler, AutoCloseable {
    private final TapDescription description;
    private final String basePath;
    private final QueryRunner runner;
    private final JobList jobs;
    private final AsyncResource async;
    private final SiteTables tables;

    public TapService(TapDatabase database, TapDescription description, String basePath) {
        this(database, description, basePath, null);
    }

    /** @param fault what it does wrong with uploaded tables, or null */
    public TapService(TapDatabase database, TapDescription description, String basePath, @Nullable UploadFault fault) {
        if (basePath.endsWith("/")) {
            throw new IllegalArgumentException("a base path has no slash at its end: " + basePath);
        }
        this.description = description;
        this.basePath = basePath;
        this.tables = new SiteTables(database, description);
        this.runner = new QueryRunner(database.site(description.site()).database(), description, tables, fault);
        this.jobs = new JobList(database.jobs(), runner);
        this.async = new AsyncResource(jobs, basePath + "/async");
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        try {
            return answer(request);
        } catch (TapError e) {
            return error(e);
        }
    }

    static Response error(TapError e) {
        if (e.status() == TapError.TOO_LARGE) {
            String title = "413 Request Entity Too Large";
            String page = "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>\n";
            return Response.text(e.status(), "text/html", page);
        }
        return Response.text(e.status(), Response.VOTABLE, VoTableWriter.error(e.text()));
    }

    private Response answer(Request request) throws TapError, InterruptedException {
        String path =
                request.path().startsWith(basePath) ? request.path().substring(basePath.length()) : request.path();
        String resource = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (resource) {
            case "/sync" -> runner.sync(request).response();
            case "/capabilities" -> xml(Vosi.capabilities(description, request.baseUrl() + basePath));
            case "/tables" -> xml(Vosi.tables(description, tables.all()));
            case "/availability" -> xml(Vosi.AVAILABILITY);
            case "/examples" -> Response.text(200, "application/xhtml+xml", Vosi.examples(description));
            case "" -> Response.seeOther(request.baseUrl() + basePath + "/capabilities");
            default -> {
                if (resource.equals("/async") || resource.startsWith("/async/")) {
                    yield async.handle(request, resource.substring("/async".length()));
                }
                throw new TapError(404, "this TAP service has nothing at " + request.path());
            }
        };
    }

    private static Response xml(String text) {
        return Response.text(200, "text/xml;charset=UTF-8", text);
    }

    @Override
    public void close() {
        jobs.all().forEach(jobs::destroy);
    }
}
