package org.skytrawl.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service on loopback that does to its nth connection what the nth behaviour says; the last one holds from there on. */
final class LoopbackService implements Closeable {
    private final ServerSocket listening;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    interface Behaviour {
        void serve(LoopbackService service, OutputStream out) throws Exception;
    }

    LoopbackService(Behaviour... behaviours) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    open.add(socket);
                    int n = Math.min(connections.getAndIncrement(), behaviours.length - 1);
                    Thread.ofVirtual().start(() -> serve(behaviours[n], socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            behaviour.serve(this, socket.getOutputStream());
        } catch (Exception e) {
            // the client goes away in the middle of some of these tests: that is what they are about
        }
    }

    /** First line and headers, and of a POST the body. */
    private static String request(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                return text.toString();
            }
            text.append((char) c);
        }
        for (String line : text.toString().split("\r\n", -1)) {
            if (line.startsWith("Content-Length: ")) {
                int length = Integer.parseInt(line.substring("Content-Length: ".length()));
                text.append(new String(in.readNBytes(length), StandardCharsets.US_ASCII));
            }
        }
        return text.toString();
    }

    /** Answers with this status and body. */
    static Behaviour answering(int status, byte[] body, String... headers) {
        return (service, out) -> {
            out.write(head(status, body.length, headers));
            out.write(body);
            out.flush();
        };
    }

    /** Sends so much of the body, then closes the connection. */
    static Behaviour cut(byte[] body, int after) {
        return (service, out) -> {
            out.write(head(200, body.length));
            out.write(body, 0, after);
            out.flush();
        };
    }

    /** Sends so much, then nothing more until the service is closed. */
    static Behaviour stalling(byte[] body, int after) {
        return (service, out) -> {
            out.write(head(200, body.length));
            out.write(body, 0, after);
            out.flush();
            service.closing.await(30, TimeUnit.SECONDS);
        };
    }

    /** Never answers. */
    static Behaviour silent() {
        return (service, out) -> service.closing.await();
    }

    /** Takes the request and closes the connection. */
    static Behaviour resetting() {
        return (service, out) -> {};
    }

    private static byte[] head(int status, int length, String... headers) {
        return ("HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + length + "\r\nConnection: close\r\n"
                        + String.join(
                                "",
                                List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/x";
    }

    int connections() {
        return connections.get();
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
