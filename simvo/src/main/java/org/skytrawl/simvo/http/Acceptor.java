package org.skytrawl.simvo.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** One thread that accepts the connections of all hosts. Thread-safe. */
final class Acceptor {
    private static final int BACKLOG = 4096;

    private final Selector selector = Selector.open();
    private final Set<ServerSocketChannel> listening = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final BiConsumer<SimHost, SocketChannel> accepted;
    private volatile boolean closing;

    /** @param accepted receives each connection; must neither block nor throw */
    Acceptor(BiConsumer<SimHost, SocketChannel> accepted) throws IOException {
        this.accepted = accepted;
        thread = Thread.ofPlatform().name("simvo-accept").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    static boolean canListen(String address) {
        try (ServerSocketChannel probe = bind(address)) {
            return probe.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    SimHost host(String address) throws IOException {
        ServerSocketChannel channel = bind(address);
        listening.add(channel);
        SimHost host = new SimHost((InetSocketAddress) channel.getLocalAddress());
        channel.configureBlocking(false);
        if (!closing) {
            channel.register(selector, SelectionKey.OP_ACCEPT, host);
            // A registration takes effect at the next selection.
            selector.wakeup();
        }
        if (closing) {
            channel.close();
            throw new IllegalStateException("the server is closed");
        }
        return host;
    }

    boolean close(Duration time) throws InterruptedException {
        closing = true;
        selector.wakeup();
        return thread.join(time);
    }

    private void run() {
        try (selector) {
            while (!closing) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    accept((ServerSocketChannel) key.channel(), (SimHost) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated hosts cannot be reached any more", e);
        } finally {
            closing = true;
            listening.forEach(SimServer::quietly);
        }
    }

    private void accept(ServerSocketChannel channel, SimHost host) {
        try {
            for (SocketChannel client = channel.accept(); client != null; client = channel.accept()) {
                accepted.accept(host, client);
            }
        } catch (IOException e) {
            // Probably out of file descriptors: waiting clients are accepted when others have gone.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static ServerSocketChannel bind(String address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(new InetSocketAddress(InetAddress.getByName(address), 0), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
