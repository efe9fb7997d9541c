package org.skytrawl.simvo.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One thread accepts for all hosts, each connection is served by a virtual thread. Thread-safe. */
public final class SimServer implements AutoCloseable {
    private static final Duration ENDING = Duration.ofSeconds(10);

    /** @param sending from the first byte of a request to its last */
    record Patience(Duration idle, Duration sending) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    private final Acceptor acceptor = new Acceptor(this::serve);
    private final boolean ownAddresses = Acceptor.canListen(address(0));
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("simvo-connection-", 0).factory());
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<SimHost> hosts = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Patience patience;

    private SimServer(Patience patience) throws IOException {
        this.patience = patience;
    }

    public static SimServer start() throws IOException {
        return start(Patience.USUAL);
    }

    static SimServer start(Patience patience) throws IOException {
        SimServer server = new SimServer(patience);
        server.acceptor.start();
        return server;
    }

    /** At a loopback address of its own where the system has all of 127.0.0.0/8, else at 127.0.0.1; at a free port. */
    public SimHost host() throws IOException {
        SimHost host = acceptor.host(ownAddresses ? address(numbers.getAndIncrement()) : "127.0.0.1");
        hosts.add(host);
        return host;
    }

    public List<SimHost> hosts() {
        return List.copyOf(hosts);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        long end = System.nanoTime() + ENDING.toNanos();
        boolean ended = false;
        try {
            ended = acceptor.close(ENDING);
            endConnections();
            ended &= threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // An interrupt ends the wait, but the server is closing.
            endConnections();
            Thread.currentThread().interrupt();
            return;
        }
        if (!ended) {
            throw new IllegalStateException(
                    connections.size() + " connections have not ended within " + ENDING.toSeconds() + " s");
        }
    }

    private void endConnections() {
        // Interrupted first, so that behaviours see the interrupt before they see their connection closed.
        threads.shutdownNow();
        connections.forEach(Connection::close);
    }

    private void serve(SimHost host, SocketChannel channel) {
        host.connectionOpened();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = new Connection(host, channel, patience, connections::remove);
            connections.add(connection);
            threads.execute(connection);
        } catch (IOException e) {
            host.connectionClosed();
            quietly(channel);
        }
    }

    static void quietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed anyway.
        }
    }

    private static String address(int index) {
        return "127.1." + index / 254 + "." + (index % 254 + 1);
    }
}
