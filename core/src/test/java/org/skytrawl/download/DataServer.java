package org.skytrawl.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A server whose every answer is written by the test, byte for byte; a connection an answer. */
final class DataServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A request. */
    record Asked(String path, Map<String, String> headers) {
        @Nullable
        String range() {
            return headers.get("range");
        }
    }

    /** Answers a request. */
    @FunctionalInterface
    interface Page {
        void answer(Asked asked, OutputStream out) throws Exception;
    }

    DataServer() throws IOException {
        socket = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    void page(String path, Page page) {
        pages.put(path, page);
    }

    /** A file as a good server gives it: with an entity tag, and parts of it. */
    void file(String path, byte[] content, String... headers) {
        page(path, (request, out) -> give(request, out, content, Integer.MAX_VALUE, headers));
    }

    /** The same, but breaking off after so many bytes of what was asked for. */
    static void give(Asked request, OutputStream out, byte[] content, int most, String... headers) throws IOException {
        int from = 0;
        String tag = "\"" + Checksum.hex(new String(content, StandardCharsets.ISO_8859_1), 8) + "\"";
        String range = request.range();
        if (range != null && tag.equals(request.headers().get("if-range"))) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            if (from >= content.length) {
                write(out, "HTTP/1.1 416 No", "Content-Range: bytes */" + content.length, "Content-Length: 0");
                return;
            }
        }
        List<String> head = new ArrayList<>(List.of(
                from > 0 ? "HTTP/1.1 206 Partial" : "HTTP/1.1 200 OK",
                "ETag: " + tag,
                "Content-Length: " + (content.length - from)));
        if (from > 0) {
            head.add("Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        head.addAll(List.of(headers));
        write(out, head.toArray(String[]::new));
        out.write(content, from, Math.min(most, content.length - from));
    }

    static void write(OutputStream out, String... head) throws IOException {
        out.write((String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    List<Asked> asked() {
        return asked;
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(each -> each.path().equals(path)).toList();
    }

    /** Until the server ends. */
    void hang() throws InterruptedException {
        closed.await();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Asked request = read(connection.getInputStream());
            asked.add(request);
            Page page = pages.get(request.path());
            OutputStream out = connection.getOutputStream();
            if (page == null) {
                write(out, "HTTP/1.1 404 Not Found", "Content-Length: 0");
            } else {
                page.answer(request, out);
            }
            out.flush();
        } catch (Exception e) {
            // the client has gone, or the test has ended
            assert e.getMessage() == null || !e.getMessage().isEmpty();
        }
    }

    private static Asked read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Asked(lines[0].split(" ")[1], headers);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
