package org.skytrawl.simvo.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often each query got its whole answer: that of the service itself, not one that a fault made or changed, with
 * status 200, all bytes, and a VOTable that ends and tells neither OVERFLOW nor ERROR. Compressed answers and other formats are
 * not counted. An answer counts before its last bytes are sent, so
 * the client cannot have it earlier. Thread-safe.
 */
public final class WholeAnswers implements Behaviour {
    private final Behaviour then;
    private final ConcurrentMap<String, Long> counts = new ConcurrentHashMap<>();

    public WholeAnswers(Behaviour then) {
        this.then = then;
    }

    /** All queries that got whole answers, with their numbers. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>(counts);
        all.values().removeIf(count -> count == 0);
        return all;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        String query = request.parameter("QUERY");
        if (query == null) {
            then.serve(request, healthy, wire);
            return;
        }
        Watched watched = new Watched(query, wire);
        then.serve(
                request,
                asked -> {
                    Response response = healthy.handle(asked);
                    watched.own = response;
                    return response;
                },
                watched);
    }

    private final class Watched implements Wire {
        private final String query;
        private final Wire wire;
        private @Nullable Response own;

        Watched(String query, Wire wire) {
            this.query = query;
            this.wire = wire;
        }

        @Override
        public void send(Response response) throws IOException {
            if (response != own) {
                wire.send(response);
                return;
            }
            boolean counted = false;
            Tail[] tail = new Tail[1];
            try {
                wire.send(response.with(out -> {
                    tail[0] = new Tail(out);
                    response.body().writeTo(tail[0]);
                    tail[0].isWhole = response.status() == 200 && tail[0].endsWell();
                    if (tail[0].isWhole) {
                        counts.merge(query, 1L, Long::sum);
                    }
                }));
                counted = true;
            } finally {
                if (!counted && tail[0] != null && tail[0].isWhole) {
                    // the client has gone before the last bytes
                    counts.merge(query, -1L, Long::sum);
                }
            }
        }

        @Override
        public OutputStream raw() {
            return wire.raw();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            wire.pause(time);
        }

        @Override
        public void hang() throws InterruptedException {
            wire.hang();
        }

        @Override
        public void reset() throws IOException {
            wire.reset();
        }
    }

    /** Passes everything on and keeps the last bytes. */
    private static final class Tail extends FilterOutputStream {
        private static final int LENGTH = 4096;

        private final byte[] last = new byte[LENGTH];
        private int end;
        private boolean isWhole;

        Tail(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            int kept = Math.min(length, LENGTH);
            int before = Math.min(end, LENGTH - kept);
            System.arraycopy(last, end - before, last, 0, before);
            System.arraycopy(bytes, offset + length - kept, last, before, kept);
            end = before + kept;
        }

        boolean endsWell() {
            String text = new String(last, 0, end, StandardCharsets.ISO_8859_1);
            return text.stripTrailing().endsWith("</VOTABLE>")
                    && !text.contains("value=\"OVERFLOW\"")
                    && !text.contains("value=\"ERROR\"");
        }
    }
}
