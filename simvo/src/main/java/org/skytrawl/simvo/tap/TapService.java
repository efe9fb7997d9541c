package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.Table;

/** A TAP 1.1 service over some tables of the database. Thread-safe. */
public final class TapService implements Handler, AutoCloseable {
    private final TapDatabase database;
    private final TapDescription description;
    private final String path;
    private final TableNames names = new TableNames();
    private final TapQuery query;
    private final TapJobs jobs;
    private final ReentrantLock making = new ReentrantLock();
    private boolean made;

    /**
     * A service; its tables are in the database already.
     *
     * @param path where it is mounted
     */
    public TapService(TapDatabase database, TapDescription description, String path) {
        this.database = database;
        this.description = description;
        this.path = path;
        for (Table table : allTables()) {
            names.add(table, TapDatabase.physicalSchema(description.site(), table.schema()));
        }
        this.query = new TapQuery(database, description, names);
        this.jobs = new TapJobs(description.accessUrl() + "/async", this::answer);
    }

    private List<Table> allTables() {
        List<Table> all = new ArrayList<>(description.tables());
        all.addAll(TapSchema.ALL);
        return all;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        String[] below = request.path().substring(path.length()).split("/", -1);
        String resource = below.length < 2 ? "" : below[1];
        return switch (resource) {
            case "sync" -> answer(request);
            case "async" ->
                jobs.handle(request, below.length > 2 ? List.of(below).subList(2, below.length) : List.of());
            case "capabilities" -> document(TapDocuments.capabilities(description));
            case "tables" -> tables(below.length > 2 ? below[2] : null);
            case "availability" -> document(TapDocuments.availability());
            case "examples" -> Response.text(200, "application/xhtml+xml", TapDocuments.examples(description));
            default ->
                Response.text(
                        404,
                        "text/plain",
                        "a TAP service has sync, async, capabilities, tables, availability and examples\n");
        };
    }

    private Response tables(@Nullable String name) {
        return name == null || name.isEmpty()
                ? document(TapDocuments.tables(allTables()))
                : Response.text(404, "text/plain", "single tables are not told of; ask for tables\n");
    }

    private static Response document(String xml) {
        return Response.text(200, "text/xml", xml);
    }

    private Response answer(Request request) throws InterruptedException {
        String text = request.parameter("QUERY");
        if (text != null && text.toLowerCase(java.util.Locale.ROOT).contains(TapSchema.SCHEMA)) {
            makeSchema();
        }
        return query.answer(request);
    }

    /** Only when it is asked for: most of a thousand services never are. */
    private void makeSchema() {
        making.lock();
        try {
            if (!made) {
                TapSchema.make(database, description.site(), description.tables());
                made = true;
            }
        } finally {
            making.unlock();
        }
    }

    /** Ends the jobs that still run. */
    @Override
    public void close() {
        jobs.close();
    }
}
