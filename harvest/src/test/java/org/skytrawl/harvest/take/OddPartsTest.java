package org.skytrawl.harvest.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.run.Network;
import org.skytrawl.sky.SkyPoint;

/** Services without tables that take no notice of what they are asked, or refuse it. */
class OddPartsTest {
    private static final int PAGE_ROWS = HarvestOptions.LEAST_PAGE_ROWS;
    private static final String REFUSED = "<INFO name='QUERY_STATUS' value='ERROR'>UsageFault: %s</INFO>";

    @TempDir
    private Path temporary;

    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private volatile List<Row> rows = sky(25);
    private String protocol = "SIA2";
    private volatile String warning = "";
    private HarvestListener listener = new HarvestListener() {};
    private int pageRows = PAGE_ROWS;
    private HttpServer server;
    private volatile Behaviour behaviour = (asked, all) -> all;

    /** @param mjd NaN if it is not known */
    private record Row(String id, double raDeg, double decDeg, double mjd) {
        boolean isIn(double centreRaDeg, double centreDecDeg, double radiusDeg) {
            return SkyPoint.ofDegrees(raDeg, decDeg).separationDeg(SkyPoint.ofDegrees(centreRaDeg, centreDecDeg))
                    <= radiusDeg;
        }

        String xml() {
            return "<TR><TD>" + id + "</TD><TD>" + raDeg + "</TD><TD>" + decDeg + "</TD><TD>"
                    + (Double.isNaN(mjd) ? "" : mjd) + "</TD><TD>" + (Double.isNaN(mjd) ? "" : mjd + 0.5)
                    + "</TD></TR>";
        }
    }

    /** All over the sky and ten years. */
    private static List<Row> sky(int count) {
        Random random = new Random(7);
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double decDeg = Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
            all.add(new Row("r" + i, 360 * random.nextDouble(), decDeg, 55_000 + 3_650 * random.nextDouble()));
        }
        return all;
    }

    /** What a service does with a request. */
    private interface Behaviour {
        /** @return the rows that match */
        List<Row> answer(Map<String, String> asked, List<Row> all) throws RefusedByService;
    }

    private static final class RefusedByService extends Exception {
        private static final long serialVersionUID = 1;

        RefusedByService(String message) {
            super(message);
        }
    }

    private static List<Row> place(Map<String, String> asked, List<Row> all) {
        String pos = asked.get("POS");
        if (pos == null) {
            return all;
        }
        String[] words = pos.split("[ ,]");
        boolean isCircle = words[0].equals("CIRCLE");
        double raDeg = Double.parseDouble(words[isCircle ? 1 : 0]);
        double decDeg = Double.parseDouble(words[isCircle ? 2 : 1]);
        double radiusDeg = isCircle ? Double.parseDouble(words[3]) : Double.parseDouble(asked.get("SIZE")) / 2;
        return all.stream().filter(row -> row.isIn(raDeg, decDeg, radiusDeg)).toList();
    }

    private static List<Row> time(Map<String, String> asked, List<Row> all) {
        String time = asked.get("TIME");
        if (time == null) {
            return all;
        }
        String[] ends = time.split(" ");
        double lo = ends[0].equals("-Inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(ends[0]);
        double hi = ends[1].equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(ends[1]);
        return all.stream()
                .filter(row -> row.mjd() + 0.5 >= lo && row.mjd() <= hi)
                .toList();
    }

    private String table(List<Row> given, boolean overflow) {
        StringBuilder xml = new StringBuilder("<VOTABLE version='1.4' xmlns='http://www.ivoa.net/xml/VOTable/v1.3'>"
                + "<RESOURCE type='results'><INFO name='QUERY_STATUS' value='OK'/><TABLE>"
                + "<FIELD name='obs_id' datatype='char' arraysize='*'/>");
        for (String name : List.of("s_ra", "s_dec", "t_min", "t_max")) {
            String unit = name.startsWith("s_") ? "deg" : "d";
            xml.append("<FIELD name='")
                    .append(name)
                    .append("' datatype='double' unit='")
                    .append(unit)
                    .append("'/>");
        }
        xml.append("<DATA><TABLEDATA>");
        given.forEach(row -> xml.append(row.xml()));
        xml.append("</TABLEDATA></DATA></TABLE>");
        if (!warning.isEmpty()) {
            xml.append("<INFO name='WARNING' value='").append(warning).append("'/>");
        }
        if (overflow) {
            xml.append("<INFO name='QUERY_STATUS' value='OVERFLOW'/>");
        }
        return xml.append("</RESOURCE></VOTABLE>").toString();
    }

    private String answer(String query, Behaviour behaviour) {
        Map<String, String> asked = QueryUrl.parameters("http://host/?" + query);
        try {
            List<Row> found = behaviour.answer(asked, rows);
            answered.add(query);
            int most = Integer.parseInt(asked.getOrDefault("MAXREC", "1000000"));
            return table(found.subList(0, Math.min(most, found.size())), found.size() > most);
        } catch (RefusedByService e) {
            return "<VOTABLE version='1.4' xmlns='http://www.ivoa.net/xml/VOTable/v1.3'><RESOURCE type='results'>"
                    + REFUSED.formatted(e.getMessage()) + "</RESOURCE></VOTABLE>";
        }
    }

    private Harvest.ServiceStatus harvest(Behaviour behaviour) throws IOException, InterruptedException {
        try (HarvestFolder folder = HarvestFolder.open(dir())) {
            var unused = Harvest.begin(
                    folder,
                    new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true),
                    List.of(Service.of(
                            List.of(new Ivoid("ivo://odd.example/parts")),
                            "Odd",
                            Protocol.named(protocol),
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/parts",
                            null)));
        }
        return session(behaviour, null);
    }

    private Harvest.ServiceStatus update(Behaviour behaviour) throws IOException, InterruptedException {
        return session(behaviour, Instant.now());
    }

    private Harvest.ServiceStatus session(Behaviour now, @Nullable Instant updateBefore) throws InterruptedException {
        behaviour = now;
        try (HarvestFolder folder = HarvestFolder.open(dir())) {
            run(folder, Objects.requireNonNull(folder.about()), updateBefore);
        }
        return Harvest.status(dir(), true).getFirst();
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] answer = answer(String.valueOf(exchange.getRequestURI().getRawQuery()), behaviour)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
            exchange.sendResponseHeaders(200, answer.length);
            try (var out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void run(HarvestFolder folder, HarvestFolder.About about, @Nullable Instant updateBefore)
            throws InterruptedException {
        try (HttpFetcher fetcher = Network.fetcher()) {
            HarvestOptions options = new HarvestOptions(
                            pageRows, Duration.ofMinutes(1), null, Window.ALWAYS, Clock.systemUTC())
                    .updating(updateBefore);
            assertThat(new Harvester(folder, fetcher, options, Collections.nCopies(3, Duration.ofMillis(1)))
                            .run(about, folder.services(), listener))
                    .isTrue();
        }
    }

    private Path dir() {
        return temporary.resolve("harvest");
    }

    private List<String> found() {
        List<String> ids = new ArrayList<>();
        try (HarvestFolder folder = HarvestFolder.read(dir())) {
            for (HarvestPages.Page page : HarvestPages.of(folder).pages()) {
                try (StoredRows stored = page.open(List.of("obs_id"), new AtomicLong())) {
                    while (stored.next()) {
                        ids.add(String.valueOf(stored.text("obs_id")));
                    }
                }
            }
        }
        return ids;
    }

    private List<String> ids() {
        return rows.stream().map(Row::id).toList();
    }

    private void hasAllButSaysWhatItCannotKnow(Harvest.ServiceStatus status, String without) {
        assertThat(found()).containsExactlyInAnyOrderElementsOf(ids());
        assertThat(status.complete()).isFalse();
        assertThat(status.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason())
                        .isEqualTo("it does not give all rows at once; those without " + without
                                + ", if it has any, cannot be asked for"));
    }

    @Test
    void whatComesAtOnceIsComplete() throws IOException, InterruptedException {
        rows = sky(PAGE_ROWS - 1);
        Harvest.ServiceStatus status = harvest((asked, all) -> all);
        assertThat(status.complete()).isTrue();
        assertThat(found()).containsExactlyInAnyOrderElementsOf(ids());
        assertThat(requests).hasValue(1);
    }

    @Test
    void doesNotBelieveThatAnAnswerIsAllIfAPartHasMore() throws IOException, InterruptedException {
        pageRows = 1_000;
        rows = sky(200);
        Harvest.ServiceStatus status = harvest((asked, all) -> {
            List<Row> found = time(asked, place(asked, all));
            return found.subList(0, Math.min(60, found.size()));
        });
        hasAllButSaysWhatItCannotKnow(status, "time");
    }

    @Test
    void countsRowsThatItDrops() throws IOException, InterruptedException {
        Row one = new Row("one", 10, 10, 55_000);
        rows = List.of(one, new Row("two", 10, 10, 55_000), one);
        Harvest.ServiceStatus status = harvest((asked, all) -> all);
        assertThat(status.rows()).isEqualTo(2);
        assertThat(status.droppedRows()).isEqualTo(1);
    }

    @Test
    void countsRowsThatItDropsOfPartsWithoutRows() throws IOException, InterruptedException {
        Row one = new Row("one", 200, -50, Double.NaN);
        rows = Stream.concat(Stream.of(one), sky(3 * PAGE_ROWS).stream().filter(row -> row.decDeg() > 0))
                .toList();
        Harvest.ServiceStatus status = harvest((asked, all) -> {
            List<Row> found = place(asked, all);
            return found.contains(one)
                    ? found
                    : Stream.concat(found.stream(), Stream.of(one)).toList();
        });
        ServiceState state;
        try (HarvestFolder folder = HarvestFolder.read(dir())) {
            state = folder.store(folder.services().getFirst()).state();
        }
        long ofPages = state.pages().stream().mapToLong(Entry.Page::droppedRows).sum();
        assertThat(status.droppedRows()).isGreaterThan(ofPages);
        assertThat(found()).containsExactlyInAnyOrderElementsOf(ids());
    }

    @Test
    void anAnswerWithOneRowIsNotCutByAWarningOfTruncatedTexts() throws IOException, InterruptedException {
        rows = sky(1);
        Harvest.ServiceStatus status = harvest((asked, all) -> {
            warning = "descriptions are truncated to 64 characters";
            return all;
        });
        assertThat(status.complete()).isTrue();
        assertThat(requests).hasValue(1);
    }

    @Test
    void afterAFaultOfSkytrawlTheNextSessionGoesOn() throws IOException, InterruptedException {
        listener = new HarvestListener() {
            @Override
            public void page(Service of, long number) {
                throw new IllegalStateException("odd");
            }
        };
        rows = sky(PAGE_ROWS - 1);
        assertThat(harvest((asked, all) -> all).complete()).isFalse();
        listener = new HarvestListener() {};
        Harvest.ServiceStatus status = session((asked, all) -> all, null);
        assertThat(status.gaps()).isEmpty();
        assertThat(status.complete()).isTrue();
    }

    @Test
    void anAnswerThatAWarningCallsTruncatedIsCut() throws IOException, InterruptedException {
        rows = sky(9);
        Harvest.ServiceStatus status = harvest((asked, all) -> {
            List<Row> found = time(asked, place(asked, all));
            warning = found.size() > 4 ? "the result was truncated" : "";
            return found.subList(0, Math.min(4, found.size()));
        });
        hasAllButSaysWhatItCannotKnow(status, "time");
    }

    @Test
    void dividesByTime() throws IOException, InterruptedException {
        hasAllButSaysWhatItCannotKnow(harvest((asked, all) -> time(asked, place(asked, all))), "time");
        assertThat(requests.get()).isLessThan(30);
    }

    @Test
    void dividesByPlaceWhatHasNoTime() throws IOException, InterruptedException {
        rows = Stream.concat(sky(20).stream(), Stream.of(new Row("timeless", 10, 10, Double.NaN)))
                .sorted((one, other) -> Double.compare(other.mjd(), one.mjd()))
                .toList();
        hasAllButSaysWhatItCannotKnow(harvest((asked, all) -> time(asked, place(asked, all))), "position");
    }

    @Test
    void dividesByPlaceIfTimeIsNotMinded() throws IOException, InterruptedException {
        hasAllButSaysWhatItCannotKnow(harvest((asked, all) -> place(asked, all)), "position");
    }

    @Test
    void dividesByPlaceIfTimeIsRefused() throws IOException, InterruptedException {
        hasAllButSaysWhatItCannotKnow(
                harvest((asked, all) -> {
                    if (asked.containsKey("TIME")) {
                        throw new RefusedByService("TIME is not supported");
                    }
                    return place(asked, all);
                }),
                "position");
    }

    @Test
    void asksForCellsIfAPositionIsRequired() throws IOException, InterruptedException {
        rows = sky(15);
        hasAllButSaysWhatItCannotKnow(
                harvest((asked, all) -> {
                    if (!asked.containsKey("POS")) {
                        throw new RefusedByService("POS is required");
                    }
                    return place(asked, all);
                }),
                "position");
    }

    @Test
    void asksForCellsIfEverythingIsNothing() throws IOException, InterruptedException {
        rows = sky(15);
        hasAllButSaysWhatItCannotKnow(
                harvest((asked, all) -> asked.containsKey("POS") ? place(asked, all) : List.of()), "position");
    }

    @Test
    void asksForSmallCellsIfLargeOnesAreRefused() throws IOException, InterruptedException {
        protocol = "SSA";
        hasAllButSaysWhatItCannotKnow(
                harvest((asked, all) -> {
                    if (!asked.containsKey("POS") || Double.parseDouble(asked.get("SIZE")) > 60) {
                        throw new RefusedByService("SIZE is larger than 60");
                    }
                    return place(asked, all);
                }),
                "position");
    }

    @Test
    void asksForSmallCellsIfLargeOnesGiveNothing() throws IOException, InterruptedException {
        protocol = "SSA";
        hasAllButSaysWhatItCannotKnow(
                harvest((asked, all) -> asked.containsKey("POS") && Double.parseDouble(asked.get("SIZE")) > 60
                        ? List.of()
                        : place(asked, all)),
                "position");
    }

    @Test
    void dividesByPlaceIfSizeIsTakenForARadius() throws IOException, InterruptedException {
        protocol = "SSA";
        hasAllButSaysWhatItCannotKnow(
                harvest((asked, all) -> {
                    String sizeDeg = asked.get("SIZE");
                    return sizeDeg == null
                            ? all
                            : place(
                                    Map.of(
                                            "POS", String.valueOf(asked.get("POS")),
                                            "SIZE", String.valueOf(2 * Double.parseDouble(sizeDeg))),
                                    all);
                }),
                "position");
    }

    @Test
    void keepsWhatItGetsIfTheServiceMindsNothing() throws IOException, InterruptedException {
        Harvest.ServiceStatus status = harvest((asked, all) -> all);
        assertThat(status.complete()).isFalse();
        assertThat(status.rows()).isEqualTo(PAGE_ROWS);
        assertThat(status.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason())
                        .startsWith(
                                "neither time nor place divides its rows further, of which the service gives 10: "));
        assertThat(requests.get()).isLessThan(20);
    }

    @Test
    void endsIfAllRowsAreAtOnePlaceAndTime() throws IOException, InterruptedException {
        rows = Stream.iterate(0, i -> i + 1)
                .limit(20)
                .map(i -> new Row("r" + i, 10, 20, 56_000))
                .toList();
        Harvest.ServiceStatus status = harvest((asked, all) -> time(asked, place(asked, all)));
        assertThat(status.complete()).isFalse();
        assertThat(status.rows()).isEqualTo(PAGE_ROWS);
        // circles of neighbouring cells have the place too
        assertThat(status.gaps()).hasSizeBetween(2, 6);
        assertThat(requests.get()).isLessThan(150);
    }

    @Test
    void aServiceThatRefusesEverythingIsLeftAlone() throws IOException, InterruptedException {
        Harvest.ServiceStatus status = harvest((asked, all) -> {
            throw new RefusedByService("no");
        });
        assertThat(status.complete()).isFalse();
        assertThat(status.pages()).isZero();
        assertThat(status.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("no"));
        assertThat(requests.get()).isLessThan(100);
    }

    @Test
    void aServiceWithoutRowsIsNotComplete() throws IOException, InterruptedException {
        Harvest.ServiceStatus status = harvest((asked, all) -> List.of());
        assertThat(status.complete()).isFalse();
        assertThat(status.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo("it gives no rows, neither of all nor of parts"));
    }

    @Test
    void anUpdateReadsAllPartsAgainOnceAndDropsWhatIsGone() throws IOException, InterruptedException {
        Behaviour minds = (asked, all) -> time(asked, place(asked, all));
        hasAllButSaysWhatItCannotKnow(harvest(minds), "time");
        requests.set(0);
        answered.clear();
        session(minds, null);
        assertThat(requests).hasValue(0);

        // four of the old ones are gone
        rows = Stream.concat(sky(25).stream().skip(4), sky(40).stream().skip(25))
                .toList();
        Harvest.ServiceStatus stopped = update((asked, all) -> {
            if (requests.get() > 2) {
                throw new RefusedByService("out of order");
            }
            return minds.answer(asked, all);
        });
        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.gaps()).anyMatch(gap -> gap.reason().contains("out of order"));
        assertThat(answered).isNotEmpty();
        hasAllButSaysWhatItCannotKnow(session(minds, null), "time");
        assertThat(answered).doesNotHaveDuplicates();
    }

    @Test
    void aCompleteServiceStaysSoUntilItAnswersAnUpdate() throws IOException, InterruptedException {
        rows = sky(PAGE_ROWS - 3);
        assertThat(harvest((asked, all) -> all).complete()).isTrue();
        rows = sky(PAGE_ROWS - 1).subList(2, PAGE_ROWS - 1);
        Harvest.ServiceStatus refused = update((asked, all) -> {
            throw new RefusedByService("out of order");
        });
        assertThat(refused.complete()).isTrue();
        assertThat(refused.rows()).isEqualTo(PAGE_ROWS - 3);
        assertThat(refused.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("out of order"));

        Harvest.ServiceStatus updated = update((asked, all) -> all);
        assertThat(updated.complete()).isTrue();
        assertThat(updated.gaps()).isEmpty();
        assertThat(found()).containsExactlyInAnyOrderElementsOf(ids());
    }

    @Test
    void anUpdateDividesWhatHasGrown() throws IOException, InterruptedException {
        rows = sky(PAGE_ROWS - 3);
        Behaviour minds = (asked, all) -> time(asked, place(asked, all));
        assertThat(harvest(minds).complete()).isTrue();
        rows = sky(25);
        hasAllButSaysWhatItCannotKnow(update(minds), "time");
    }

    @Test
    void goesOnWithThePartsOfItsJournalAndNamesOneThatIsNone() throws IOException, InterruptedException {
        harvest((asked, all) -> {
            if (asked.containsKey("TIME") && requests.get() > 4) {
                throw new RefusedByService("out of order");
            }
            return time(asked, place(asked, all));
        });
        int before = requests.getAndSet(0);
        assertThat(before).isGreaterThan(4);
        Path journal;
        try (Stream<Path> journals = Files.list(dir().resolve("state"))) {
            journal = journals.findFirst().orElseThrow();
        }
        String text = Files.readString(journal);
        String evil = text.substring(0, text.indexOf("\n", text.indexOf("\"split\"")) + 1)
                .replaceAll("\"(from|to)\": ?\"5[0-9.]+\"", "\"$1\":\"soon\"");
        assertThat(evil).contains("soon");
        Files.writeString(journal, evil);
        try (Stream<Path> pages = Files.walk(dir().resolve("pages"))) {
            for (Path page : pages.filter(Files::isRegularFile).toList()) {
                Files.delete(page);
            }
        }
        try (HarvestFolder folder = HarvestFolder.open(dir())) {
            HarvestFolder.About about = folder.about();
            assertThat(about).isNotNull();
            assertThatThrownBy(() -> run(folder, about, null))
                    .isInstanceOf(HarvestException.class)
                    .hasMessageStartingWith(journal + " has a part that cannot be asked for: ");
        }
    }
}
