package org.skytrawl.protocol;

import static org.skytrawl.protocol.Questions.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ServiceOutcome;

/** Asks hostile services, and ends well only if each is told by its fault: in a process of little memory. */
final class HostileAnswers {
    /** More than the memory that {@link HostileAnswersIT} gives. */
    private static final long MAX_BYTES = 96 << 20;

    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    private static final String TABLE = "<VOTABLE><RESOURCE type='results'><TABLE>"
            + "<FIELD name='access_url' datatype='char' arraysize='*'/><FIELD name='obs_title' datatype='char'"
            + " arraysize='*'/><DATA><TABLEDATA><TR><TD>http://a/first</TD><TD>first</TD></TR>";
    private static final String ROW = "<TR><TD>javascript:alert(1)</TD><TD>&lt;b>&#x9b;31m</TD></TR>";

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());

    private HostileAnswers() {}

    public static void main(String[] args) throws IOException {
        HostileAnswers all = new HostileAnswers();
        all.expect("rows without end", FailureCode.TOO_LARGE, true, endless(OK + "\r\n" + TABLE, ROW));
        all.expect("rows without end, packed", FailureCode.TOO_LARGE, true, HostileAnswers::packed);
        all.expect(
                "a cell without end", FailureCode.MALFORMED, true, endless(OK + "\r\n" + TABLE + "<TR><TD>", "cell"));
        all.expect("elements without end", FailureCode.MALFORMED, true, endless(OK + "\r\n" + TABLE, "<TR><TD><b>"));
        all.expect(
                "a comment without end", FailureCode.MALFORMED, true, endless(OK + "\r\n" + TABLE + "<!--", "word "));
        all.expect("no VOTable, without end", FailureCode.NOT_VOTABLE, false, endless(OK + "\r\n<html>", "<p>word"));
        all.expect(
                "an error without end",
                FailureCode.HTTP_STATUS,
                false,
                endless("HTTP/1.1 404 Not Found\r\n\r\n", "not here "));
        all.expect("a header without end", FailureCode.TRUNCATED, false, endless(OK + "X-Long: ", "long"));
        all.expect(
                "a chunk's head without end",
                FailureCode.TRUNCATED,
                false,
                endless(OK + "Transfer-Encoding: chunked\r\n\r\n5;", "long"));
        all.fetcher.close();
    }

    private static LoopbackService.Behaviour endless(String start, String rest) {
        byte[] many = rest.repeat(4096).getBytes(StandardCharsets.US_ASCII);
        return (service, out) -> {
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(many);
            }
        };
    }

    private static void packed(LoopbackService service, OutputStream out) throws IOException {
        out.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(TABLE.getBytes(StandardCharsets.US_ASCII));
            byte[] many = ROW.repeat(4096).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                packing.write(many);
            }
        }
    }

    private void expect(String what, FailureCode code, boolean keepsRows, LoopbackService.Behaviour behaviour)
            throws IOException {
        try (LoopbackService server = new LoopbackService(behaviour)) {
            QueryResult result = KnownProtocols.query(
                            service(Sia2.PROTOCOL, server.url(), null), QueryAsker.HERE, false)
                    .ask(
                            new QueryContext(fetcher, MAX_BYTES, true, false, 1000, new AcceptedQueryForms()),
                            new FetchContext(Deadline.after(Duration.ofSeconds(150)), new Cancellation()),
                            (record, bytes) -> {});
            System.out.println(what + ": " + result);
            FailureCode found = codeOf(result.outcome(), keepsRows);
            if (found != code || result.facts().bytes() > MAX_BYTES) {
                throw new AssertionError(what + " ended as " + result + ", not as " + code);
            }
        }
    }

    /** Null if rows were kept that should not be, or the other way round. */
    private static @Nullable FailureCode codeOf(ServiceOutcome outcome, boolean keepsRows) {
        if (outcome instanceof ServiceOutcome.Incomplete incomplete) {
            return keepsRows ? incomplete.code() : null;
        }
        return outcome instanceof ServiceOutcome.Failed failed && !keepsRows ? failed.code() : null;
    }
}
