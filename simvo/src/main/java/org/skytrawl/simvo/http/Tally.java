package org.skytrawl.simvo.http;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the requests to one service by their kinds, when they arrive. Thread-safe. */
public final class Tally implements Behaviour {
    public enum Kind {
        /** With uploaded tables. */
        UPLOAD,
        /** With several places in parameters. */
        SEVERAL_PLACES,
        /** Any other query. */
        QUERY,
        /** For a document that describes the service. */
        DESCRIPTION
    }

    private static final List<String> DESCRIPTIONS = List.of("/capabilities", "/availability", "/tables", "/examples");

    private final Behaviour then;
    private final AtomicLongArray counts = new AtomicLongArray(Kind.values().length);

    public Tally(Behaviour then) {
        this.then = then;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        counts.incrementAndGet(kind(request).ordinal());
        then.serve(request, healthy, wire);
    }

    private static Kind kind(Request request) {
        if (DESCRIPTIONS.stream().anyMatch(request.path()::endsWith)) {
            return Kind.DESCRIPTION;
        }
        return !request.all("UPLOAD").isEmpty()
                ? Kind.UPLOAD
                : request.all("POS").size() > 1 ? Kind.SEVERAL_PLACES : Kind.QUERY;
    }

    /** All kinds with their numbers of requests. */
    public Map<Kind, Long> counts() {
        Map<Kind, Long> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            all.put(kind, counts.get(kind.ordinal()));
        }
        return all;
    }
}
