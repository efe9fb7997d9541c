package org.skytrawl.simvo.fault;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/**
 * One way in which a service misbehaves. {@link #all()} is the only list of faults: a new fault is a new line there.
 *
 * @param name its name in options and files: {@code hang-before-headers}
 * @param wrongRequests how many requests of a service go wrong before it answers properly; 0: all of them
 * @param keepsTruthExact whether the datasets that can be found stay known, also with other faults. Otherwise a plan
 *     gives the fault only by its name
 * @param isAskedOtherwise whether the service refuses the best query, so that the query it answers may select more:
 *     datasets at the edge that have a field of view but no outline in s_region
 * @param oneOf it goes wrong in one of so many requests of a service, unevenly but always in the same ones; 1: in all
 */
public record Fault(
        String name,
        Effect effect,
        String description,
        Behaviour behaviour,
        int wrongRequests,
        boolean keepsTruthExact,
        boolean isAskedOtherwise,
        int oneOf)
        implements Behaviour {
    /** The name of the one fault that needs a port without a listener, and so cannot be a path. */
    private static final String REFUSE = "refuse";

    /** Begins the names of the ways of writing an answer that cost a careful reader nothing. */
    public static final String ODD = "odd";

    /** Begins the names of those of which only an answer to an uploaded table shows anything. */
    private static final String UPLOAD = "upload";

    private static final String SILENT = "hang-before-headers";

    private static final List<Fault> TABLE = List.of(
            // at any other port than its own, it resets the connection
            nothing(REFUSE, "its port refuses connections", Fault::reset),
            nothing(SILENT, "takes the request and never answers", (request, healthy, wire) -> wire.hang()),
            nothing(
                    "hang-after-headers",
                    "sends headers and the beginning of the document, then nothing more",
                    spoiled(BrokenHttp::hangAfterHeaders)),
            nothing("drip", "sends a byte every 200 ms", spoiled(BrokenHttp::drip)),
            part("cut", "sends half of the rows and breaks off within the next", spoiled(BrokenHttp::cut)),
            nothing("http-500", "answers HTTP 500", status(500, "Internal server error: database connection lost")),
            nothing("http-503", "answers HTTP 503", status(503, "Service unavailable: down for maintenance")),
            nothing("html", "answers with a web page", always(request -> HostileAnswer.webPage())),
            nothing(
                    "votable-error",
                    "answers with a VOTable that says ERROR",
                    document(request -> VoTableWriter.error("the archive's database is being rebuilt"))),
            part("overflow", "sends half of the rows and says OVERFLOW", spoiled(OddAnswer::overflow)),
            nothing("reset", "resets the connection before it answers", Fault::reset),
            complete("reset-once", "resets the connection of its first request, then answers", Fault::reset)
                    .first(1),
            complete(
                            "http-503-once",
                            "answers its first request with HTTP 503 and Retry-After: 1, then properly",
                            comeAgain(503))
                    .first(1),
            complete(
                            "http-429-once",
                            "answers its first request with HTTP 429 and Retry-After: 1, then properly",
                            comeAgain(429))
                    .first(1),
            nothing("http-404", "answers HTTP 404", notFound()),
            // what can be found depends on how often the service was asked before
            nothing("http-404-twice", "answers its first two requests with HTTP 404, then properly", notFound())
                    .first(2)
                    .inexact(),
            nothing("empty", "answers 200 with no content at all", document(request -> "")),
            nothing(
                    "external-entity",
                    "declares entities that stand for /etc/passwd and for an URL",
                    document(HostileAnswer::externalEntity)),
            nothing(
                    "billion-laughs",
                    "declares entities that grow to a billion words",
                    document(request -> HostileAnswer.billionLaughs())),
            nothing(
                    "stream-file",
                    "says that its rows are in file:///etc/passwd",
                    document(request -> HostileAnswer.stream("file:///etc/passwd"))),
            nothing(
                    "stream-http",
                    "says that its rows are at another URL of its own",
                    document(request -> HostileAnswer.stream(HostileAnswer.ownUrl(request) + "/rows"))),
            nothing(
                    "gzip-bomb",
                    "sends 2 GiB of blanks as 2 MiB with Content-Encoding: gzip",
                    spoiled(new Bomb(Bomb.Coding.GZIP, Bomb.BLANKS)::send)),
            nothing(
                    "deflate-bomb",
                    "sends 2 GiB of blanks as 2 MiB with Content-Encoding: deflate",
                    spoiled(new Bomb(Bomb.Coding.DEFLATE, Bomb.BLANKS)::send)),
            nothing("endless-body", "sends blanks without end, 3 MiB a second", spoiled(BrokenHttp::endlessBody)),
            part("endless-rows", "sends its rows over and over without end", spoiled(BrokenHttp::endlessRows)),
            nothing("huge-headers", "sends 4 MiB of headers", spoiled(BrokenHttp::hugeHeaders)),
            nothing("redirect-loop", "redirects to itself", redirect(request -> request.baseUrl() + request.path())),
            nothing("redirect-file", "redirects to file:///etc/passwd", redirect(request -> "file:///etc/passwd")),
            nothing("redirect-ftp", "redirects to an ftp: URL", redirect(request -> "ftp://127.0.0.1/pub/images.vot")),
            nothing(
                    "huge-cell",
                    "sends one row, with a cell of ten million characters",
                    spoiled(HostileAnswer::hugeCell)),
            nothing(
                    "deep-nesting",
                    "nests a hundred thousand elements, without a row",
                    document(request -> HostileAnswer.deepNesting())),
            nothing(
                    "attlist",
                    "declares 2,000 defaults of attributes for each of 3,500 elements",
                    document(request -> HostileAnswer.attlist())),
            part(
                    "row_flood",
                    "sends its rows, and its last one with other titles to 1 GB, with Content-Encoding: gzip",
                    spoiled((response, wire) -> Flood.send(response, false, Flood.BYTES, wire))),
            part(
                    "row_flood_same",
                    "sends its rows, and its last one over and over to 1 GB, with Content-Encoding: gzip",
                    spoiled((response, wire) -> Flood.send(response, true, Flood.BYTES, wire))),
            complete(
                    "table_refs",
                    "sends before its table 20,000 tables that take over 9,000 columns from each other",
                    spoiled(HostileAnswer::tableRefs)),
            complete("unit_blanks", "sends units with 20,000 blanks in them", spoiled(OddAnswer::unitBlanks)),
            complete(
                    "header_blanks",
                    "sends headers, Content-Type among them, with 120,000 and 60,000 blanks in their values",
                    spoiled(BrokenHttp::headerBlanks)),
            complete(
                    "strange-titles",
                    "sends titles with control characters, an escape sequence and markup",
                    spoiled(OddAnswer::strangeTitles)),
            // With these three the access URL of a dataset is not the one that other services give. Without a DID it is
            // unknown that both are the same dataset.
            complete("url_slashes", "sends access URLs with 240,000 slashes and an x", spoiled(OddAnswer::urlSlashes))
                    .inexact(),
            complete(
                            "url-javascript",
                            "sends access URLs with javascript:",
                            spoiled((response, wire) ->
                                    OddAnswer.urls(response, "^https?:", "javascript:alert(1);", wire)))
                    .inexact(),
            complete(
                            "url-file",
                            "sends access URLs with file:",
                            spoiled((response, wire) -> OddAnswer.urls(response, "^https?://[^/]*", "file://", wire)))
                    .inexact(),
            complete("upper-case", "sends the names of its columns in upper case", spoiled(OddAnswer::upperCase)),
            complete(
                            "row-limit",
                            "sends at most " + OddAnswer.MOST_ROWS
                                    + " rows for each query and says OVERFLOW if there are more",
                            spoiled(OddAnswer::rowLimit))
                    .askedOtherwise(),
            dialect(
                    "no-intersects",
                    "refuses queries with INTERSECTS",
                    "\\bINTERSECTS\\s*\\(",
                    "the function INTERSECTS is not supported"),
            dialect(
                    "no-s-region",
                    "refuses queries that name s_region",
                    "\\bs_region\\b",
                    "the column s_region cannot be used in a query"),
            // ADQL 2.1 does away with the frame as the first argument of a shape
            dialect(
                    "no-frame",
                    "refuses a frame such as 'ICRS' in CIRCLE, POINT and others",
                    "\\b(?:CIRCLE|POINT|BOX|POLYGON)\\s*\\(\\s*'x'",
                    "a coordinate frame is not supported"),
            dialect(
                    "no-circle",
                    "refuses queries with CIRCLE",
                    "\\bCIRCLE\\s*\\(",
                    "the function CIRCLE is not supported"),
            dialect(
                    "no-geometry",
                    "refuses queries with any geometry function",
                    "\\b(?:AREA|BOX|CENTROID|CIRCLE|CONTAINS|COORD1|COORD2|COORDSYS|DISTANCE|INTERSECTS|POINT|POLYGON|REGION)"
                            + "\\s*\\(",
                    "geometry functions are not supported"),
            upload("drops", "uses the first half of the rows of an uploaded table"),
            upload("doubles", "uses each row of an uploaded table twice"),
            upload("shifts", "gives the first column of an uploaded table with the row before it"),
            upload("same", "uses in all queries the table that was uploaded with the first"),
            upload("crosses", "ignores the conditions of a query with an uploaded table: each row with each other"),
            upload("no-columns", "leaves out the columns of an uploaded table"),
            upload("reorders", "sends its rows in another order"),
            // two that no cone meets: not among the mixed ones
            complete(
                            "no-polygon",
                            "SIA2, ObsTAP: refuses polygons",
                            OddAnswer.unless(
                                    request -> request.all("POS").stream().noneMatch(pos -> pos.startsWith("POLYGON"))
                                            && !String.valueOf(request.parameter("QUERY"))
                                                    .contains("POLYGON("),
                                    always(request -> Response.text(
                                            400,
                                            Response.VOTABLE,
                                            VoTableWriter.error("UsageFault: polygons are not supported")))))
                    .askedOtherwise()
                    .inexact(),
            dialect("no-moc", "declares MOC and refuses it", "\\bMOC\\s*\\(", "the function MOC is not supported")
                    .inexact(),
            odd("null-words", "sends NULL, n/a, - and others for nothing", OddTable::nullWords),
            odd("fill-values", "sends -999 and 1e30 for nothing", OddTable::fillValues),
            odd("units", "sends bands in 0.1nm, angles in amin and mas, times in h and as JD, bytes", OddTable::units),
            odd("energies", "sends bands in eV and times as text", OddTable::energiesAndDates),
            odd("frequencies", "sends bands in PHz", OddTable::frequencies),
            odd("sexagesimal", "SIA1: sends positions with colons", OddTable::sexagesimal),
            odd("regions", "sends outlines as ADQL, as pgSphere, and with odd ends", OddTable::regions),
            odd("upper-case-types", "sends product types in upper case", OddTable::upperCaseTypes),
            odd("urls", "sends access URLs in which &amp; is escaped twice", OddTable::doublyEscapedUrls),
            odd("names", "SIA1: sends a column access_url that is not the access reference", OddTable::nameBesideUcd),
            odd("long-rows", "sends a cell too many in one row of three", OddTable::longRows),
            oddText("params", "sends columns with one value as PARAMs", OddTable::constantsAsParams),
            oddText("broken-cells", "sends cells and a description that are no XML", OddTable::brokenCells),
            oddText("ampersands", "sends bare ampersands", OddTable::bareAmpersands),
            oddText("two-tables", "sends its rows in two tables", table -> table.inTwo(false)),
            oddText("two-resources", "sends its rows in two RESOURCEs", table -> table.inTwo(true)),
            oddText(
                    "warning-before",
                    "sends a PHP warning, a comment and blank lines before the document",
                    table ->
                            "<br />\n<b>Warning</b>: mysql_connect() [<a href='x'>x</a>] & more in <b>/srv/sia.php</b>\n"
                                    + "<!-- cached -->\n\n" + table.text()),
            oddText(
                    "hint",
                    "says OK, and in an INFO that the list is truncated",
                    table -> table.text()
                            .replaceFirst("(?=<TABLE>)", "<INFO name=\"note\" value=\"the list may be truncated\"/>")),
            oddBytes(
                    "latin-1",
                    "writes Latin-1 and calls it latin-1, as Python does",
                    text -> Pattern.compile("[^\\x00-\\xff]")
                            .matcher(text.replace("UTF-8", "latin-1"))
                            .replaceAll(found -> "&#" + (int) found.group().charAt(0) + ";")
                            .getBytes(StandardCharsets.ISO_8859_1)),
            oddBytes(
                    "wrong-encoding",
                    "has Latin-1 in remarks and calls it UTF-8",
                    text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                            .replace("\u00c3\u00a9toile", "\u00e9toile")
                            .getBytes(StandardCharsets.ISO_8859_1)),
            oddBytes("gzip", "compresses and does not say so", text -> OddAnswer.gzip(text, 1)),
            oddBytes("gzip-twice", "compresses twice and does not say so", text -> OddAnswer.gzip(text, 2)),
            oddBytes("deflate", "compresses with zlib and does not say so", OddAnswer::zlib),
            complete(
                    "odd-no-type",
                    "SIA2: sends no type if one type is asked for",
                    OddAnswer.unless(
                            request -> request.all("DPTYPE").size() != 1,
                            OddAnswer.changed(table -> table.withoutType().text()))),
            complete(
                    "odd-refusals",
                    "SIA2, SSA: refuses DPTYPE, MAXREC and TIME with HTTP 400",
                    OddAnswer.unless(
                            request -> Stream.of("DPTYPE", "MAXREC", "TIME")
                                    .allMatch(
                                            name -> request.all(name).isEmpty() || request.parameter("QUERY") != null),
                            always(request -> Response.text(
                                    400,
                                    Response.VOTABLE,
                                    VoTableWriter.error("UsageFault: a parameter is not supported"))))),
            complete("odd-cookie", "redirects to itself until its cookie comes back", OddAnswer::wantingCookie));

    public enum Effect {
        NOTHING,
        PART,
        /** All rows, though oddly, or only on a second or another request: the service answers. */
        ALL
    }

    @FunctionalInterface
    private interface Spoiled {
        void send(Response healthy, Wire wire) throws Exception;
    }

    private static Fault nothing(String name, String description, Behaviour behaviour) {
        return new Fault(name, Effect.NOTHING, description, behaviour, 0, true, false, 1);
    }

    private static Fault part(String name, String description, Behaviour behaviour) {
        return new Fault(name, Effect.PART, description, behaviour, 0, true, false, 1);
    }

    private static Fault complete(String name, String description, Behaviour behaviour) {
        return new Fault(name, Effect.ALL, description, behaviour, 0, true, false, 1);
    }

    private static Fault dialect(String name, String description, String refused, String reason) {
        return complete(name, "ObsTAP: " + description, OddAnswer.refusing(refused, reason))
                .askedOtherwise();
    }

    /** The TAP service itself does it; all other requests are answered properly, and whether a client asks them is its own choice. */
    private static Fault upload(String name, String description) {
        return complete(UPLOAD + "-" + name, "ObsTAP: " + description, HEALTHY).inexact();
    }

    private static Fault odd(String name, String description, UnaryOperator<OddTable> change) {
        return oddText(name, description, table -> change.apply(table).text());
    }

    private static Fault oddText(String name, String description, Function<OddTable, String> change) {
        return complete(ODD + "-" + name, description, OddAnswer.changed(change));
    }

    private static Fault oddBytes(String name, String description, Function<String, byte[]> change) {
        return complete(
                ODD + "-" + name,
                description,
                OddAnswer.changedBytes(table -> change.apply(table.accents().text())));
    }

    private Fault first(int requests) {
        return new Fault(name, effect, description, behaviour, requests, keepsTruthExact, isAskedOtherwise, 1);
    }

    private Fault inexact() {
        return new Fault(name, effect, description, behaviour, wrongRequests, false, isAskedOtherwise, 1);
    }

    private Fault askedOtherwise() {
        return new Fault(name, effect, description, behaviour, wrongRequests, keepsTruthExact, true, 1);
    }

    private static Behaviour spoiled(Spoiled spoiled) {
        return (request, healthy, wire) -> spoiled.send(healthy.handle(request), wire);
    }

    private static Behaviour always(Function<Request, Response> answer) {
        return (request, healthy, wire) -> wire.send(answer.apply(request));
    }

    private static Behaviour document(Function<Request, String> text) {
        return always(request -> Response.text(200, Response.VOTABLE, text.apply(request)));
    }

    private static Behaviour status(int status, String text) {
        return always(request -> Response.text(status, "text/plain", text + "\n"));
    }

    private static Behaviour notFound() {
        return always(request -> Response.text(404, "text/plain", "Not found: " + request.path() + "\n"));
    }

    private static Behaviour comeAgain(int status) {
        byte[] text = "Please come again in a second\n".getBytes(StandardCharsets.US_ASCII);
        return always(
                request -> new Response(status, "text/plain", Map.of("Retry-After", "1"), out -> out.write(text)));
    }

    private static Behaviour redirect(Function<Request, String> target) {
        return always(request -> new Response(302, "text/plain", Map.of("Location", target.apply(request)), out -> {}));
    }

    private static void reset(Request request, Handler healthy, Wire wire) throws java.io.IOException {
        wire.reset();
    }

    public static List<Fault> all() {
        return TABLE;
    }

    /** The fault of this name; a hyphen is as good as an underscore. */
    public static Fault named(String name) {
        return TABLE.stream()
                .filter(fault -> fault.name.replace('_', '-').equals(name.replace('_', '-')))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called '" + name + "'; there are "
                        + TABLE.stream().map(Fault::name).collect(Collectors.joining(", "))));
    }

    /** Whether a careful reader gets all values of a healthy answer from it. */
    public boolean isOdd() {
        return name.startsWith(ODD + "-");
    }

    /** Whether it spoils the answers to uploaded tables only. */
    public boolean isOfUploads() {
        return name.startsWith(UPLOAD + "-");
    }

    public boolean isRefusal() {
        return name.equals(REFUSE);
    }

    public boolean isSilence() {
        return name.equals(SILENT);
    }

    /** Whether it can go wrong in some requests and not in others. */
    boolean canBeOccasional() {
        return wrongRequests == 0 && !isRefusal() && !isOfUploads();
    }

    /**
     * The same in one of some requests. What cost no rows costs none; otherwise a part of the rows arrives.
     *
     * @param requests at least 1
     * @throws IllegalArgumentException if it is a fault of a port, of the first requests or of uploads
     */
    Fault inOneOf(int requests) {
        if (requests < 1 || (requests > 1 && !canBeOccasional())) {
            throw new IllegalArgumentException(name + " cannot be in one of " + requests + " requests");
        }
        if (requests == 1) {
            return this;
        }
        Effect less = effect == Effect.NOTHING ? Effect.PART : effect;
        return new Fault(
                name, less, description, behaviour, wrongRequests, keepsTruthExact, isAskedOtherwise, requests);
    }

    /** The same for the only service, or for one whose fault is in all requests. */
    public Behaviour ofOneService() {
        return ofOneService(0);
    }

    /**
     * The behaviour of one service: with a counter of its own if only some of its requests go wrong.
     *
     * @param service its number: which requests go wrong is another choice for each service
     */
    public Behaviour ofOneService(int service) {
        if (oneOf > 1) {
            AtomicInteger requests = new AtomicInteger();
            return (request, healthy, wire) -> {
                SplittableRandom random = new SplittableRandom(service * 1_000_003L + requests.getAndIncrement());
                (random.nextInt(oneOf) == 0 ? this : HEALTHY).serve(request, healthy, wire);
            };
        }
        if (wrongRequests == 0) {
            return this;
        }
        AtomicInteger left = new AtomicInteger(wrongRequests);
        return (request, healthy, wire) ->
                (left.getAndUpdate(count -> Math.max(0, count - 1)) > 0 ? this : HEALTHY).serve(request, healthy, wire);
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        behaviour.serve(request, healthy, wire);
    }
}
