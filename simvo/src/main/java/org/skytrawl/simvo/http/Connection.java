package org.skytrawl.simvo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Serves one connection on a thread of its own, which a client that does not read blocks until it goes. */
final class Connection implements Runnable, AutoCloseable {
    private static final Duration LINGERING = Duration.ofSeconds(2);

    private final SimHost host;
    private final SocketChannel channel;
    private final SimServer.Patience patience;
    private final Incoming in;
    private final OutputStream out;
    private final Consumer<Connection> ended;
    private final AtomicBoolean counted = new AtomicBoolean(true);

    Connection(SimHost host, SocketChannel channel, SimServer.Patience patience, Consumer<Connection> ended)
            throws IOException {
        this.host = host;
        this.channel = channel;
        this.patience = patience;
        this.in = new Incoming(channel.socket());
        this.out = channel.socket().getOutputStream();
        this.ended = ended;
    }

    SimHost host() {
        return host;
    }

    Incoming in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    @Override
    public void run() {
        try (this) {
            while (serve()) {
                // Another request may follow.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The client has gone or the server ends: no answer is possible.
        } finally {
            ended.accept(this);
        }
    }

    private boolean serve() throws IOException, InterruptedException {
        in.allow(patience.idle());
        try {
            if (!in.ready()) {
                return false;
            }
        } catch (SocketTimeoutException e) {
            return false;
        }
        in.allow(patience.sending());
        try {
            RequestHead head = RequestHead.read(in);
            RequestBody.check(head);
            if (head.expectsContinue()) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            byte[] body = RequestBody.read(head, in);
            Exchange exchange = new Exchange(this, head);
            exchange.begin();
            boolean gone = true;
            try {
                answer(Request.of(head, body, host.baseUrl()), exchange);
                gone = false;
            } finally {
                exchange.end(gone);
            }
            return exchange.reusable();
        } catch (BadRequestException e) {
            refuse(e);
        } catch (SocketTimeoutException e) {
            refuse(new BadRequestException(408, "the request was not sent within " + patience.sending()));
        }
        return false;
    }

    private void answer(Request request, Exchange exchange) throws IOException, InterruptedException {
        try {
            host.serve(request, exchange);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // An Error, such as a stack overflow in a parser, must not affect other requests.
            if (exchange.begun()) {
                throw new IOException("the answer has begun and cannot be taken back", e);
            }
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            exchange.send(Response.text(500, "text/plain; charset=utf-8", message + "\n"));
        }
    }

    /** Sends the error, then reads for a while: closing with unread bytes would discard the answer. */
    private void refuse(BadRequestException reason) throws IOException {
        Response response = reason.response();
        byte[] body = response.content();
        uncount();
        out.write(response.head("Content-Length: " + body.length, "Connection: close"));
        out.write(body);
        channel.shutdownOutput();
        in.allow(LINGERING);
        byte[] rest = new byte[8192];
        while (in.read(rest, 0, rest.length) > 0) {
            // The bytes are discarded.
        }
    }

    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    @Override
    public void close() {
        uncount();
        SimServer.quietly(channel);
    }

    /** Ends counting before the client can see the end: its next connection must not be counted beside this one. */
    void uncount() {
        if (counted.getAndSet(false)) {
            host.connectionClosed();
        }
    }
}
