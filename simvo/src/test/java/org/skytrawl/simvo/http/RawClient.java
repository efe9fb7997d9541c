package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which a test says exactly what it wants. All texts are Latin-1. */
public final class RawClient implements AutoCloseable {
    private static final int DEADLINE_MS = 10_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    public RawClient(String baseUrl) throws IOException {
        URI uri = URI.create(baseUrl);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), DEADLINE_MS);
        socket.setSoTimeout(DEADLINE_MS);
        in = socket.getInputStream();
    }

    /** Sends these lines with their proper ends. */
    public RawClient send(String... lines) throws IOException {
        return sendText(String.join("\r\n", lines) + "\r\n");
    }

    public RawClient sendText(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** A GET with a Host header. */
    public RawClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1", "Host: sim", "");
    }

    /** Reads up to and with a text; what came if the server ends before. */
    public String readTo(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!text(read).endsWith(end)) {
            int b = in.read();
            if (b < 0) {
                return text(read);
            }
            read.write(b);
        }
        return text(read);
    }

    /** Reads the head of an answer. */
    public String head() throws IOException {
        return readTo("\r\n\r\n");
    }

    /** Reads this many bytes. */
    public String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Reads an answer with a Content-Length, head and all. */
    public String answer() throws IOException {
        String head = head();
        int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
        return head + read(length);
    }

    /** Reads to the end that the server makes; {@link java.net.SocketException} if it is a reset. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Whether the server sends nothing and keeps the connection for this time. */
    public boolean silentFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            in.read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(DEADLINE_MS);
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
