package org.skytrawl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.registry.list.UnregisteredService;
import org.skytrawl.sky.Moc;

/** Fixed answers of a service on loopback, and what is found in them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceCheckIT {
    private static final Cone HERE = new Cone(10, 20, 0.5);
    private static final String OK = "<INFO name=\"QUERY_STATUS\" value=\"OK\"/>";
    private static final String OVERFLOW = "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>";
    private static final Answer ERROR = new Answer(
            400,
            "application/x-votable+xml",
            document("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">UsageFault</INFO>"));

    /** The connection is closed. */
    private static final Answer NO_ANSWER = new Answer(0, "", "");

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private Answering answers = request -> table(request, List.of(row("1")));
    private HttpServer server;

    private record Answer(int status, String contentType, String body) {}

    private interface Answering {
        Answer to(String request);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String request =
                    URLDecoder.decode(exchange.getRequestURI().getRawQuery() + "&" + body, StandardCharsets.UTF_8);
            requests.add(request);
            Answer answer = request.contains("nowhere") ? wrong : answers.to(request);
            if (answer == NO_ANSWER) {
                exchange.close();
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private Answer wrong = ERROR;

    @AfterEach
    void stop() {
        server.stop(0);
        fetcher.close();
    }

    private static String document(String content) {
        return "<VOTABLE version=\"1.4\"><RESOURCE type=\"results\">" + content + "</RESOURCE></VOTABLE>";
    }

    private static Answer votable(String content) {
        return new Answer(200, "application/x-votable+xml", document(content));
    }

    /** An answer as the standards want it: the rows that MAXREC allows; none in 1804, at the poles and at RA 0. */
    private static Answer table(String request, List<String> rows) {
        boolean isEmpty = request.contains("TIME=") || request.contains("t_max >=") || !isHere(request);
        List<String> all = isEmpty ? List.of() : rows;
        int most = request.contains("MAXREC=0") ? 0 : request.matches("(?s).*MAXREC=1(&.*)?") ? 1 : 1000;
        boolean isCut = all.size() > most || most == 0;
        return votable(OK + table(all.subList(0, Math.min(most, all.size()))) + (isCut ? OVERFLOW : ""));
    }

    private static boolean isHere(String request) {
        if (request.contains("POS=") && request.contains("SIZE=")) {
            return request.contains("POS=10,20&");
        }
        return request.contains("CIRCLE 10 20") || request.contains(", 10, 20,") || !request.contains("CIRCLE");
    }

    private static String table(List<String> rows) {
        StringBuilder table = new StringBuilder("<TABLE>");
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if (column.isMandatory()) {
                table.append("<FIELD name=\"%s\" ucd=\"%s\" utype=\"%s\" %s %s/>"
                        .formatted(
                                column,
                                column.ucd(),
                                column.utype(),
                                column.unit() == null ? "" : "unit=\"" + column.unit() + "\"",
                                column.isText() ? "datatype=\"char\" arraysize=\"*\"" : "datatype=\"double\""));
            }
        }
        table.append("<DATA><TABLEDATA>");
        rows.forEach(table::append);
        return table.append("</TABLEDATA></DATA></TABLE>").toString();
    }

    private static String row(String id, String... changes) {
        StringBuilder row = new StringBuilder("<TR>");
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if (column.isMandatory()) {
                String cell = switch (column) {
                    case dataproduct_type -> "image";
                    case obs_publisher_did -> "ivo://x/y?" + id;
                    case access_url -> "http://x/" + id;
                    case s_ra -> "10";
                    case s_dec -> "20";
                    case s_fov -> "0.1";
                    case t_min, t_max -> "55000";
                    case em_min, em_max -> "5e-7";
                    default -> "";
                };
                for (String change : changes) {
                    cell = change.startsWith(column + "=") ? change.substring(change.indexOf('=') + 1) : cell;
                }
                row.append("<TD>").append(cell).append("</TD>");
            }
        }
        return row.append("</TR>").toString();
    }

    /** An answer of SSA. */
    private static String spectra(int rows, String... missing) {
        StringBuilder table = new StringBuilder("<TABLE><PARAM name=\"obs_collection\" utype=\"ssa:DataID.Collection\""
                + " datatype=\"char\" arraysize=\"*\" value=\"Spectra\"/>");
        for (String[] field : new String[][] {
            {"access_url", "Access.Reference", "char\" arraysize=\"*", ""},
            {"access_format", "Access.Format", "char\" arraysize=\"*", ""},
            {"obs_title", "DataID.Title", "char\" arraysize=\"*", ""},
            {"ssa_location", "Char.SpatialAxis.Coverage.Location.Value", "double\" arraysize=\"2", "deg"},
            {"s_ra", "", "double", "deg"},
            {"s_dec", "", "double", "deg"},
            {"t_min", "Char.TimeAxis.Coverage.Bounds.Start", "double", "d"}
        }) {
            String utype = List.of(missing).contains(field[1]) ? "" : "Spectrum." + field[1];
            table.append("<FIELD name=\"%s\" utype=\"%s\" datatype=\"%s\" unit=\"%s\"/>"
                    .formatted(field[0], utype, field[2], field[3]));
        }
        table.append("<DATA><TABLEDATA>");
        for (int i = 0; i < rows; i++) {
            table.append("<TR><TD>http://x/%d</TD><TD>application/fits</TD><TD>A spectrum</TD>".formatted(i)
                    + "<TD>10 20</TD><TD>10</TD><TD>20</TD><TD>55000</TD></TR>");
        }
        return table.append("</TABLEDATA></DATA></TABLE>").toString();
    }

    /** As the standard wants it: errors have the HTTP status 200. */
    private static Answer ssa(String request) {
        if (request.contains("TIME=") || !isHere(request)) {
            return votable(OK + spectra(0, "DataID.Title"));
        }
        return request.matches("(?s).*MAXREC=1(&.*)?") ? votable(OVERFLOW + spectra(1)) : votable(OK + spectra(2));
    }

    private static final Answer SSA_ERROR =
            votable("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">UsageFault: POS</INFO>");

    @Test
    void findsNothingInAGoodSsaService() {
        answers = ServiceCheckIT::ssa;
        wrong = SSA_ERROR;
        CheckReport report = check(Ssa.PROTOCOL, null);
        assertThat(report.findings()).isEmpty();
        assertThat(report.place()).isEqualTo(new Cone(10, 20, 0.1));
        assertThat(report.notAsked()).isEmpty();
        assertThat(requests)
                .containsExactly(
                        "REQUEST=queryData&MAXREC=10&",
                        "REQUEST=queryData&POS=10,20&SIZE=0.2&MAXREC=1000&",
                        "REQUEST=queryData&POS=10,20&SIZE=0.2&MAXREC=1&",
                        "REQUEST=queryData&POS=10,20&SIZE=0.2&TIME=1804-02-14T00:00:00/1804-05-24T00:00:00&MAXREC=1000&",
                        "REQUEST=queryData&POS=0,20&SIZE=0.2&MAXREC=1000&",
                        "REQUEST=queryData&POS=0,90&SIZE=0.2&MAXREC=1000&",
                        "REQUEST=queryData&POS=0,-90&SIZE=0.2&MAXREC=1000&",
                        "REQUEST=queryData&SIZE=0.2&MAXREC=1000&POS=nowhere&");
    }

    @Test
    void anSsaServiceMayInsistOnAPosition() {
        answers = request -> request.contains("POS=") ? ssa(request) : SSA_ERROR;
        wrong = SSA_ERROR;
        CheckReport report = check(Ssa.PROTOCOL, null);
        assertThat(report.placeFrom()).isEqualTo(CheckReport.PlaceSource.NOWHERE);
        assertThat(codes(report)).containsExactly(FindingCode.NO_ROWS);
    }

    @Test
    void findsWhatAnSsaServiceDoesWrong() {
        answers = request -> votable(OK
                + spectra(2, "Access.Format", "Char.SpatialAxis.Coverage.Location.Value")
                        .replace("\"d\"", "\"furlong\""));
        wrong = new Answer(400, "text/plain", "POS?");
        CheckReport report = check(Ssa.PROTOCOL, HERE);
        assertThat(report.findings().stream()
                        .map(each -> each.code() + " " + each.column() + " " + each.clause() + " " + each.questions()))
                .contains(
                        "COLUMN_MISSING Access.Format SSA 1.1 section 4.2 [plain, maxrec-1, no-match, ra-0, north-pole,"
                                + " south-pole]",
                        "MAXREC_IGNORED null SSA 1.1 section 4.1 [maxrec-1]",
                        "ERROR_WITHOUT_DOCUMENT null SSA 1.1 section 8.10 [wrong]")
                .anyMatch(finding -> finding.startsWith("UTYPE_OTHER s_ra SSA 1.1 section 4.2 "))
                .anyMatch(finding -> finding.startsWith("ROW_NOT_ASKED null SSA 1.1 section 4.1 "))
                .anyMatch(finding -> finding.startsWith("UNIT_UNKNOWN t_min SSA 1.1 section 4.2 "));
        assertThat(codes(report))
                .containsOnly(
                        FindingCode.COLUMN_MISSING,
                        FindingCode.UTYPE_OTHER,
                        FindingCode.MAXREC_IGNORED,
                        FindingCode.ERROR_WITHOUT_DOCUMENT,
                        FindingCode.ROW_NOT_ASKED,
                        FindingCode.UNIT_UNKNOWN);
    }

    private CheckReport check(Protocol protocol, @Nullable Cone cone) {
        return check(UnregisteredService.of(protocol, url()), cone);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/x?";
    }

    private CheckReport check(Service service, @Nullable Cone cone) {
        return new ServiceCheck(
                        service,
                        cone,
                        true,
                        Duration.ofSeconds(10),
                        Deadline.after(Duration.ofSeconds(40)),
                        fetcher,
                        new Cancellation())
                .run(inquiry -> {});
    }

    private static List<FindingCode> codes(CheckReport report) {
        return report.findings().stream().map(Finding::code).distinct().toList();
    }

    private static Finding only(CheckReport report, FindingCode code) {
        List<Finding> found = report.findings().stream()
                .filter(finding -> finding.code() == code)
                .toList();
        assertThat(found).as("%s", report.findings()).hasSize(1);
        return found.getFirst();
    }

    @Test
    void findsNothingInAGoodService() {
        answers = request -> table(request, List.of(row("1"), row("2")));
        for (Protocol protocol : List.of(Sia2.PROTOCOL, ObsTap.PROTOCOL)) {
            CheckReport report = check(protocol, HERE);
            assertThat(report.findings()).isEmpty();
            assertThat(report.asked().stream().map(Asked::inquiry))
                    .containsExactly(
                            Inquiry.PLAIN,
                            Inquiry.MAXREC_1,
                            Inquiry.MAXREC_0,
                            Inquiry.NO_MATCH,
                            Inquiry.RA_0,
                            Inquiry.NORTH_POLE,
                            Inquiry.SOUTH_POLE,
                            Inquiry.WRONG);
            assertThat(report.notAsked()).isEmpty();
        }
    }

    @Test
    void findsAnswersThatMayBeCut() {
        List<String> rows = IntStream.range(0, 1000).mapToObj(i -> row("" + i)).toList();
        answers = request -> request.contains("MAXREC=1000") && isHere(request) && !request.contains("TIME=")
                ? votable(OK + table(rows))
                : table(request, rows);
        assertThat(only(check(Sia2.PROTOCOL, HERE), FindingCode.OVERFLOW_UNCLEAR)
                        .message())
                .startsWith("1000 rows for MAXREC=1000");
        answers = request -> request.contains("MAXREC=1000") && isHere(request) && !request.contains("TIME=")
                ? votable(OK + table(rows.subList(0, 10)) + OVERFLOW)
                : table(request, rows);
        assertThat(only(check(Sia2.PROTOCOL, HERE), FindingCode.OVERFLOW_EARLY).message())
                .isEqualTo("OVERFLOW after 10 rows, although MAXREC is 1000");
    }

    @Test
    void saysThatALongAnswerIsNotReadWhole() {
        List<String> rows = Collections.nCopies(AnswerTally.MOST_ROWS + 1, row("1"));
        answers = request -> request.contains("MAXREC=1000") && isHere(request) && !request.contains("TIME=")
                ? votable(OK + table(rows))
                : table(request, rows.subList(0, 2));
        assertThat(only(check(Sia2.PROTOCOL, HERE), FindingCode.NOT_READ_WHOLE).message())
                .startsWith("only the first 20000 rows were judged");
    }

    @Test
    void findsRowsWithoutAnAccessUrl() {
        answers = request -> table(request, List.of(row("1", "access_url="), row("2")));
        Finding missing = only(check(Sia2.PROTOCOL, HERE), FindingCode.URL_MISSING);
        assertThat(missing.message()).isEqualTo("access_url is empty");
        assertThat(missing.count()).isEqualTo(1);
    }

    @Test
    void findsThatAServiceAnswersOnlyTheSecondAttempt() {
        AtomicBoolean first = new AtomicBoolean(true);
        answers = request -> first.getAndSet(false) ? NO_ANSWER : table(request, List.of(row("1")));
        assertThat(only(check(Sia2.PROTOCOL, HERE), FindingCode.RETRIED).message())
                .isEqualTo("the service answered at attempt 2");
    }

    @Test
    void findsAFirstByteThatIsSlow() {
        CountDownLatch never = new CountDownLatch(1);
        answers = request -> {
            try {
                // the last question but the wrong one
                boolean unused = request.contains("CIRCLE 0 -90") && never.await(5_200, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return table(request, List.of(row("1")));
        };
        CheckReport report = check(Sia2.PROTOCOL, HERE);
        assertThat(codes(report)).containsExactly(FindingCode.SLOW_FIRST_BYTE);
        Finding slow = only(report, FindingCode.SLOW_FIRST_BYTE);
        assertThat(slow.message()).startsWith("the first byte came after ");
        assertThat(slow.questions()).containsExactly("south-pole");
    }

    @Test
    void findsAnOverflowThatIsNotSaid() {
        answers = request -> {
            Answer good = table(request, List.of(row("1"), row("2")));
            return request.contains("MAXREC=1000") ? good : votable(OK + table(List.of(row("1"))));
        };
        CheckReport report = check(Sia2.PROTOCOL, HERE);
        Finding silent = only(report, FindingCode.OVERFLOW_SILENT);
        assertThat(silent.clause()).isEqualTo("DALI 1.1 section 4.4.1");
        assertThat(silent.message()).contains("plain question found 2");
        assertThat(silent.request()).contains("MAXREC=1");
        assertThat(only(report, FindingCode.MAXREC_IGNORED).message()).isEqualTo("1 row for MAXREC=0");
    }

    @Test
    void findsAServiceThatIgnoresEverything() {
        String all = OK + table(List.of(row("1"), row("2")));
        answers = request -> votable(all);
        wrong = votable(all);
        CheckReport report = check(Sia2.PROTOCOL, HERE);
        assertThat(codes(report))
                .containsExactlyInAnyOrder(
                        FindingCode.MAXREC_IGNORED,
                        FindingCode.MAXREC_0_STATUS,
                        FindingCode.ROW_NOT_ASKED,
                        FindingCode.WRONG_ACCEPTED)
                .startsWith(FindingCode.MAXREC_IGNORED);
        Finding rows = only(report, FindingCode.ROW_NOT_ASKED);
        assertThat(rows.questions()).containsExactly("no-match", "ra-0", "north-pole", "south-pole");
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.example())
                .isEqualTo(new Finding.Example(1, "s_ra 10.0, s_dec 20.0, t_min 55000.0 ivo://x/y?1"));
    }

    @Test
    void findsWhatIsMissingFromADocument() {
        answers = request -> votable(table(List.of()));
        assertThat(codes(check(Sia2.PROTOCOL, HERE)))
                .containsExactlyInAnyOrder(
                        FindingCode.STATUS_MISSING, FindingCode.MAXREC_0_STATUS, FindingCode.NO_ROWS);
        answers = request -> votable(request.contains("MAXREC=0") ? OVERFLOW : OK);
        assertThat(codes(check(Sia2.PROTOCOL, HERE)))
                .containsExactlyInAnyOrder(FindingCode.TABLE_MISSING, FindingCode.NO_ROWS);
        answers = request -> votable(OK);
        assertThat(codes(check(Ssa.PROTOCOL, HERE))).containsExactly(FindingCode.NO_ROWS);
    }

    @Test
    void namesBadCellsByColumnWithTheFirstOfThem() {
        answers = request -> table(
                request,
                List.of(
                        row("1", "t_min=2009", "access_url=javascript:alert(1)", "s_region=CIRCLE of nothing"),
                        row("2", "s_fov=wide", "t_exptime=-999", "dataproduct_type=IMAGE", "em_max=1e-7"),
                        row("3", "t_exptime=-999", "obs_publisher_did=none", "access_url=http://a:b@x/y")));
        CheckReport report = check(Sia2.PROTOCOL, HERE);
        assertThat(report.findings().stream()
                        .map(each -> each.code() + " " + each.column() + " " + each.count() + " " + each.example()))
                .containsExactlyInAnyOrder(
                        "CELL_OUT_OF_RANGE t_min 1 Example[row=1, value=2009.0]",
                        "URL_ODD access_url 1 Example[row=1, value=javascript:alert(1)]",
                        "CELL_UNREADABLE s_region 1 Example[row=1, value=CIRCLE of nothing]",
                        "CELL_DATATYPE s_fov 1 Example[row=2, value=wide]",
                        "CELL_OUT_OF_RANGE t_exptime 2 Example[row=2, value=-999.0]",
                        "TYPE_UNKNOWN dataproduct_type 1 Example[row=2, value=IMAGE]",
                        "ENDS_SWAPPED em_min 1 Example[row=2, value=5.0E-7 > 1.0E-7]",
                        "CELL_NULL_WORD obs_publisher_did 1 Example[row=3, value=none]",
                        "CELL_PASSWORD access_url 1 Example[row=3, value=http://x/y]");
    }

    @Test
    void comparesColumnsWithTheStandard() {
        answers = request -> votable(OK
                + "<TABLE><FIELD name=\"S_RA\" datatype=\"char\" arraysize=\"*\" ucd=\"pos.eq.dec\" unit=\"furlong\"/>"
                + "<FIELD name=\"em_min\" datatype=\"double\" unit=\"nm\" ucd=\"em.wl;stat.min\" utype=\"x:y\"/>"
                + "<FIELD name=\"t_min\" datatype=\"double\"/><DATA><TABLEDATA/></DATA></TABLE>"
                + (request.contains("MAXREC=0") ? OVERFLOW : ""));
        CheckReport report = check(Sia2.PROTOCOL, HERE);
        assertThat(report.findings().stream()
                        .filter(each -> each.code() != FindingCode.COLUMN_MISSING)
                        .map(each -> each.code() + " " + each.column()))
                .containsExactlyInAnyOrder(
                        "COLUMN_NAME S_RA",
                        "DATATYPE S_RA",
                        "UNIT_UNKNOWN S_RA",
                        "UCD_OTHER S_RA",
                        "UTYPE_MISSING S_RA",
                        "UNIT_OTHER em_min",
                        "UTYPE_OTHER em_min",
                        "UNIT_MISSING t_min",
                        "UCD_MISSING t_min",
                        "UTYPE_MISSING t_min",
                        "NO_ROWS null");
        assertThat(report.findings().stream()
                        .filter(each -> each.code() == FindingCode.COLUMN_MISSING)
                        .map(Finding::column))
                .hasSize(27)
                .contains("access_url", "em_max")
                .doesNotContain("s_ra", "obs_title");
    }

    @Test
    void takesThePlaceOfTheFirstRow() {
        answers = request -> table(request, List.of(row("1")));
        for (Protocol protocol : List.of(Sia2.PROTOCOL, ObsTap.PROTOCOL)) {
            CheckReport report = check(protocol, null);
            assertThat(report.placeFrom()).isEqualTo(CheckReport.PlaceSource.ROW);
            assertThat(report.place()).isEqualTo(new Cone(10, 20, 0.1));
            assertThat(report.asked().getFirst().inquiry()).isEqualTo(Inquiry.ANY);
            assertThat(report.findings()).isEmpty();
        }
        assertThat(requests.getFirst()).isEqualTo("MAXREC=10&");
        assertThat(requests).anyMatch(request -> request.contains("QUERY=SELECT TOP 10 * FROM ivoa.obscore&MAXREC=10"));
    }

    @Test
    void takesThePlaceOfAnSia1ServiceFromItsCoverage() throws Exception {
        answers = request -> votable(OK);
        Service service = UnregisteredService.of(Sia1.PROTOCOL, url());
        assertThatThrownBy(() -> check(service, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a cone is needed");
        CheckReport report =
                check(service.withCoverage(new Coverage(Moc.parse("3/5 6/1000"), List.of(), List.of())), null);
        assertThat(report.placeFrom()).isEqualTo(CheckReport.PlaceSource.COVERAGE);
        assertThat(report.place().raDeg()).isBetween(0.0, 90.0);
        assertThat(report.notAsked()).as("SIA1 has neither MAXREC nor TIME").isEmpty();
    }

    @Test
    void doesNotAskASilentServiceAgain() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        CheckReport report = check(UnregisteredService.of(Sia2.PROTOCOL, "http://127.0.0.1:" + port + "/x?"), HERE);
        assertThat(report.isAnswered()).isFalse();
        assertThat(codes(report)).containsExactly(FindingCode.NO_ANSWER);
        assertThat(report.asked()).hasSize(1);
        assertThat(report.notAsked()).hasSize(7);
    }

    @Test
    void asksTheSimplerFormAfterARefusalAndThenAlways() {
        answers = request -> request.contains("INTERSECTS")
                ? new Answer(
                        400,
                        "application/x-votable+xml",
                        document("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">INTERSECTS is not supported</INFO>"))
                : table(request, List.of(row("1")));
        CheckReport report = check(ObsTap.PROTOCOL, HERE);
        assertThat(codes(report)).containsExactly(FindingCode.BEST_QUERY_REFUSED);
        assertThat(report.findings().getFirst().questions()).containsExactly("plain");
        assertThat(requests.stream().filter(request -> request.contains("INTERSECTS")))
                .as("refused forms")
                .hasSizeBetween(1, 4);
    }

    @Test
    void cleansTextsFromTheService() {
        answers = request ->
                table(request, List.of(row("1", "access_url=ftp&#9;:&#x9b;31m\u202e", "dataproduct_type=a&#10;b")));
        List<String> shown = new ArrayList<>();
        check(Sia2.PROTOCOL, HERE)
                .findings()
                .forEach(finding -> Stream.of(finding.example(), finding.message())
                        .forEach(text -> shown.add(String.valueOf(text))));
        assertThat(shown)
                .isNotEmpty()
                .allMatch(text -> text.chars().noneMatch(c -> c < ' ' || c == 0x9b || c == 0x202e));
    }

    @Test
    void theReportIsOneJsonObject() {
        answers = request -> table(request, List.of(row("1", "s_fov=-1")));
        CheckReport report = check(Sia2.PROTOCOL, HERE);
        String json = CheckReportJson.of(report).toString();
        assertThat(json)
                .startsWith("{\"protocol\":\"SIA2\",\"ivoid\":\"url:sia2:" + url() + "\",\"access_url\":\"" + url())
                .contains("\"place\":{\"s_ra\":10.0,\"s_dec\":20.0,\"radius_deg\":0.5,\"from\":\"given\"}")
                .contains(
                        "{\"severity\":\"error\",\"code\":\"CELL_OUT_OF_RANGE\",\"clause\":\"VOTable 1.4 section 4.7\","
                                + "\"questions\":[\"plain\",\"maxrec-1\"],\"request\":\"" + url()
                                + "POS=CIRCLE%2010%2020%200.5&MAXREC=1000\",\"column\":\"s_fov\","
                                + "\"message\":\"numbers of s_fov are outside of what it can have\",\"count\":1,"
                                + "\"example\":{\"row\":1,\"value\":\"-1.0\"}}")
                .endsWith("\"verdict\":{\"answered\":true,\"errors\":1,\"warnings\":0,\"notes\":0}}");
    }
}
