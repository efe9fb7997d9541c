package org.skytrawl.protocol;

import static org.skytrawl.protocol.Questions.cone;
import static org.skytrawl.protocol.Questions.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.sia.Sia2;

/** Asks services on loopback for what is here, and keeps what they give. */
final class QueryAsker implements AutoCloseable {
    static final List<String> FIELDS = List.of(
            "name=\"access_url\" datatype=\"char\" arraysize=\"*\"",
            "name=\"s_ra\" datatype=\"double\"",
            "name=\"s_dec\" datatype=\"double\"",
            "name=\"odd\" datatype=\"double\"");
    static final Question HERE = cone(10, 10, 1);

    final HttpFetcher fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());
    final Cancellation cancellation = new Cancellation();
    final List<ObsCoreRecord> records = new ArrayList<>();

    /** A table of so many records that match. */
    static byte[] rows(String status, int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of("http://data/" + i, "10", "10", "1"));
        }
        return Answers.votable(status, FIELDS, rows);
    }

    QueryResult ask(LoopbackService server) {
        return ask(server, Sia2.PROTOCOL);
    }

    QueryResult ask(LoopbackService server, Protocol protocol) {
        return ask(server, protocol, null, Duration.ofSeconds(20), this::take);
    }

    QueryResult ask(
            LoopbackService server, Protocol protocol, @Nullable Long maxRecords, Duration timeout, RecordSink sink) {
        return KnownProtocols.query(service(protocol, server.url(), maxRecords), HERE, false)
                .ask(means(false), new FetchContext(Deadline.after(timeout), cancellation), sink);
    }

    /** A sink for the records. */
    void take(ObsCoreRecord record, long bytes) {
        records.add(record);
    }

    QueryContext means(boolean split) {
        return new QueryContext(fetcher, 1 << 20, true, split, 1000, new AcceptedQueryForms());
    }

    FetchContext context() {
        return new FetchContext(Deadline.after(Duration.ofSeconds(20)), cancellation);
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
