package org.skytrawl.simvo.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * All hosts of a simulated VO: one thread accepts for every address, a virtual thread serves each connection. Thread-safe.
 *
 * <p>Each host has a loopback address of its own where the system has all of 127.0.0.0/8 (Linux), else a port of its own on
 * 127.0.0.1 (macOS).
 */
public final class SimServer implements AutoCloseable {
    /** Clients that ask thousands of hosts at once connect faster than one thread accepts. */
    private static final int BACKLOG = 1024;

    private static final int HOSTS_PER_NET = 250;
    private static final int MOST_HOSTS = 50_000;

    private final Selector selector;
    private final Thread acceptor;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("simvo-", 0).factory());
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final List<ServerSocketChannel> listening = new ArrayList<>();
    private final List<SimHost> hosts = new ArrayList<>();
    private boolean oneAddress;
    private volatile boolean closed;

    private SimServer() throws IOException {
        selector = Selector.open();
        acceptor = Thread.ofPlatform().daemon().name("simvo-accept").unstarted(this::accept);
    }

    /**
     * A server without hosts.
     *
     * @throws UncheckedIOException if the system gives no selector
     */
    public static SimServer start() {
        try {
            SimServer server = new SimServer();
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the next host; it answers 404 until something is mounted.
     *
     * @throws UncheckedIOException if no more can be opened
     * @throws IllegalStateException if there are 50,000 already, or the server is closed
     */
    public synchronized SimHost host() {
        if (closed || hosts.size() == MOST_HOSTS) {
            throw new IllegalStateException(closed ? "the server is closed" : "no more than " + MOST_HOSTS + " hosts");
        }
        try {
            ServerSocketChannel channel = listen(hosts.size());
            listening.add(channel);
            InetSocketAddress at = (InetSocketAddress) channel.getLocalAddress();
            SimHost host = new SimHost(at.getAddress().getHostAddress(), at.getPort());
            hosts.add(host);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT, host);
            selector.wakeup();
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException("host " + hosts.size() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private ServerSocketChannel listen(int number) throws IOException {
        if (!oneAddress) {
            try {
                return bound("127.1." + number / HOSTS_PER_NET + "." + (1 + number % HOSTS_PER_NET));
            } catch (IOException e) {
                if (number > 0) {
                    throw e;
                }
                oneAddress = true;
            }
        }
        return bound("127.0.0.1");
    }

    private static ServerSocketChannel bound(String address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByName(address), 0), BACKLOG);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The hosts opened so far, in order. */
    public synchronized List<SimHost> hosts() {
        return List.copyOf(hosts);
    }

    private void accept() {
        while (!closed) {
            try {
                selector.select(key -> {
                    if (key.channel() instanceof ServerSocketChannel from && key.attachment() instanceof SimHost host) {
                        acceptAll(from, host);
                    }
                });
            } catch (IOException | ClosedSelectorException e) {
                return;
            }
        }
    }

    private void acceptAll(ServerSocketChannel from, SimHost host) {
        try {
            SocketChannel channel = from.accept();
            while (channel != null) {
                channel.configureBlocking(true);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                serve(new Connection(channel, host));
                channel = from.accept();
            }
        } catch (IOException e) {
            // the client has gone again, or this host is being closed; the others go on
            return;
        }
    }

    private void serve(Connection connection) throws IOException {
        open.add(connection);
        try {
            threads.execute(() -> {
                try {
                    connection.serve();
                } finally {
                    open.remove(connection);
                }
            });
        } catch (RejectedExecutionException e) {
            open.remove(connection);
            connection.close();
        }
        if (closed) {
            connection.close();
        }
    }

    /** Ends everything at once: hosts, connections, and what waits on them. */
    @Override
    public void close() {
        closed = true;
        List<ServerSocketChannel> channels;
        synchronized (this) {
            channels = List.copyOf(listening);
        }
        try {
            for (ServerSocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
            open.forEach(Connection::close);
            threads.close();
        }
    }
}
