package org.skytrawl.registry.query;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A registry on loopback that names its resources in order, a few at a time, whatever the condition. */
final class ScriptedRegistry implements Closeable {
    private static final Pattern AFTER = Pattern.compile("ivoid > '([^']*)'");

    private final MockWebServer server = new MockWebServer();

    /** Tables and their columns. */
    final Map<String, Set<String>> columns = new TreeMap<>(SomeRegistries.FULL.columns());

    /** In order. */
    final List<String> ivoids = new ArrayList<>();

    /** Rows of {@code rr.stc_spatial}. */
    final Map<String, String> coverage = new TreeMap<>();

    /** Queries as they came, but for that of the tables. */
    final List<String> queries = new CopyOnWriteArrayList<>();

    /** The most rows it gives at once. */
    volatile int rowsAtOnce = 1_000_000;

    /** Whether it begins anew where it should go on. */
    volatile boolean forgetful;

    volatile boolean hasMoc = true;
    volatile boolean hangs;

    ScriptedRegistry() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort() + "/tap";
    }

    @Override
    public void close() {
        server.close();
    }

    private MockResponse answer(RecordedRequest request) {
        if (request.getMethod().equals("GET")) {
            return body(capabilities());
        }
        Map<String, String> form = new HashMap<>();
        for (String field : request.getBody().utf8().split("&")) {
            int equals = field.indexOf('=');
            form.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        String adql = form.get("QUERY");
        int most = (int) Math.min(rowsAtOnce, Long.parseLong(form.get("MAXREC")));
        if (adql.contains("TAP_SCHEMA.columns")) {
            List<String[]> rows = new ArrayList<>();
            columns.forEach((table, own) -> own.forEach(column -> rows.add(new String[] {table, column})));
            return body(table(List.of("table_name", "column_name"), rows, Integer.MAX_VALUE));
        }
        queries.add(adql);
        if (hangs) {
            return new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build();
        }
        if (adql.startsWith("SELECT ivoid, coverage")) {
            List<String[]> rows = new ArrayList<>();
            coverage.forEach((ivoid, moc) -> rows.add(new String[] {ivoid, moc, ""}));
            return body(table(List.of("ivoid", "coverage", "ref_system_name"), rows, most));
        }
        Matcher after = AFTER.matcher(adql);
        String begin = after.find() && !forgetful ? after.group(1) : "";
        return body(table(
                List.of("ivoid"),
                ivoids.stream()
                        .filter(ivoid -> ivoid.compareTo(begin) > 0)
                        .map(ivoid -> new String[] {ivoid})
                        .toList(),
                most));
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }

    private static String table(List<String> names, List<String[]> rows, int most) {
        StringBuilder text = new StringBuilder(
                "<VOTABLE><RESOURCE type=\"results\">" + "<INFO name=\"QUERY_STATUS\" value=\"OK\"/><TABLE>");
        names.forEach(name -> text.append("<FIELD datatype=\"char\" arraysize=\"*\" name=\"")
                .append(name)
                .append("\"/>"));
        text.append("<DATA><TABLEDATA>");
        rows.stream().limit(most).forEach(row -> {
            text.append("<TR>");
            Arrays.stream(row).forEach(cell -> text.append("<TD>").append(cell).append("</TD>"));
            text.append("</TR>");
        });
        text.append("</TABLEDATA></DATA></TABLE>");
        if (rows.size() > most) {
            text.append("<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>");
        }
        return text.append("</RESOURCE></VOTABLE>").toString();
    }

    private String capabilities() {
        return """
                <vosi:capabilities xmlns:vosi="http://www.ivoa.net/xml/VOSICapabilities/v1.0"
                    xmlns:tr="http://www.ivoa.net/xml/TAPRegExt/v1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                <capability standardID="ivo://ivoa.net/std/TAP" xsi:type="tr:TableAccess">
                <language><name>ADQL</name><version>2.1</version>
                <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-adqlgeo">
                <feature><form>CONTAINS</form></feature><feature><form>INTERSECTS</form></feature></languageFeatures>
                <languageFeatures type="ivo://org.gavo.dc/std/exts#extra-adql-keywords">
                <feature><form>%s</form></feature></languageFeatures>
                </language></capability></vosi:capabilities>
                """.formatted(hasMoc ? "MOC" : "COALESCE");
    }
}
