package org.skytrawl.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Service;
import org.skytrawl.server.api.DatasetRoutes;
import org.skytrawl.server.api.DownloadRoutes;
import org.skytrawl.server.api.EventRoutes;
import org.skytrawl.server.api.FileRoutes;
import org.skytrawl.server.api.MapRoutes;
import org.skytrawl.server.api.PreviewRoutes;
import org.skytrawl.server.api.QuestionRoutes;
import org.skytrawl.server.api.ResultRoutes;
import org.skytrawl.server.api.RunRoutes;
import org.skytrawl.server.api.SampRoutes;
import org.skytrawl.server.api.ServerRoutes;
import org.skytrawl.server.facade.FacadeErrors;
import org.skytrawl.server.facade.FacadeRoutes;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Faults;
import org.skytrawl.server.http.Guard;
import org.skytrawl.server.http.OwnAddress;
import org.skytrawl.server.http.PageFiles;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.question.QuestionJson;
import org.skytrawl.server.question.QuestionReader;
import org.skytrawl.server.question.Uploads;
import org.skytrawl.server.run.DataFolder;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.take.Downloads;
import org.skytrawl.server.take.SentTables;
import org.skytrawl.server.take.TableSender;
import org.skytrawl.server.view.RunViews;

/** The server of {@code skytrawl serve}. Thread-safe. */
public final class SkytrawlServer implements AutoCloseable {
    /** A connection on which nothing moves for so long is closed: also that of a reader that takes nothing. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private static final int MOST_CONNECTIONS = 4000;
    private static final int SEND_BUFFER_BYTES = 1 << 17;

    private final ServerOptions options;
    private final DataFolder folder;
    private final RunStore runs;
    private final Downloads downloads;
    private final EventRoutes events;
    private final Javalin javalin;
    private final Set<String> addresses = new ConcurrentSkipListSet<>();
    private volatile int port;
    private volatile boolean closing;

    private SkytrawlServer(
            ServerOptions options,
            Skytrawl client,
            TableSender sender,
            DataFolder folder,
            Bounds bounds,
            Consumer<String> said) {
        this.options = options;
        this.port = options.port();
        this.folder = folder;
        OwnAddress own = new OwnAddress(options.address(), () -> port);
        Predicate<Service> itself = service -> isThisServer(own, service);
        Function<QuestionForm, Object> questionJson = form -> QuestionJson.of(form, options.registries());
        this.runs = new RunStore(client, folder, bounds.runs(), new RunStore.Setting(questionJson, itself, said));
        this.events = new EventRoutes(runs);
        this.downloads = new Downloads(client, folder.path().resolve("downloads"), said);
        Uploads uploads = Uploads.in(folder.path().resolve("files"), Uploads.Limits.DEFAULTS);
        QuestionReader reader = new QuestionReader(client, uploads);
        RunViews views = new RunViews(bounds.runs().mostRowsInMemory());
        Guard guard = new Guard(own, options.token());
        Faults faults = new Faults(said, new FacadeErrors());
        this.javalin = Javalin.create(config -> {
            jetty(config, bounds.idle(), faults);
            config.events.handlerAdded(handler -> addresses.add(handler.getHttpMethod() + " " + handler.getPath()));
            config.routes.before(ctx -> {
                guard.headers(ctx);
                if (closing) {
                    throw new ApiException(503, "ending", "the server ends");
                }
                guard.check(ctx);
                if (guard.tookToken(ctx)) {
                    ctx.skipRemainingHandlers();
                }
            });
            faults.addTo(config.routes);
            new QuestionRoutes(reader, client, itself, questionJson).addTo(config.routes);
            new FileRoutes(uploads, reader).addTo(config.routes);
            new RunRoutes(runs, reader, views).addTo(config.routes);
            new DatasetRoutes(runs, views).addTo(config.routes);
            new MapRoutes(runs, views).addTo(config.routes);
            new ResultRoutes(runs, views).addTo(config.routes);
            new PreviewRoutes(runs, views, client).addTo(config.routes);
            new DownloadRoutes(runs, views, downloads).addTo(config.routes);
            new SampRoutes(runs, views, new SentTables(sender, folder.path().resolve("samp"))).addTo(config.routes);
            events.addTo(config.routes);
            new ServerRoutes(runs, folder.path()).addTo(config.routes);
            new FacadeRoutes(runs, bounds.facade(), bounds.clock()).addTo(config.routes);
            new PageFiles().addTo(config.routes);
        });
    }

    private void jetty(JavalinConfig config, Duration idle, Faults faults) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(false);
        });
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(0);
            server.setErrorHandler(faults.beforeHandlers());
            server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        });
        config.jetty.addConnector((server, http) -> connector(server, http, options, idle));
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServerOptions options, Duration idle) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(options.address());
        connector.setPort(options.port());
        // what a reader has not taken stays here, and blocks its stream
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        connector.setIdleTimeout(idle.toMillis());
        return connector;
    }

    private static boolean isThisServer(OwnAddress own, Service service) {
        try {
            URI url = URI.create(service.accessUrl());
            int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
            return own.isUrl(url.getHost(), port);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Starts a server without SAMP. It uses the client and does not close it. */
    public static SkytrawlServer start(ServerOptions options, Skytrawl client) throws IOException {
        return start(options, client, TableSender.none(), sentence -> {});
    }

    /**
     * Starts a server. It uses the client and does not close it.
     *
     * @param sender sends tables to tools
     * @param said receives sentences for the person who started it
     * @throws IOException if the folder cannot be used, or the address cannot be listened on
     */
    public static SkytrawlServer start(
            ServerOptions options, Skytrawl client, TableSender sender, Consumer<String> said) throws IOException {
        return start(options, client, sender, new Bounds(RunLimits.DEFAULTS, IDLE, FacadeRoutes.DEADLINE), said);
    }

    /** What tests make smaller. */
    record Bounds(RunLimits runs, Duration idle, Duration facade, InstantSource clock) {
        Bounds(RunLimits runs, Duration idle, Duration facade) {
            this(runs, idle, facade, InstantSource.system());
        }

        Bounds(RunLimits runs, Duration idle) {
            this(runs, idle, FacadeRoutes.DEADLINE);
        }
    }

    static SkytrawlServer start(
            ServerOptions options, Skytrawl client, TableSender sender, Bounds bounds, Consumer<String> said)
            throws IOException {
        DataFolder folder = DataFolder.take(options.folder());
        try {
            SkytrawlServer server = new SkytrawlServer(options, client, sender, folder, bounds, said);
            server.javalin.start();
            server.port = server.javalin.port();
            return server;
        } catch (JavalinBindException e) {
            folder.close();
            throw new IOException("cannot listen on " + options.address() + ":" + options.port(), e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The address of the page, without a token. */
    public String url() {
        String host = options.address().indexOf(':') >= 0 ? "[" + options.address() + "]" : options.address();
        return "http://" + host + ":" + port + "/";
    }

    /** The runs of this server, for programs that embed it. */
    RunStore runs() {
        return runs;
    }

    /** Methods and paths, such as {@code GET /api/runs/{id}}. */
    Set<String> addresses() {
        return addresses;
    }

    /** The number of open event streams. */
    int streams() {
        return events.streams();
    }

    /** The folder of this server's files. */
    public Path folder() {
        return folder.path();
    }

    /** Cancels the runs, ends the streams and stops. Takes less than two seconds. */
    @Override
    public void close() {
        closing = true;
        events.close();
        runs.close();
        downloads.close();
        javalin.stop();
        try {
            folder.close();
        } catch (IOException e) {
            // the lock ends with the process
        }
    }
}
