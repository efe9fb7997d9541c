package org.skytrawl.simvo.http;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One host of a simulated VO: an address and port, what is served there, and counters. Thread-safe. */
public final class SimHost {
    private final String address;
    private final String baseUrl;
    private final ConcurrentMap<String, Mount> mounts = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final RequestsAtOnce atOnce = new RequestsAtOnce();

    private record Mount(Handler handler, Behaviour behaviour, AtomicLong requests) {}

    SimHost(InetSocketAddress bound) {
        address = bound.getAddress().getHostAddress();
        baseUrl = "http://" + address + ":" + bound.getPort();
    }

    public String baseUrl() {
        return baseUrl;
    }

    /** The same address with a port that refuses connections: {@code http://127.1.0.5:1}. */
    public String deadBaseUrl() {
        return "http://" + address + ":1";
    }

    /** The longest mounted path that is the request's path, or its beginning before a slash, wins. */
    public void mount(String path, Handler handler, Behaviour behaviour) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "' does not begin with a slash");
        }
        if (mounts.putIfAbsent(trimmed(path), new Mount(handler, behaviour, new AtomicLong())) != null) {
            throw new IllegalArgumentException("path '" + path + "' is mounted already");
        }
    }

    public int openConnections() {
        return open.get();
    }

    /** The largest number open at one time; one that the server ends is not counted beside the client's next. */
    public int mostConnections() {
        return most.get();
    }

    public long connections() {
        return connections.get();
    }

    public long requests() {
        return requests.get();
    }

    /**
     * The largest number of requests at one time, each from its last byte to the last bytes of its answer. In the second after a
     * client gave up a request and sent another, both may count.
     */
    public int mostRequests() {
        return atOnce.most();
    }

    public long requests(String mountPath) {
        Mount mount = mounts.get(trimmed(mountPath));
        if (mount == null) {
            throw new IllegalArgumentException("nothing is mounted at '" + mountPath + "'");
        }
        return mount.requests.get();
    }

    String address() {
        return address;
    }

    void connectionOpened() {
        connections.incrementAndGet();
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    void connectionClosed() {
        open.decrementAndGet();
    }

    RequestsAtOnce atOnce() {
        return atOnce;
    }

    void serve(Request request, Wire wire) throws Exception {
        requests.incrementAndGet();
        Mount mount = find(request.path());
        if (mount == null) {
            String message = "There is nothing at " + request.path() + " on " + baseUrl + "\n";
            wire.send(Response.text(404, "text/plain; charset=utf-8", message));
        } else {
            mount.requests.incrementAndGet();
            mount.behaviour.serve(request, mount.handler, wire);
        }
    }

    private @Nullable Mount find(String path) {
        String prefix = path;
        while (true) {
            Mount mount = mounts.get(prefix);
            if (mount != null || prefix.isEmpty()) {
                return mount;
            }
            prefix = prefix.substring(0, prefix.lastIndexOf('/'));
        }
    }

    private static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
