package org.skytrawl.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.skytrawl.provenance.Phase;

/** Every way for a server to be slow, and the phase in which one then waits for it. */
enum Slowness {
    HANGS_IN_RESOLVE(Phase.RESOLVING),
    HANGS_IN_CONNECT(Phase.CONNECTING),
    HANGS_IN_TLS(Phase.CONNECTING),
    HANGS_BEFORE_HEADERS(Phase.WAITING),
    DRIPS_HEADERS(Phase.WAITING),
    HANGS_IN_BODY(Phase.READING),
    DRIPS_BODY(Phase.READING),
    DRIPS_CHUNKS(Phase.READING),
    DRIPS_REDIRECT_BODY(Phase.WAITING),
    STREAMS_FOR_EVER(Phase.READING);

    final Phase phase;

    Slowness(Phase phase) {
        this.phase = phase;
    }

    Slow start() throws IOException {
        return switch (this) {
            case HANGS_IN_RESOLVE -> new Slow("http://hanging.test/", () -> {});
            case HANGS_IN_CONNECT -> {
                FullBacklog full = new FullBacklog("127.0.0.1", 0);
                yield new Slow("http://127.0.0.1:" + full.port() + "/", full);
            }
            case HANGS_IN_TLS -> {
                RawServer server = RawServer.silent();
                yield new Slow("https://127.0.0.1:" + server.port() + "/", server);
            }
            case HANGS_BEFORE_HEADERS -> served(RawServer.silent());
            case DRIPS_HEADERS -> served(dripping("HTTP/1.1 200 OK\r\nX-Long: ", "x"));
            case HANGS_IN_BODY ->
                served(new RawServer(socket -> {
                    RawServer.readHead(socket);
                    RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nstart");
                    socket.getInputStream().read();
                }));
            case DRIPS_BODY -> served(dripping("HTTP/1.1 200 OK\r\n\r\n", "x"));
            case DRIPS_CHUNKS ->
                served(dripping("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"));
            case DRIPS_REDIRECT_BODY -> {
                RawServer silent = RawServer.silent();
                RawServer first = dripping(
                        "HTTP/1.1 302 Found\r\nLocation: " + silent.url() + "\r\nContent-Length: 999\r\n\r\n", "x");
                yield new Slow(
                        first.url(),
                        () -> {
                            first.close();
                            silent.close();
                        },
                        // on the way there the client waits once more, for the redirect
                        () -> silent.connections() > 0);
            }
            case STREAMS_FOR_EVER ->
                served(new RawServer(socket -> {
                    RawServer.readHead(socket);
                    RawServer.send(socket, "HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        RawServer.send(socket, "x".repeat(8192));
                    }
                }));
        };
    }

    private static Slow served(RawServer server) {
        return new Slow(server.url(), server);
    }

    private static RawServer dripping(String start, String drop) throws IOException {
        return new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, start);
            while (true) {
                RawServer.send(socket, drop);
                Thread.sleep(50);
            }
        });
    }

    /** Where it is to be met, until closed. */
    record Slow(String url, Closeable server, BooleanSupplier reached) implements Closeable {
        Slow(String url, Closeable server) {
            this(url, server, () -> true);
        }

        /** Whether the client is where it is slow, and not only on its way there. */
        boolean isReached() {
            return reached.getAsBoolean();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
