package org.skytrawl.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that does to each connection what a test tells it to, well-behaved or not. */
final class RawServer implements Closeable {
    private final ServerSocket listening;
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    interface Behaviour {
        void serve(Socket socket) throws Exception;
    }

    RawServer(Behaviour behaviour) throws IOException {
        listening = new ServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    accepted.add(socket);
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(behaviour, socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    /** Answers every request of a connection with these bytes, then closes it. */
    static RawServer answering(String... parts) throws IOException {
        return new RawServer(socket -> {
            readHead(socket);
            for (String part : parts) {
                send(socket, part);
            }
        });
    }

    /** Takes the request and never answers. */
    static RawServer silent() throws IOException {
        RawServer[] self = new RawServer[1];
        CountDownLatch ready = new CountDownLatch(1);
        self[0] = new RawServer(socket -> {
            ready.await();
            self[0].closing.await();
        });
        ready.countDown();
        return self[0];
    }

    /** The request's first line and headers. */
    static String readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.toString();
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.serve(socket);
        } catch (Exception e) {
            // The client goes away in the middle of most of these tests: that is what they are about.
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
