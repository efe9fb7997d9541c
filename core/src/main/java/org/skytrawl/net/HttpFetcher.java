package org.skytrawl.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.skytrawl.net.Redirects.Step;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;

/**
 * Fetches over HTTP/1.1 within the bounds of a {@link FetchContext}. Thread-safe; blocks, so call it on virtual
 * threads.
 */
public final class HttpFetcher implements Closeable {
    private final String userAgent;
    private final EnvironmentProxies proxies;
    private final HostResolver resolver;
    private final List<OkHttpClient> clients;
    private final ScheduledThreadPoolExecutor timers;
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final FloodThrottle turns = new FloodThrottle(Runtime.getRuntime().availableProcessors());
    private final OpenFiles files = new OpenFiles();
    private volatile boolean closed;

    /**
     * A fetcher with nothing open yet.
     *
     * @param userAgent the User-Agent header, {@code skytrawl/VERSION}
     */
    public HttpFetcher(String userAgent, EnvironmentProxies proxies, HostLookup lookup) {
        this.userAgent = userAgent;
        this.proxies = proxies;
        this.resolver = new HostResolver(lookup);
        this.clients = HttpClients.withPoolsOfTheirOwn(HttpClients.create(proxies.authenticator()));
        this.timers = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name("skytrawl-deadline").unstarted(task));
        // Nearly all timers are taken back; without this each would hold its answer until its time.
        timers.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends a request, follows redirects (at most five, none from https to http), and returns when status and headers
     * are there. One call is one attempt, counted in the context. Nothing is repeated, but for one case: a request
     * that finds a kept-alive connection closed by the server is sent again on another one.
     *
     * @throws FetchException if there is no answer; a status of 400 and above is an answer
     * @throws StoppedException if the context's time is over or its signal was given; within milliseconds of it
     * @throws IllegalStateException if this fetcher is closed
     */
    public FetchAnswer fetch(FetchRequest request, FetchContext context) throws FetchException, StoppedException {
        if (closed) {
            throw new IllegalStateException("this fetcher is closed");
        }
        context.check();
        context.countAttempt();
        Step step = new Step(RequestUrl.parse(request.url()), request.method() == FetchRequest.Method.POST);
        Redirects redirects = new Redirects(step);
        boolean mayBePrivate = request.privateAddressesAllowed();
        while (true) {
            Proxy proxy = proxies.proxyFor(step.url());
            context.asking(keyOf(step.url()));
            Map<String, List<InetAddress>> known = new HashMap<>();
            List<InetAddress> addresses = resolve(step.url(), proxy, context, known);
            boolean isPrivate = addresses.stream().anyMatch(AddressRule::isPrivate);
            if (isPrivate && !mayBePrivate) {
                throw new FetchException(
                        FailureCode.PRIVATE_ADDRESS,
                        step.url().host() + " is on this machine or in a private network, which public documents must"
                                + " not send us to");
            }
            // Who is asked in a private network may send us on within it.
            mayBePrivate |= isPrivate;
            Exchange exchange = exchange(
                    request,
                    step,
                    proxy,
                    new HostResolver.Known(resolver, known),
                    Math.max(1, addresses.size()),
                    context);
            Response response = exchange.response();
            if (!Redirects.isRedirect(response.code())) {
                return new FetchAnswer(
                        response, new BoundedBody(response.body().byteStream(), exchange, request.maxBytes(), turns));
            }
            exchange.close();
            step = redirects.follow(step, response.code(), response.header("Location"));
        }
    }

    /**
     * Whether the host of a URL is on this machine or in a private network; false if a proxy stands between and its name
     * says nothing. Who lists other services from there may name private ones.
     *
     * @throws FetchException if it is no http or https URL, or its host does not resolve
     * @throws StoppedException if the context's time is over or its signal was given
     */
    public boolean isPrivate(String url, FetchContext context) throws FetchException, StoppedException {
        HttpUrl parsed = RequestUrl.parse(url);
        return resolve(parsed, proxies.proxyFor(parsed), context, new HashMap<>()).stream()
                .anyMatch(AddressRule::isPrivate);
    }

    FloodThrottle turns() {
        return turns;
    }

    /** Ends what is still open as cancelled, and leaves no thread and no connection behind. */
    @Override
    public void close() {
        closed = true;
        // closing takes locks of connections: should a thread that computes without end hold one, nobody waits for it
        Thread closing = Thread.ofPlatform().daemon().name("skytrawl-close").start(() -> {
            open.forEach(exchange -> exchange.stop(StopCause.CANCELLED));
            resolver.close();
            timers.shutdownNow();
            letGo();
        });
        try {
            closing.join(BoundedWait.GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The addresses of the server, empty if a proxy stands between; then only what the URL itself says is known. */
    private List<InetAddress> resolve(
            HttpUrl url, Proxy proxy, FetchContext context, Map<String, List<InetAddress>> known)
            throws FetchException, StoppedException {
        if (proxy.address() instanceof InetSocketAddress address) {
            String host = address.getHostString();
            known.put(host, resolveProxy(host, context));
            if (!RequestUrl.isAddress(url.host())) {
                return List.of();
            }
        }
        try {
            List<InetAddress> addresses = resolved(url.host(), context);
            known.put(url.host(), addresses);
            return addresses;
        } catch (UnknownHostException e) {
            throw new FetchException(FailureCode.UNKNOWN_HOST, "the name " + url.host() + " does not resolve", null, e);
        }
    }

    /** A name does not resolve either where the look-up cannot open a connection of its own. */
    private List<InetAddress> resolved(String host, FetchContext context)
            throws UnknownHostException, FetchException, StoppedException {
        while (true) {
            long begunNanos = System.nanoTime();
            try {
                return resolver.resolve(host, context);
            } catch (UnknownHostException e) {
                if (!OpenFiles.isShortage(e)) {
                    throw e;
                }
                resolver.forget(host);
                letGo();
                files.await(context, begunNanos, e);
            }
        }
    }

    /** Connections that are kept for later are the first to go. */
    private void letGo() {
        clients.forEach(one -> one.connectionPool().evictAll());
    }

    public OpenFiles openFiles() {
        return files;
    }

    /** The user's own choice may well be in a private network. */
    private List<InetAddress> resolveProxy(String host, FetchContext context) throws FetchException, StoppedException {
        try {
            return resolved(host, context);
        } catch (UnknownHostException e) {
            throw new FetchException(
                    FailureCode.CONNECTION_FAILED, "the name of the proxy, " + host + ", does not resolve", null, e);
        }
    }

    private Exchange exchange(
            FetchRequest request, Step step, Proxy proxy, Dns dns, int addresses, FetchContext context)
            throws FetchException, StoppedException {
        while (true) {
            context.check();
            Exchange.Plan plan = Exchange.Plan.within(context.due(), context.deadline(), proxy, dns, addresses);
            Exchange exchange =
                    new Exchange(clientOf(step.url()), timers, wire(request, step, plan), context, open, files);
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
                // after the close: its timers are set for the deadline that is moved now
                letGo();
                files.await(context, begunNanos, shortage);
            }
        }
    }

    /** What a failed request means; returns where it is to be put again. */
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
        // The server closed a connection between two answers, which is its right: that one is gone now, and
        // at the latest when all kept ones are gone a new connection decides.
    }

    /** The same one for one host, so that its connections are used again. */
    private OkHttpClient clientOf(HttpUrl url) {
        return clients.get(Math.floorMod(keyOf(url).hashCode(), clients.size()));
    }

    private static HostKey keyOf(HttpUrl url) {
        return new HostKey(url.scheme(), url.host(), url.port());
    }

    private Request wire(FetchRequest request, Step step, Exchange.Plan plan) {
        Request.Builder builder = new Request.Builder()
                .url(step.url())
                .header("User-Agent", userAgent)
                .tag(Exchange.Plan.class, plan);
        if (request.accept() != null) {
            builder.header("Accept", request.accept());
        }
        if (request.verbatim()) {
            // OkHttp unpacks only what it has asked for itself
            builder.header("Accept-Encoding", "identity");
        }
        FetchRequest.Rest rest = request.rest();
        if (rest != null) {
            builder.header("Range", "bytes=" + rest.fromByte() + "-").header("If-Range", rest.validator());
        }
        if (step.post()) {
            byte[] form = request.encodedForm().getBytes(StandardCharsets.US_ASCII);
            builder.header("Content-Type", "application/x-www-form-urlencoded");
            builder.post(RequestBody.create(form, null));
        }
        return builder.build();
    }
}
