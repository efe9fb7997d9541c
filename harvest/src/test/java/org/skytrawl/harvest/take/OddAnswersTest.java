package org.skytrawl.harvest.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.harvest.take.OddService.NUMBER;
import static org.skytrawl.harvest.take.OddService.TEXTS;
import static org.skytrawl.harvest.take.OddService.row;
import static org.skytrawl.harvest.take.OddService.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.run.Network;

/** Services that answer what a harvest must not believe. */
class OddAnswersTest {
    @TempDir
    private Path temporary;

    private final AtomicInteger requests = new AtomicInteger();

    private Harvest.ServiceStatus harvest(UnaryOperator<String> answers) throws IOException, InterruptedException {
        try (OddService service = new OddService(temporary.resolve("harvest"), answers)) {
            assertThat(service.harvest(OddService.OPTIONS, new HarvestListener() {}))
                    .isTrue();
            requests.set(service.requests());
            return service.status();
        }
    }

    @Test
    void doesNotBelieveANumberOfRowsThatIsNone() throws IOException, InterruptedException {
        for (String count : List.of("NaN", "-1", "9.3E18", "Infinity")) {
            temporary = temporary.resolve("next");
            Harvest.ServiceStatus status = harvest(query ->
                    query.contains("COUNT(*)") ? table("OK", NUMBER, row(count)) : table("OK", TEXTS, row("a")));
            assertThat(status.rows()).as(count).isEqualTo(1);
            assertThat(status.counted()).as(count).isNull();
            assertThat(status.complete()).as(count).isTrue();
        }
    }

    @Test
    void rowsWithoutCellsAreAGapAlsoIfTheServiceDoesNotCount() throws IOException, InterruptedException {
        Harvest.ServiceStatus status = harvest(query -> query.contains("COUNT(*)")
                ? table("ERROR", NUMBER)
                : table("OK", TEXTS, row("a"), "<TR></TR>", row("c")));
        assertThat(status.rows()).isEqualTo(2);
        assertThat(status.complete()).isFalse();
        assertThat(status.gaps()).hasSize(1);
    }

    @Test
    void countsCellsThatDoNotFitTheirDatatype() throws IOException, InterruptedException {
        Harvest.ServiceStatus status = harvest(query -> query.contains("COUNT(*)")
                ? table("OK", NUMBER, row("1"))
                : table("OK", "<FIELD name='t_min' datatype='double' unit='d'/>", row("soon")));
        assertThat(status.complete()).isTrue();
        try (Stream<Path> journals = Files.list(temporary.resolve("harvest").resolve("state"))) {
            assertThat(journals)
                    .singleElement()
                    .satisfies(
                            journal -> assertThat(Files.readString(journal)).containsPattern("\"bad_cells\": ?1\\b"));
        }
    }

    @Test
    void endsIfAServiceSaysOfEachAnswerThatThereIsMore() throws IOException, InterruptedException {
        String[] rows = new String[100];
        Arrays.fill(rows, row("a"));
        Harvest.ServiceStatus status = harvest(
                query -> query.contains("COUNT(*)") ? table("OK", NUMBER, row("100")) : table("OVERFLOW", TEXTS, rows));
        assertThat(requests.get()).isLessThan(50);
        assertThat(status.complete()).isFalse();
        assertThat(status.gaps()).hasSize(1);
    }

    @Test
    void endsIfEachPartHasAllRowsButOne() throws IOException, InterruptedException {
        // the first of three parts has all rows but one, whatever they are
        AtomicInteger counts = new AtomicInteger();
        Harvest.ServiceStatus status = harvest(query -> {
            if (query.contains("COUNT(*) AS n FROM (")) {
                return table("ERROR", NUMBER);
            }
            if (query.contains("COUNT(*)")) {
                boolean rest = query.contains(">= ") || query.contains("IS NULL");
                return table("OK", NUMBER, row(rest ? "0" : Integer.toString(1_000_000 - counts.getAndIncrement())));
            }
            if (query.contains("MIN(")) {
                return table(
                        "OK",
                        "<FIELD name='lo' datatype='double'/><FIELD name='hi' datatype='double'/>",
                        "<TR><TD>0</TD><TD>" + 1 / (1.0 + counts.get()) + "</TD></TR>");
            }
            return table("OK", "<FIELD name='t_min' datatype='double' unit='d'/>");
        });
        assertThat(requests.get()).isLessThan(10_000);
        assertThat(status.complete()).isFalse();
        assertThat(status.gaps()).anySatisfy(gap -> assertThat(gap.reason()).contains("split unevenly"));
    }

    @Test
    void doesNotAskAgainForAnAnswerWithMoreRowsThanWereAskedFor() throws IOException, InterruptedException {
        String[] rows = new String[5_000];
        Arrays.fill(rows, row("a"));
        AtomicInteger pages = new AtomicInteger();
        Harvest.ServiceStatus status = harvest(query -> {
            if (query.contains("COUNT(*)")) {
                return table("OK", NUMBER, row("1"));
            }
            if (query.contains("SELECT * ")) {
                pages.incrementAndGet();
            }
            return table("OK", TEXTS, rows);
        });
        assertThat(pages).hasValue(2);
        assertThat(status.complete()).isFalse();
        assertThat(status.gaps()).hasSize(1);
    }

    @Test
    void doesNotCutTwiceAtTheSameText() throws IOException, InterruptedException {
        // it sorts without case: nothing is below 'a'
        Harvest.ServiceStatus status = harvest(query -> {
            if (query.contains("COUNT(*)")) {
                return table("ERROR", NUMBER);
            }
            if (query.contains("NOT (") || query.contains("IS NULL") || query.contains("obs_id < 'a'")) {
                return table("OK", TEXTS);
            }
            return table("OVERFLOW", TEXTS, row("B"), row("a"));
        });
        assertThat(requests.get()).isLessThan(50);
        assertThat(status.complete()).isFalse();
        assertThat(status.rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIN[(]", "MIN[(]|COUNT.*WHERE", "MIN[(]|NOT [(]"})
    void cutsATableThatIsTooSlowToBeLookedOverWhereItsRowsShow(String slow) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Pattern slowQueries = Pattern.compile(slow);
        HarvestOptions impatient =
                new HarvestOptions(10, Duration.ofMillis(700), null, Window.ALWAYS, Clock.systemUTC());
        try (OddService service = new OddService(temporary.resolve("harvest"), query -> {
            if (slowQueries.matcher(query).find()) {
                awaitQuietly(end);
            }
            int[] found = IntStream.range(0, 30)
                    .map(i -> (i * 7) % 30)
                    .filter(mjd -> isIn(query, mjd))
                    .toArray();
            return query.contains("COUNT(*)")
                    ? table("OK", NUMBER, row("" + found.length))
                    : table(
                            found.length > 10 ? "OVERFLOW" : "OK",
                            "<FIELD name='t_min' datatype='double' unit='d'/>",
                            Arrays.stream(found)
                                    .limit(10)
                                    .mapToObj(mjd -> row("" + mjd))
                                    .toArray(String[]::new));
        })) {
            assertThat(service.harvest(impatient, new HarvestListener() {})).isTrue();
            end.countDown();
            assertThat(service.status().gaps()).isEmpty();
            assertThat(service.status().complete()).isTrue();
            assertThat(service.status().rows()).isEqualTo(30);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isIn(String query, double mjd) {
        if (query.contains("NOT (") || query.contains("IS NULL")) {
            return false;
        }
        return Pattern.compile("t_min (<|>=) ([-0-9.E]+)")
                .matcher(query)
                .results()
                .allMatch(condition -> {
                    double edge = Double.parseDouble(condition.group(2));
                    return condition.group(1).equals("<") ? mjd < edge : mjd >= edge;
                });
    }

    @Test
    void aFaultOfSkytrawlWithOneServiceDoesNotEndTheSession() throws IOException, InterruptedException {
        try (OddService service = new OddService(
                temporary.resolve("harvest"),
                query -> query.contains("COUNT(*)") ? table("OK", NUMBER, row("1")) : table("OK", TEXTS, row("a")))) {
            assertThat(service.harvest(OddService.OPTIONS, new HarvestListener() {
                        @Override
                        public void page(Service of, long rows) {
                            throw new IllegalStateException("odd");
                        }
                    }))
                    .isTrue();
            assertThat(service.status().complete()).isFalse();
            assertThat(service.status().gaps())
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.reason())
                            .startsWith("a fault of Skytrawl, please report it: java.lang.IllegalStateException: odd"
                                    + " at org.skytrawl.harvest.take.OddAnswersTest"));
            assertThat(service.harvest(OddService.OPTIONS, new HarvestListener() {}))
                    .isTrue();
            assertThat(service.status().complete()).isTrue();
        }
    }

    @Test
    void aFaultOfSkytrawlWithOneAnswerIsOneOfThisAnswer() {
        Service service = Service.of(
                List.of(new Ivoid("ivo://odd.example/tap")),
                "Odd",
                Protocol.named("OBSTAP"),
                "http://127.0.0.1:1/tap",
                "ivoa.obscore");
        try (HttpFetcher fetcher = Network.fetcher()) {
            Requests requests = new Requests(
                    service,
                    new TapTable.Session(
                            new TapSync(fetcher, 1, true),
                            new HostLimiter(1, 1),
                            Deadline.never(),
                            new Cancellation(),
                            OddService.OPTIONS,
                            List.of()));
            assertThatThrownBy(() -> requests.ask(2, new PageRows(1), context -> {
                        throw new IllegalStateException("odd");
                    }))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("a fault of Skytrawl, please report it: ");
        }
    }
}
