package org.skytrawl.protocol.obstap;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.FetchRequest.Field;
import org.skytrawl.net.FetchRequest.FileType;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.Overflow;
import org.skytrawl.protocol.TableFetch;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;

/**
 * Synchronous TAP queries (TAP 1.1 section 2.3): ADQL by POST, rows as they arrive. Used for ObsTAP and the registry.
 *
 * <p>Thread-safe; blocks, so call it on virtual threads. Retries once if the connection is reset before the answer begins, or
 * if the server or gateway is busy (429, 502, 503, 504), at the time it names if the deadline allows.
 *
 * @param maxBytes limit of decoded bytes for one answer
 * @param privateAddressesAllowed whether services on this machine and in private networks may be queried
 */
public record TapSync(HttpFetcher fetcher, long maxBytes, boolean privateAddressesAllowed) {
    /** An answer; {@code overflow} is the sign that the service has more rows, in words, or null. */
    public record Answer(ReadReport report, @Nullable String overflow) {}

    /**
     * Sends a query and streams the rows.
     *
     * @param accessUrl the TAP service's access URL as registered, with or without {@code /sync}
     * @param maxRec the row limit (DALI 1.1 section 3.4.4)
     * @param sink gets the fields once, then the rows; its {@code StopReadingException} or {@code IOException} ends the query as
     *     {@code MALFORMED} with its message
     * @throws FetchException if the answer is not whole: no answer, an HTTP status of 400 and above, {@code QUERY_STATUS} ERROR,
     *     no VOTable, cut off. Rows delivered before are valid
     * @throws StoppedException at the context's timeout or cancel
     */
    public Answer query(String accessUrl, String adql, long maxRec, FetchContext context, RowSink sink)
            throws FetchException, StoppedException {
        return answer(request(accessUrl, adql, maxRec), maxRec, context, sink);
    }

    /**
     * The same with the rows as TABLEDATA (DALI 1.1 section 3.4.3), for services whose binary form cannot be read: some write
     * Unicode text with a wrong length.
     */
    public Answer queryForText(String accessUrl, String adql, long maxRec, FetchContext context, RowSink sink)
            throws FetchException, StoppedException {
        List<Field> fields = new ArrayList<>(fields(adql, maxRec));
        fields.add(new Field("RESPONSEFORMAT", "application/x-votable+xml;serialization=tabledata"));
        return answer(FetchRequest.post(url(accessUrl), fields), maxRec, context, sink);
    }

    private Answer answer(FetchRequest asked, long maxRec, FetchContext context, RowSink sink)
            throws FetchException, StoppedException {
        FetchRequest request = asked.atMostBytes(maxBytes).allowingPrivateAddresses(privateAddressesAllowed);
        TableFetch.Reading reading = TableFetch.read(fetcher, request, context, sink);
        if (reading.stop() != null) {
            throw reading.stop();
        }
        if (reading.failure() != null) {
            throw reading.failure();
        }
        ReadReport report = Objects.requireNonNull(reading.report());
        return new Answer(report, Overflow.seen(report, maxRec, null));
    }

    public static String url(String accessUrl) {
        return resource(accessUrl, "sync");
    }

    /** The URL of a resource of the service (TAP 1.1 section 2). */
    static String resource(String accessUrl, String name) {
        String url = accessUrl.strip();
        int query = url.indexOf('?');
        String path = OutsideText.withoutEnd(query < 0 ? url : url.substring(0, query), "/");
        if (path.endsWith("/sync")) {
            // some services are registered by this resource
            path = path.substring(0, path.length() - "/sync".length());
        }
        String rest = query < 0 || query == url.length() - 1 ? "" : url.substring(query);
        return path + "/" + name + rest;
    }

    /** The request for a query; to public addresses only. */
    public static FetchRequest request(String accessUrl, String adql, long maxRec) {
        return FetchRequest.post(url(accessUrl), fields(adql, maxRec));
    }

    /**
     * The request for a query with an uploaded table (TAP 1.1 section 2.7.6); to public addresses only.
     *
     * @param name of the table in the schema {@code TAP_UPLOAD}
     * @param votable the table
     */
    static FetchRequest upload(String accessUrl, String adql, long maxRec, String name, String votable) {
        List<Field> fields = new ArrayList<>(fields(adql, maxRec));
        fields.add(new Field("UPLOAD", name + ",param:" + name));
        fields.add(new Field(name, votable, new FileType(name + ".vot", "application/x-votable+xml")));
        return FetchRequest.post(url(accessUrl), fields);
    }

    private static List<Field> fields(String adql, long maxRec) {
        if (maxRec < 0) {
            throw new IllegalArgumentException("MAXREC must not be negative, but is " + maxRec);
        }
        return List.of(
                new Field("REQUEST", "doQuery"),
                new Field("LANG", "ADQL"),
                new Field("QUERY", adql),
                new Field("MAXREC", Long.toString(maxRec)));
    }
}
