package org.skytrawl.simvo.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One host: what is mounted where, and what clients did to it. Thread-safe. */
public final class SimHost {
    /** Privileged, and nothing listens there on an address of ours. */
    private static final int DEAD_PORT = 1;

    private final String address;
    private final int port;
    private final Map<String, Mount> mounts = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final LongAdder connections = new LongAdder();
    private final LongAdder requests = new LongAdder();

    record Mount(Handler handler, Behaviour behaviour, LongAdder requests) {}

    SimHost(String address, int port) {
        this.address = address;
        this.port = port;
    }

    /** {@code http://127.1.0.5:40123}. */
    public String baseUrl() {
        return "http://" + address + ":" + port;
    }

    /** The same address with a port that refuses connections. */
    public String deadBaseUrl() {
        return "http://" + address + ":" + DEAD_PORT;
    }

    /**
     * Has a handler answer for a path and all below it.
     *
     * @param path begins with a slash and does not end with one
     */
    public void mount(String path, Handler handler, Behaviour behaviour) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "' must begin with a slash and not end with one");
        }
        mounts.put(path, new Mount(handler, behaviour, new LongAdder()));
    }

    /** What is mounted nearest above a path, or null. */
    @Nullable
    Mount mounted(String path) {
        String at = path;
        while (!at.isEmpty()) {
            Mount mount = mounts.get(at);
            if (mount != null) {
                return mount;
            }
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
        return null;
    }

    void connected() {
        connections.increment();
        int now = open.incrementAndGet();
        mostOpen.accumulateAndGet(now, Math::max);
    }

    void disconnected() {
        open.decrementAndGet();
    }

    void requested(@Nullable Mount mount) {
        requests.increment();
        if (mount != null) {
            mount.requests().increment();
        }
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.get();
    }

    /** The most connections that were ever open at one time. */
    public int mostConnections() {
        return mostOpen.get();
    }

    /** Connections accepted so far. */
    public long connections() {
        return connections.sum();
    }

    /** Requests read so far. */
    public long requests() {
        return requests.sum();
    }

    /** Requests read so far for what is mounted at this very path; 0 if nothing is. */
    public long requests(String path) {
        Mount mount = mounts.get(path);
        return mount == null ? 0 : mount.requests().sum();
    }

    /** How often each mounted path was asked. */
    public Map<String, Long> requestsByPath() {
        Map<String, Long> counts = new TreeMap<>();
        mounts.forEach((path, mount) -> counts.put(path, mount.requests().sum()));
        return counts;
    }
}
