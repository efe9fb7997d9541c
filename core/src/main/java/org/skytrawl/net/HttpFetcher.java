package org.skytrawl.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.skytrawl.net.Redirects.Step;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;

/** Fetches over HTTP/1.1 within the limits of a {@link FetchContext}. Thread-safe; blocks: call it on virtual threads. */
public final class HttpFetcher implements Closeable {
    /** A comment (RFC 9110 section 10.1.5) in the User-Agent of requests to servers that the user has named. */
    public static final String NAMED_BY_USER = "(named by the user)";

    private final String userAgent;
    private final EnvironmentProxies proxies;
    private final HostResolver resolver;
    private final List<OkHttpClient> clients;
    private final ScheduledThreadPoolExecutor timers;
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final FloodThrottle throttle =
            new FloodThrottle(Runtime.getRuntime().availableProcessors());
    private final OpenFiles files = new OpenFiles();
    private final RequestGate gate;
    private volatile boolean closed;

    /** @param userAgent the User-Agent header, {@code skytrawl/VERSION} */
    public HttpFetcher(String userAgent, EnvironmentProxies proxies, HostLookup lookup) {
        this(userAgent, proxies, lookup, RequestGate.OPEN);
    }

    /** @param gate through which all requests go */
    public HttpFetcher(String userAgent, EnvironmentProxies proxies, HostLookup lookup, RequestGate gate) {
        this.gate = gate;
        this.userAgent = userAgent;
        this.proxies = proxies;
        this.resolver = new HostResolver(lookup);
        this.clients = HttpClients.withPoolsOfTheirOwn(HttpClients.create(proxies.authenticator()));
        this.timers = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name("skytrawl-deadline").unstarted(task));
        // nearly all timers are cancelled; without this each would hold its answer until it fires
        timers.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends a request, follows redirects (at most five, none from https to http), and returns after the headers. One call is
     * one attempt, counted in the context. It repeats a request in one case only: the server had closed an idle connection.
     *
     * @throws FetchException if there is no answer; a status of 400 and above is an answer
     * @throws StoppedException within milliseconds after deadline or cancellation
     * @throws IllegalStateException if this fetcher is closed
     */
    public FetchAnswer fetch(FetchRequest request, FetchContext context) throws FetchException, StoppedException {
        if (closed) {
            throw new IllegalStateException("this fetcher is closed");
        }
        context.check();
        context.countAttempt();
        context.permit().began();
        try {
            FetchAnswer answer = answer(request, context);
            context.permit().answered(answer.status());
            return answer;
        } catch (FetchException e) {
            context.permit().failed(e.code());
            throw e;
        }
    }

    private FetchAnswer answer(FetchRequest request, FetchContext context) throws FetchException, StoppedException {
        Step step = new Step(RequestUrl.parse(request.url()), request.method() == FetchRequest.Method.POST);
        Redirects redirects = new Redirects(step);
        boolean mayBePrivate = request.privateAddressesAllowed();
        boolean isFirst = true;
        while (true) {
            Proxy proxy = proxies.proxyFor(step.url());
            context.asking(HostKey.of(step.url()));
            Map<String, List<InetAddress>> known = new HashMap<>();
            List<InetAddress> addresses = resolve(step.url(), proxy, context, known);
            boolean isPrivate = addresses.stream().anyMatch(AddressRule::isPrivate);
            if (isPrivate && !mayBePrivate) {
                throw new FetchException(
                        FailureCode.PRIVATE_ADDRESS,
                        step.url().host() + " is on this machine or in a private network, which public documents must"
                                + " not send us to");
            }
            if (isPrivate && isFirst) {
                context.reachesPrivateAddress();
            }
            isFirst = false;
            // a server of a private network may redirect within it, one of the public network not into it
            mayBePrivate = isPrivate;
            Dns dns = new HostResolver.Known(resolver, known);
            String cookies = redirects.cookies(step.url());
            Exchange exchange = exchange(request, step, cookies, proxy, dns, Math.max(1, addresses.size()), context);
            Response response = exchange.response();
            context.answered();
            if (!Redirects.isRedirect(response.code())) {
                InputStream body = response.body().byteStream();
                Decompressed decompressed = null;
                if (!request.verbatim()) {
                    boolean deflate = response.header("Content-Encoding", "")
                            .toLowerCase(Locale.ROOT)
                            .contains("deflate");
                    decompressed = new Decompressed(body, deflate, request.maxBytes());
                    body = decompressed;
                }
                return new FetchAnswer(
                        response,
                        new BoundedBody(body, exchange, request.maxBytes(), throttle),
                        decompressed,
                        redirects.lostQuery());
            }
            exchange.close();
            redirects.take(step.url(), response.headers());
            step = redirects.follow(step, response.code(), response.header("Location"));
        }
    }

    /**
     * True if the host of a URL is on this machine or in a private network; false for a host name behind a proxy.
     *
     * @throws FetchException if it is not an http or https URL, or its host does not resolve
     */
    public boolean isPrivate(String url, FetchContext context) throws FetchException, StoppedException {
        HttpUrl parsed = RequestUrl.parse(url);
        return resolve(parsed, proxies.proxyFor(parsed), context, new HashMap<>()).stream()
                .anyMatch(AddressRule::isPrivate);
    }

    /** For tests. */
    FloodThrottle turns() {
        return throttle;
    }

    /** Cancels all open answers, and ends all threads and connections. */
    @Override
    public void close() {
        closed = true;
        // on its own thread, since it takes locks of connections, which a thread that computes without end may hold
        Thread closing = Thread.ofPlatform().daemon().name("skytrawl-close").start(() -> {
            open.forEach(exchange -> exchange.stop(StopCause.CANCELLED));
            resolver.close();
            timers.shutdownNow();
            closeIdleConnections();
        });
        try {
            closing.join(BoundedWait.GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The addresses of the server; empty for a host name behind a proxy. */
    private List<InetAddress> resolve(
            HttpUrl url, Proxy proxy, FetchContext context, Map<String, List<InetAddress>> known)
            throws FetchException, StoppedException {
        if (proxy.address() instanceof InetSocketAddress address) {
            // a proxy may be in a private network: the user has chosen it
            String host = address.getHostString();
            String name = "the name of the proxy, " + host + ",";
            known.put(host, resolved(host, FailureCode.CONNECTION_FAILED, name, context));
            if (!RequestUrl.isAddress(url.host())) {
                return List.of();
            }
        }
        List<InetAddress> addresses = resolved(url.host(), FailureCode.UNKNOWN_HOST, "the name " + url.host(), context);
        known.put(url.host(), addresses);
        return addresses;
    }

    /** A look-up also fails when it cannot open a connection; then it is repeated. */
    private List<InetAddress> resolved(String host, FailureCode code, String name, FetchContext context)
            throws FetchException, StoppedException {
        while (true) {
            long begunNanos = System.nanoTime();
            try {
                return resolver.resolve(host, context);
            } catch (UnknownHostException e) {
                if (!OpenFiles.isShortage(e)) {
                    throw new FetchException(code, name + " does not resolve", null, e);
                }
                resolver.forget(host);
                closeIdleConnections();
                files.await(context, begunNanos, e);
            }
        }
    }

    private void closeIdleConnections() {
        clients.forEach(one -> one.connectionPool().evictAll());
    }

    public OpenFiles openFiles() {
        return files;
    }

    private Exchange exchange(
            FetchRequest request, Step step, String cookies, Proxy proxy, Dns dns, int addresses, FetchContext context)
            throws FetchException, StoppedException {
        while (true) {
            context.check();
            Exchange.Plan plan = Exchange.Plan.within(context.due(), context.deadline(), proxy, dns, addresses);
            Exchange exchange = new Exchange(
                    clientOf(step.url()), timers, wire(request, step, cookies, plan, context), context, open, files);
            boolean done = false;
            long begunNanos = System.nanoTime();
            IOException shortage = null;
            try {
                if (closed) {
                    exchange.stop(StopCause.CANCELLED);
                }
                exchange.execute();
                done = true;
                return exchange;
            } catch (HttpClients.NotAdmittedException e) {
                // no failure of the server
                exchange.stop(StopCause.CANCELLED);
                context.check();
            } catch (IOException e) {
                context.check();
                if (context.phase() == Phase.CONNECTING && OpenFiles.isShortage(e)) {
                    shortage = e;
                } else {
                    throwUnlessClosedBetweenAnswers(exchange, step, proxy, context, e);
                }
            } finally {
                if (!done) {
                    exchange.close();
                }
            }
            if (shortage != null) {
                // after the close: its timers have the old deadline
                closeIdleConnections();
                files.await(context, begunNanos, shortage);
            }
        }
    }

    /** Throws the meaning of a failed request, or returns if the request must be repeated. */
    private static void throwUnlessClosedBetweenAnswers(
            Exchange exchange, Step step, Proxy proxy, FetchContext context, IOException e)
            throws FetchException, StoppedException {
        if (NetworkFailure.isOnlyConnectTimeouts(e, context.phase())) {
            context.stop(StopCause.TIMEOUT);
            context.check();
        }
        if (!exchange.usesPooledConnection() || context.phase() != Phase.WAITING) {
            throw NetworkFailure.beforeAnswer(step.url(), proxy, context.phase(), e);
        }
        // The server closed an idle connection, which is allowed. The last repetition uses a new connection.
    }

    /** Always the same for one host, so that its connections are reused. */
    private OkHttpClient clientOf(HttpUrl url) {
        return clients.get(Math.floorMod(HostKey.of(url).hashCode(), clients.size()));
    }

    private Request wire(FetchRequest request, Step step, String cookies, Exchange.Plan plan, FetchContext context) {
        Request.Builder builder = new Request.Builder()
                .url(step.url())
                .header("User-Agent", context.isNamedByUser() ? userAgent + " " + NAMED_BY_USER : userAgent)
                .tag(Exchange.Plan.class, plan)
                .tag(RequestGate.class, gate);
        if (request.accept() != null) {
            builder.header("Accept", request.accept());
        }
        if (!cookies.isEmpty()) {
            builder.header("Cookie", cookies);
        }
        // with this header set, OkHttp does not decompress
        builder.header("Accept-Encoding", request.verbatim() ? "identity" : "gzip");
        FetchRequest.Rest rest = request.rest();
        if (rest != null) {
            builder.header("Range", "bytes=" + rest.fromByte() + "-").header("If-Range", rest.validator());
        }
        if (step.post()) {
            builder.post(request.isMultipart() ? multipart(request) : urlEncoded(request, builder));
        }
        return builder.build();
    }

    private static RequestBody urlEncoded(FetchRequest request, Request.Builder builder) {
        builder.header("Content-Type", "application/x-www-form-urlencoded");
        return RequestBody.create(request.encodedForm().getBytes(StandardCharsets.US_ASCII), null);
    }

    private static RequestBody multipart(FetchRequest request) {
        MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (FetchRequest.Field field : request.form()) {
            FetchRequest.FileType file = field.file();
            if (file == null) {
                body.addFormDataPart(field.name(), field.value());
            } else {
                byte[] bytes = field.value().getBytes(StandardCharsets.UTF_8);
                body.addFormDataPart(
                        field.name(), file.fileName(), RequestBody.create(bytes, MediaType.get(file.mediaType())));
            }
        }
        return body.build();
    }
}
