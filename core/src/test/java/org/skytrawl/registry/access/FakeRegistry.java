package org.skytrawl.registry.access;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A relational registry on loopback: it knows which table a query is about, its order and where it is to begin. */
public final class FakeRegistry implements Closeable {
    private static final Pattern QUERY =
            Pattern.compile("SELECT (.*?) FROM (\\S+)(?: NATURAL LEFT OUTER JOIN (\\S+))? WHERE .* ORDER BY (\\S+)");
    private static final Pattern BEGIN = Pattern.compile(" AND \\w+ >= '((?:[^']|'')*)' ORDER BY");

    private static final String AMONG = " AND ivoid IN ('";
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

    private final MockWebServer server = new MockWebServer();

    /** Rows by table, each a map from column to cell. */
    public final Map<String, List<Map<String, String>>> tables = new TreeMap<>();

    /** Queries as they came. */
    public final List<String> queries = new CopyOnWriteArrayList<>();

    /** The most rows of an answer. */
    public volatile int limit = 1_000_000;

    /** What is sent with each cut answer. */
    public volatile boolean saysOverflow = true;

    /** The HTTP status of all answers, if not 0. */
    public volatile int brokenStatus;

    /** The table whose answers never come, if any. */
    public volatile String hangsOn = "";

    /** Its VOSI capabilities; none if empty. */
    volatile String capabilities = "";

    /** Its VOSI tables; none if empty. */
    volatile String vosiTables = "";

    /** The HTTP status of its VOSI tables if it has none. */
    volatile int vosiStatus = 404;

    /** A pattern of the queries that it refuses. */
    public volatile String refuses = "(?!)";

    /** Whether its capabilities never come. */
    volatile boolean capabilitiesHang;

    /** What answers wait for, if anything. */
    public volatile @Nullable CountDownLatch held;

    /** Rows that were sent. */
    public final AtomicInteger rowsSent = new AtomicInteger();

    /** The table whose answers cannot be read but as text, if any. */
    public volatile String writesWrongly = "";

    /** Whether rows come unordered. */
    public volatile boolean unordered;

    public FakeRegistry() throws IOException {
        for (String table : List.of(
                "rr.resource(ivoid,res_type,res_title)",
                "rr.capability(ivoid,cap_index,standard_id)",
                "rr.interface(ivoid,cap_index,intf_type,intf_role,std_version,access_url,authenticated_only,mirror_url)",
                "rr.res_table(ivoid,table_name,table_utype)",
                "rr.res_detail(ivoid,cap_index,detail_xpath,detail_value)",
                "rr.relationship(ivoid,relationship_type,related_id)",
                "rr.stc_spatial(ivoid,coverage,ref_system_name)",
                "rr.stc_spectral(ivoid,spectral_start,spectral_end)",
                "rr.stc_temporal(ivoid,time_start,time_end)")) {
            String name = table.substring(0, table.indexOf('('));
            for (String column :
                    table.substring(table.indexOf('(') + 1, table.length() - 1).split(",")) {
                row("TAP_SCHEMA.columns", "table_name", name, "column_name", column);
            }
        }
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort() + "/tap";
    }

    public int requests() {
        return server.getRequestCount();
    }

    @Override
    public void close() {
        server.close();
    }

    public void row(String table, String... columnsAndCells) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < columnsAndCells.length; i += 2) {
            row.put(columnsAndCells[i], columnsAndCells[i + 1]);
        }
        tables.computeIfAbsent(table, key -> new CopyOnWriteArrayList<>()).add(row);
    }

    public void without(String table, String... columns) {
        Set<String> gone = new HashSet<>(Arrays.asList(columns));
        tables.get("TAP_SCHEMA.columns")
                .removeIf(row -> row.get("table_name").equals(table)
                        && (gone.isEmpty() || gone.contains(row.get("column_name"))));
    }

    /** From now on resources have dates, this one where they have none yet. */
    public void dated(String date) {
        if (tables.get("TAP_SCHEMA.columns").stream().noneMatch(row -> row.containsValue("updated"))) {
            row("TAP_SCHEMA.columns", "table_name", "rr.resource", "column_name", "updated");
        }
        tables.getOrDefault("rr.resource", List.of()).forEach(row -> row.putIfAbsent("updated", date));
    }

    /** Changes a cell of a resource's rows in a table, and the resource's date. */
    public void change(String ivoid, String date, String table, String column, String cell) {
        tables.get(table).stream().filter(row -> ivoid.equals(row.get("ivoid"))).forEach(row -> row.put(column, cell));
        tables.get("rr.resource").stream()
                .filter(row -> ivoid.equals(row.get("ivoid")))
                .forEach(row -> row.put("updated", date));
    }

    /** Removes all of a resource. */
    public void remove(String ivoid) {
        tables.values().forEach(rows -> rows.removeIf(row -> ivoid.equals(row.get("ivoid"))));
    }

    /** An SIA1 service that covers the whole sky. */
    public void sia1(String ivoid, int interfaces) {
        row("rr.resource", "ivoid", ivoid, "res_type", "vs:catalogservice", "res_title", "Images " + ivoid);
        row("rr.stc_spatial", "ivoid", ivoid, "coverage", "0/0-11");
        for (int i = 1; i <= interfaces; i++) {
            row(
                    "rr.capability",
                    "ivoid",
                    ivoid,
                    "cap_index",
                    "" + i,
                    "standard_id",
                    "ivo://ivoa.net/std/sia",
                    "intf_type",
                    "vs:paramhttp",
                    "intf_role",
                    "std",
                    "access_url",
                    "http://" + ivoid.substring(6) + "/" + i,
                    "authenticated_only",
                    "0");
        }
    }

    private MockResponse answer(RecordedRequest request) {
        CountDownLatch until = held;
        if (until != null) {
            await(until);
        }
        if (request.getUrl().encodedPath().endsWith("/capabilities")) {
            return new MockResponse.Builder()
                    .code(capabilities.isEmpty() ? 404 : 200)
                    .body(capabilities)
                    .headersDelay(capabilitiesHang ? 60 : 0, TimeUnit.SECONDS)
                    .build();
        }
        if (request.getUrl().encodedPath().endsWith("/tables")) {
            return new MockResponse.Builder()
                    .code(vosiTables.isEmpty() ? vosiStatus : 200)
                    .body(vosiTables)
                    .build();
        }
        String adql = adql(request.getBody());
        queries.add(adql);
        if (Pattern.compile(refuses).matcher(adql).find()) {
            return new MockResponse.Builder()
                    .code(400)
                    .body(error("no such table or column"))
                    .build();
        }
        if (brokenStatus != 0) {
            return new MockResponse.Builder()
                    .code(brokenStatus)
                    .body("<html><title>Closed for repair</title></html>")
                    .build();
        }
        Matcher query = QUERY.matcher(adql);
        if (!query.matches()) {
            return new MockResponse.Builder()
                    .code(400)
                    .body(error("cannot parse " + adql))
                    .build();
        }
        boolean asText = request.getBody().utf8().contains("serialization%3Dtabledata");
        String body = query.group(2).equals(writesWrongly) && !asText ? wrongBinary(query) : table(query, adql);
        MockResponse.Builder response = new MockResponse.Builder().body(body);
        if (query.group(2).equals(hangsOn)) {
            response.headersDelay(1, TimeUnit.MINUTES);
        }
        return response.build();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody let the answer go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String adql(ByteString body) {
        for (String field : body.utf8().split("&")) {
            if (field.startsWith("QUERY=")) {
                return URLDecoder.decode(field.substring(6), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private String table(Matcher query, String adql) {
        String order = query.group(4);
        Matcher begin = BEGIN.matcher(adql);
        String first = begin.find() ? begin.group(1).replace("''", "'") : "";
        List<Map<String, String>> rows = new ArrayList<>(tables.getOrDefault(query.group(2), List.of()));
        if (!unordered) {
            rows.sort(Comparator.comparing(row -> row.get(order)));
        }
        rows.removeIf(row -> row.get(order).compareTo(first) < 0);
        int among = adql.indexOf(AMONG);
        if (among >= 0) {
            String list = adql.substring(among + AMONG.length() - 1, adql.indexOf("'))", among));
            Set<String> wanted = LITERAL.matcher(list + "'")
                    .results()
                    .map(literal -> literal.group(1).replace("''", "'"))
                    .collect(Collectors.toSet());
            rows.removeIf(row -> !wanted.contains(row.get("ivoid")));
        }
        boolean cut = rows.size() > limit;
        rowsSent.addAndGet(cut ? limit : rows.size());
        StringBuilder text = new StringBuilder("<VOTABLE><RESOURCE type=\"results\">");
        text.append("<INFO name=\"QUERY_STATUS\" value=\"OK\"/><TABLE>");
        List<String> columns = List.of(query.group(1).split(", "));
        columns.forEach(column -> text.append("<FIELD name=\"")
                .append(column)
                .append(
                        column.endsWith("_start") || column.endsWith("_end")
                                ? "\" datatype=\"float\"/>"
                                : column.equals("cap_index") || column.equals("authenticated_only")
                                        ? "\" datatype=\"short\"/>"
                                        : "\" datatype=\"char\" arraysize=\"*\"/>"));
        text.append("<DATA><TABLEDATA>");
        for (Map<String, String> row : cut ? rows.subList(0, limit) : rows) {
            text.append("<TR>");
            columns.forEach(column ->
                    text.append("<TD>").append(row.getOrDefault(column, "")).append("</TD>"));
            text.append("</TR>");
        }
        text.append("</TABLEDATA></DATA></TABLE>");
        if (cut && saysOverflow) {
            text.append("<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>");
        }
        return text.append("</RESOURCE></VOTABLE>").toString();
    }

    /** As of a service that counts characters beyond the first 65,536 as one and writes them as two: lengths are out of step. */
    private static String wrongBinary(Matcher query) {
        StringBuilder text = new StringBuilder("<VOTABLE><RESOURCE type=\"results\"><TABLE>");
        for (String column : query.group(1).split(", ")) {
            text.append("<FIELD name=\"").append(column).append("\" datatype=\"unicodeChar\" arraysize=\"*\"/>");
        }
        return text.append("<DATA><BINARY><STREAM encoding=\"base64\">")
                .append("AAAAAdg13vwAAAAA")
                .append("</STREAM></BINARY></DATA></TABLE></RESOURCE></VOTABLE>")
                .toString();
    }

    private static String error(String message) {
        return "<VOTABLE><RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"ERROR\">" + message
                + "</INFO></RESOURCE></VOTABLE>";
    }
}
