package org.skytrawl.longtext;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.universe.SimProtocol;

/** Headers of answers; those that are longer than a client takes have to fail, but at once. */
final class HeaderBatches {
    /** A header, the status that it comes with, and how its value begins. */
    private record Header(int status, String name, String begin) {
        @Override
        public String toString() {
            return name + " of " + status;
        }
    }

    private static final List<Header> HEADERS = List.of(
            new Header(200, "Content-Type", "application/x-votable+xml;content="),
            new Header(200, "Content-Type", ""),
            new Header(200, "Content-Type", "application/x-votable+xml;charset="),
            new Header(200, "Content-Encoding", ""),
            new Header(200, "Content-Encoding", "gzip,"),
            new Header(200, "Content-Length", ""),
            new Header(200, "Content-Length", "-"),
            new Header(200, "Transfer-Encoding", "chunked"),
            new Header(200, "ETag", "\""),
            new Header(200, "Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT"),
            new Header(200, "Content-Disposition", "attachment; filename=\"a"),
            new Header(200, "Content-Disposition", "attachment; filename*=UTF-8''"),
            new Header(200, "Link", "<http://127.0.0.1:9/>;rel="),
            new Header(200, "Set-Cookie", "a="),
            new Header(200, "X-Other", ""),
            new Header(302, "Location", ""),
            new Header(302, "Location", "/"),
            new Header(302, "Location", "http://127.0.0.1:9/"),
            new Header(302, "Location", "http://"),
            new Header(503, "Retry-After", ""),
            new Header(429, "Retry-After", "1"),
            new Header(401, "WWW-Authenticate", "Basic realm="),
            new Header(407, "Proxy-Authenticate", "Basic realm="));

    private final HonestVo vo;
    private final SimHost host;
    private final byte[] body;
    private volatile List<LongText> texts = List.of();

    HeaderBatches(HonestVo vo) throws IOException {
        this.vo = vo;
        host = vo.host();
        body = vo.answer(SimProtocol.SIA2).getBytes(StandardCharsets.UTF_8);
        host.mount(
                "/headers",
                request -> Response.text(404, "text/plain", ""),
                (request, healthy, wire) -> send(request, texts, wire));
    }

    int size() {
        return HEADERS.size();
    }

    /** Answers {@code /headers/HEADER/TEXT}. */
    void send(Request request, List<LongText> all, Wire wire) throws IOException {
        String[] parts = request.path().split("/", -1);
        send(HEADERS.get(Integer.parseInt(parts[2])), all.get(Integer.parseInt(parts[3])), wire);
    }

    private void send(Header header, LongText text, Wire wire) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + header.status + " Status\r\n");
        boolean length = header.name.equals("Content-Length") || header.name.equals("Transfer-Encoding");
        head.append(length ? "" : "Content-Length: " + body.length + "\r\n");
        head.append(header.name.equals("Content-Type") ? "" : "Content-Type: " + Response.VOTABLE + "\r\n");
        head.append("Connection: close\r\n");
        head.append(header.name)
                .append(": ")
                .append(header.begin)
                .append(text.raw())
                .append("\r\n\r\n");
        OutputStream out = wire.raw();
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    /** Every header with every text. */
    Batch with(List<LongText> all) {
        return new Batch() {
            @Override
            public String name() {
                return "headers with " + all.getFirst().times() + " of each";
            }

            @Override
            public List<String> cases() {
                List<String> cases = new ArrayList<>();
                for (Header header : HEADERS) {
                    all.forEach(text -> cases.add(header + " '" + header.begin + "' with " + text));
                }
                return cases;
            }

            @Override
            public @Nullable String run(List<Integer> chosen) throws Exception {
                texts = all;
                List<String> lines = new ArrayList<>();
                for (int i : chosen) {
                    lines.add("ivo://hostile/header" + i + "," + i + ",sia2," + host.baseUrl() + "/headers/"
                            + i / all.size() + "/" + i % all.size() + ",");
                }
                return vo.run(lines);
            }
        };
    }
}
