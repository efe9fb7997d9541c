package org.skytrawl.simvo.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A client's connection, served by one virtual thread until either side ends it. */
final class Connection implements Wire {
    /** How long a connection may be silent between two requests, or within one. */
    private static final int IDLE_MS = 30_000;

    private static final int BUFFER = 1 << 14;

    private final SocketChannel channel;
    private final SimHost host;
    private final InputStream in;
    private final OutputStream out;
    private boolean headOnly;
    private boolean oldClient;
    private boolean sent;
    private boolean reusable;

    Connection(SocketChannel channel, SimHost host) throws IOException {
        this.channel = channel;
        this.host = host;
        Socket socket = channel.socket();
        socket.setSoTimeout(IDLE_MS);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    void serve() {
        host.connected();
        try {
            RequestReader reader = new RequestReader(in, out, host.baseUrl());
            do {
                reusable = false;
                RequestReader.Read read = reader.read();
                if (read == null) {
                    return;
                }
                answer(read);
            } while (reusable);
        } catch (IOException e) {
            // the client has gone, or was silent for too long: there is nobody to tell
            return;
        } finally {
            close();
            host.disconnected();
        }
    }

    private void answer(RequestReader.Read read) throws IOException {
        Request request = read.request();
        headOnly = request.method().equals("HEAD");
        oldClient = read.closeWanted();
        sent = false;
        SimHost.Mount mount = host.mounted(request.path());
        host.requested(mount);
        try {
            if (read.fault() != null) {
                oldClient = true;
                send(Response.text(400, "text/plain", read.fault() + "\n"));
            } else if (mount == null) {
                send(Response.text(404, "text/plain", "nothing is at " + request.path() + "\n"));
            } else {
                mount.behaviour().serve(request, mount.handler(), this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reusable = false;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            if (sent) {
                throw new IOException(e);
            }
            send(Response.text(500, "text/plain", "the service failed: " + e + "\n"));
        }
    }

    @Override
    public void send(Response response) throws IOException {
        sent = true;
        ResponseWriter.write(response, out, headOnly, oldClient);
        out.flush();
        reusable = !oldClient;
    }

    @Override
    public OutputStream raw() {
        sent = true;
        reusable = false;
        return out;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    @Override
    public void hang() {
        reusable = false;
        sent = true;
        try {
            out.flush();
            channel.socket().setSoTimeout(0);
            // a read returns when the client has gone or the server closes this connection
            int read = 0;
            while (read >= 0) {
                read = in.read();
            }
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void reset() throws IOException {
        reusable = false;
        sent = true;
        channel.socket().setSoLinger(true, 0);
        channel.close();
    }

    /** Ends it, whatever its thread is about. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed it is, for all that we can do
            return;
        }
    }
}
