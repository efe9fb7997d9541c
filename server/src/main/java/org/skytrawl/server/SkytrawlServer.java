package org.skytrawl.server;

import io.javalin.Javalin;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.server.api.EventRoutes;
import org.skytrawl.server.api.RunRoutes;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Guard;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.http.PageFiles;
import org.skytrawl.server.run.RunStore;

/** The server of {@code skytrawl serve}. Thread-safe. */
public final class SkytrawlServer implements AutoCloseable {
    private final ServerOptions options;
    private final RunStore runs;
    private final Javalin javalin;

    private SkytrawlServer(ServerOptions options, Skytrawl client) {
        this.options = options;
        this.runs = new RunStore(client);
        Guard guard = new Guard();
        this.javalin = Javalin.create(config -> {
            config.concurrency.useVirtualThreads = true;
            config.startup.showJavalinBanner = false;
            config.jetty.host = options.address();
            config.jetty.port = options.port();
            config.routes.before(ctx -> {
                guard.headers(ctx);
                guard.check(ctx);
            });
            config.routes.exception(ApiException.class, (e, ctx) -> Json.error(ctx, e));
            config.routes.exception(
                    DiscoveryException.class,
                    (e, ctx) -> Json.error(ctx, new ApiException(503, "no_registry", String.valueOf(e.getMessage()))));
            new RunRoutes(runs, client).addTo(config.routes);
            new EventRoutes(runs).addTo(config.routes);
            new PageFiles().addTo(config.routes);
        });
    }

    /** Starts a server. It uses the client and does not close it. */
    public static SkytrawlServer start(ServerOptions options, Skytrawl client) {
        SkytrawlServer server = new SkytrawlServer(options, client);
        server.javalin.start();
        return server;
    }

    public String url() {
        return "http://" + options.address() + ":" + javalin.port() + "/";
    }

    /** Cancels the runs and stops. */
    @Override
    public void close() {
        runs.close();
        javalin.stop();
    }
}
