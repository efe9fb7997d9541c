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
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.Service;

/** What a session leaves for the next one, and for those who look at it. */
class SessionTest {
    @TempDir
    private Path temporary;

    private static String rows(int number) {
        return table(
                "OK",
                TEXTS,
                IntStream.range(0, number).mapToObj(i -> row("o" + i)).toArray(String[]::new));
    }

    @Test
    void asksForTheNumberOfRowsAgainInALaterSession() throws IOException, InterruptedException {
        try (OddService service = new OddService(
                temporary.resolve("harvest"),
                query -> query.contains("COUNT(*)") ? table("ERROR", NUMBER) : table("OVERFLOW", TEXTS, row("a")))) {
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            assertThat(service.status().counted()).isNull();
            assertThat(service.status().complete()).isFalse();

            service.answer(query -> query.contains("COUNT(*)") ? table("OK", NUMBER, row("1")) : rows(1));
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            assertThat(service.status().counted()).isEqualTo(1);
            assertThat(service.status().complete()).isTrue();
            assertThat(service.status().rows()).isEqualTo(1);
        }
    }

    @Test
    void anUpdateReadsAServiceThatDoesNotCountAgain() throws IOException, InterruptedException {
        try (OddService service = new OddService(
                temporary.resolve("harvest"), query -> query.contains("COUNT(*)") ? table("ERROR", NUMBER) : rows(1))) {
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            service.answer(query -> query.contains("COUNT(*)") ? table("ERROR", NUMBER) : rows(2));
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            assertThat(service.status().rows()).isEqualTo(1);
            // read later than that
            service.harvest(OddService.OPTIONS.updating(Instant.EPOCH), new HarvestListener() {});
            assertThat(service.status().rows()).isEqualTo(1);
            service.harvest(OddService.OPTIONS.updating(Instant.now()), new HarvestListener() {});
            assertThat(service.status().rows()).isEqualTo(2);
            assertThat(service.status().complete()).isTrue();
        }
    }

    @Test
    void aCompleteServiceThatDoesNotCountStaysSoUntilItAnswersAnUpdate() throws IOException, InterruptedException {
        try (OddService service = new OddService(
                temporary.resolve("harvest"), query -> query.contains("COUNT(*)") ? table("ERROR", NUMBER) : rows(2))) {
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            service.answer(query -> "<html><body>down for maintenance</body></html>");
            service.harvest(OddService.OPTIONS.updating(Instant.now()), new HarvestListener() {});
            assertThat(service.status().complete()).isTrue();
            assertThat(service.status().rows()).isEqualTo(2);
            assertThat(service.status().gaps()).hasSize(1);
            service.answer(query -> query.contains("COUNT(*)") ? table("ERROR", NUMBER) : rows(3));
            service.harvest(OddService.OPTIONS.updating(Instant.now()), new HarvestListener() {});
            assertThat(service.status().complete()).isTrue();
            assertThat(service.status().rows()).isEqualTo(3);
            assertThat(service.status().gaps()).isEmpty();
        }
    }

    @Test
    void anUpdateDropsWhatIsGoneEvenIfNothingIsLeft() throws IOException, InterruptedException {
        Path dir = temporary.resolve("harvest");
        try (OddService service =
                new OddService(dir, query -> query.contains("COUNT(*)") ? table("OK", NUMBER, row("1")) : rows(1))) {
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            service.answer(query -> query.contains("COUNT(*)") ? table("OK", NUMBER, row("0")) : rows(0));
            service.harvest(OddService.OPTIONS.updating(Instant.now()), new HarvestListener() {});
            assertThat(service.status().rows()).isZero();
            assertThat(service.status().complete()).isTrue();
        }
        try (HarvestFolder folder = HarvestFolder.read(dir)) {
            for (HarvestPages.Page page : HarvestPages.of(folder).pages()) {
                try (StoredRows rows = page.open(null, new AtomicLong())) {
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @Test
    void keepsTheReasonOfAServiceThatHasNotAnsweredYet() throws IOException, InterruptedException {
        try (OddService service = new OddService(
                temporary.resolve("harvest"), query -> "<html><body>down for maintenance</body></html>")) {
            AtomicInteger asked = new AtomicInteger();
            service.answer(query -> {
                if (asked.incrementAndGet() == 2) {
                    service.cancel();
                }
                return "<html><body>down for maintenance</body></html>";
            });
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            Harvest.ServiceStatus status = service.status();
            assertThat(status.pages()).isZero();
            assertThat(status.gaps()).singleElement().matches(Entry.Gap::isOfTable);
        }
    }

    @Test
    void anAnswerOfARoundNumberOfRowsMayBeCut() throws IOException, InterruptedException {
        HarvestOptions large = new HarvestOptions(5_000, Duration.ofMinutes(1), null, Window.ALWAYS, Clock.systemUTC());
        try (OddService service = new OddService(temporary.resolve("harvest"), query -> {
            if (query.contains("COUNT(*)")) {
                return table("ERROR", NUMBER);
            }
            // 1500 rows, of which it gives 1000; in the lower half 700 of them
            return query.contains("NOT (") || query.contains("IS NULL")
                    ? table("OK", TEXTS)
                    : query.contains("obs_id < ") ? rows(701) : query.contains("obs_id >= ") ? rows(799) : rows(1_000);
        })) {
            service.harvest(large, new HarvestListener() {});
            assertThat(service.status().rows()).isEqualTo(1_500);
            assertThat(service.status().complete()).isTrue();
        }
        try (OddService service = new OddService(temporary.resolve("equal"), query -> {
            String[] equal = new String[1_000];
            Arrays.fill(equal, row("a"));
            return query.contains("COUNT(*)") ? table("ERROR", NUMBER) : table("OK", TEXTS, equal);
        })) {
            service.harvest(large, new HarvestListener() {});
            assertThat(service.status().complete()).isFalse();
            assertThat(service.status().gaps())
                    .singleElement()
                    .matches(gap ->
                            gap.reason().equals("may be cut, and no column splits it: 1000 rows, a round number"));
        }
    }

    /** Gives times in turn, the last one for ever. */
    private static final class Clocks extends Clock {
        private final List<Instant> times;
        private int asked;

        Clocks(String... times) {
            this.times = List.of(times).stream().map(Instant::parse).toList();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public synchronized Instant instant() {
            return times.get(Math.min(asked++, times.size() - 1));
        }
    }

    @Test
    void requestsBeginOnlyAtTheirTimeOfDay() throws IOException, InterruptedException {
        Window night = Window.parse("22:00..06:00");
        Clocks clock = new Clocks(
                // waits for a thousandth of a second
                "2026-12-01T21:59:59.999Z",
                "2026-12-01T22:00:00Z",
                // the second request
                "2026-12-02T05:59:59Z",
                // the third has to wait
                "2026-12-02T06:00:00Z");
        try (OddService service = new OddService(temporary.resolve("harvest"), query -> rows(1))) {
            service.answer(query -> {
                if (service.requests() == 2) {
                    // while it waits for the evening
                    service.cancel();
                }
                return query.contains("COUNT(*)") ? table("OK", NUMBER, row("1")) : rows(1);
            });
            service.harvest(
                    new HarvestOptions(10, Duration.ofMinutes(1), null, night, clock), new HarvestListener() {});
            assertThat(service.requests()).isEqualTo(2);
            assertThat(service.status().pages()).isZero();
        }
    }

    @Test
    void theFolderStaysLockedWhileAThreadStillWrites() throws IOException, InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Path dir = temporary.resolve("harvest");
        try (OddService service =
                new OddService(dir, query -> query.contains("COUNT(*)") ? table("OK", NUMBER, row("1")) : rows(1))) {
            boolean all = service.harvest(OddService.OPTIONS, new HarvestListener() {
                @Override
                public void page(Service of, long rows) {
                    service.cancel();
                    try {
                        // as a slow disk
                        written.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    ended.countDown();
                }
            });
            assertThat(all).isFalse();
            assertThatThrownBy(() -> HarvestFolder.open(dir))
                    .isInstanceOf(HarvestException.class)
                    .hasMessageContaining("another harvest writes to " + dir);
        } finally {
            written.countDown();
        }
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsNewReachesTheDiskWithItsName() throws IOException, InterruptedException {
        Path dir = temporary.resolve("above").resolve("harvest");
        Path recorded = temporary.resolve("forced.jfr");
        try (Recording recording = new Recording();
                OddService service = new OddService(
                        dir, query -> query.contains("COUNT(*)") ? table("OK", NUMBER, row("1")) : rows(1))) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            service.harvest(OddService.OPTIONS, new HarvestListener() {});
            recording.stop();
            recording.dump(recorded);
        }
        Set<Path> forced = new TreeSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
            forced.add(Path.of(event.getString("path")).normalize());
        }
        assertThat(forced).contains(temporary, dir.getParent(), dir, dir.resolve("state"), dir.resolve("pages"));
        assertThat(Files.isDirectory(dir)).isTrue();
    }
}
