package org.skytrawl.server;

import io.javalin.Javalin;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.server.api.DownloadRoutes;
import org.skytrawl.server.api.EventRoutes;
import org.skytrawl.server.api.FileRoutes;
import org.skytrawl.server.api.PreviewRoutes;
import org.skytrawl.server.api.QuestionRoutes;
import org.skytrawl.server.api.RunRoutes;
import org.skytrawl.server.api.SampRoutes;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Guard;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.http.PageFiles;
import org.skytrawl.server.question.QuestionReader;
import org.skytrawl.server.question.Uploads;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.take.Downloads;
import org.skytrawl.server.take.SentTables;
import org.skytrawl.server.take.TableSender;

/** The server of {@code skytrawl serve}. Thread-safe. */
public final class SkytrawlServer implements AutoCloseable {
    private final ServerOptions options;
    private final RunStore runs;
    private final Downloads downloads;
    private final Javalin javalin;

    private SkytrawlServer(ServerOptions options, Skytrawl client, TableSender sender) {
        this.options = options;
        this.runs = new RunStore(client);
        this.downloads = new Downloads(client, options.folder().resolve("downloads"));
        Uploads uploads = Uploads.in(options.folder().resolve("files"), Uploads.Limits.DEFAULTS);
        QuestionReader reader = new QuestionReader(client, uploads);
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
            new QuestionRoutes(reader, client).addTo(config.routes);
            new FileRoutes(uploads, reader).addTo(config.routes);
            new RunRoutes(runs, reader).addTo(config.routes);
            new PreviewRoutes(runs, client).addTo(config.routes);
            new DownloadRoutes(runs, downloads).addTo(config.routes);
            new SampRoutes(runs, new SentTables(sender, options.folder().resolve("samp"))).addTo(config.routes);
            new EventRoutes(runs).addTo(config.routes);
            new PageFiles().addTo(config.routes);
        });
    }

    /** Starts a server without SAMP. It uses the client and does not close it. */
    public static SkytrawlServer start(ServerOptions options, Skytrawl client) {
        return start(options, client, TableSender.none());
    }

    /** Starts a server that sends tables to tools. It uses the client and does not close it. */
    public static SkytrawlServer start(ServerOptions options, Skytrawl client, TableSender sender) {
        SkytrawlServer server = new SkytrawlServer(options, client, sender);
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
        downloads.close();
        javalin.stop();
    }
}
