package org.skytrawl.harvest.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.votable.Column;

class VirtualHarvestTest {
    private static final VirtualHarvest.Speed SPEED = new VirtualHarvest.Speed(1, 1e6, 1e4);
    private static final int PAGE_ROWS = 150;

    /** The real harvester and the one in virtual time ask for the same table equally often. */
    @Test
    void makesAsManyRequestsAsARealHarvest(@TempDir Path dir) throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(
                SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(10_000))) {
            for (int number : new int[] {0, 3}) {
                SimService sim = vo.universe().services().get(number);
                HarvestTable table = Objects.requireNonNull(sim.harvest());
                Service service = Service.of(
                        List.of(new Ivoid("ivo://sim.example/" + number)),
                        "Service " + number,
                        Protocol.named("OBSTAP"),
                        sim.baseUrl(),
                        "ivoa.obscore");
                int most = Math.min(PAGE_ROWS, table.limits().hard() / 2);
                harvest(dir.resolve("" + number), service, most);
                long asked = vo.wholeAnswers(sim).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();

                VirtualTime time = new VirtualTime(Window.ALWAYS, 600, VirtualTime.Faults.NONE, 1);
                VirtualHarvest simulated = new VirtualHarvest(
                        new Rows(table),
                        List.of("t_min", "s_dec", "s_ra", "em_min", "access_estsize", "obs_publisher_did", "obs_id"),
                        SPEED,
                        time,
                        most);
                assertThat(simulated.run(1)).isTrue();
                assertThat(simulated.rows()).isEqualTo(table.rows());
                assertThat(time.requests()).as("service %s", number).isEqualTo(asked);
            }
        }
    }

    private static void harvest(Path dir, Service service, int most) throws InterruptedException {
        try (HarvestFolder folder = HarvestFolder.open(dir);
                HttpFetcher fetcher = Network.fetcher()) {
            HarvestFolder.About about = new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true);
            var unused = Harvest.begin(folder, about, List.of(service));
            HarvestOptions options =
                    new HarvestOptions(most, Duration.ofSeconds(20), null, Window.ALWAYS, Clock.systemUTC());
            new Harvester(folder, fetcher, options, List.of()).run(about, List.of(service), new HarvestListener() {});
            assertThat(folder.store(service).state().isComplete()).isTrue();
        }
    }

    /** Rows of the simulated VO, counted one by one. */
    private static final class Rows implements TableCounts {
        private final List<String> names;
        private final List<@Nullable Object[]> rows = new ArrayList<>();

        Rows(HarvestTable table) {
            names = table.table("ivoa.obscore").columns().stream()
                    .map(Column::name)
                    .toList();
            table.rows(0, table.rows()).forEach(rows::add);
        }

        private List<@Nullable Object> values(Cell cell, String column) {
            return rows.stream()
                    .filter(row ->
                            cell.ranges().stream().allMatch(range -> has(range, row[names.indexOf(range.column())])))
                    .map(row -> row[names.indexOf(column)])
                    .collect(Collectors.toList());
        }

        private static boolean has(Range range, @Nullable Object value) {
            if (value == null || range.isNull()) {
                return value == null && range.isNull();
            }
            return (range.from() == null || compare(value, range.from()) >= 0)
                    && (range.to() == null || compare(value, range.to()) < 0);
        }

        private static int compare(Object value, String edge) {
            return value instanceof Number number
                    ? Double.compare(number.doubleValue(), Double.parseDouble(edge))
                    : value.toString().compareTo(edge.substring(1, edge.length() - 1));
        }

        private double[] numbers(Cell cell, String column) {
            return values(cell, column).stream()
                    .filter(Objects::nonNull)
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .sorted()
                    .toArray();
        }

        @Override
        public Mark mark(Cell cell) {
            return new Mark(values(cell, "obs_id").size(), Map.of());
        }

        @Override
        public Bounds bounds(Cell cell, String column) {
            double[] numbers = numbers(cell, column);
            return numbers.length == 0
                    ? new Bounds(Double.NaN, Double.NaN)
                    : new Bounds(numbers[0], numbers[numbers.length - 1]);
        }

        @Override
        public SortedMap<Long, Long> histogram(Cell cell, String column, Bounds within, double width) {
            SortedMap<Long, Long> bins = new TreeMap<>();
            for (double number : numbers(cell, column)) {
                bins.merge((long) Math.floor((number - within.least()) / width), 1L, Long::sum);
            }
            return bins;
        }

        @Override
        public List<String> sample(Cell cell, String column) {
            return values(cell, column).stream()
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .limit(1_000)
                    .toList();
        }

        @Override
        public @Nullable String greatestOfSeveral(Cell cell, String column) {
            List<String> sorted =
                    sample(cell, column).stream().sorted().distinct().toList();
            return sorted.size() > 1 ? sorted.getLast() : null;
        }
    }

    @Test
    void everyRowIsInOnePage() {
        VirtualTime time = new VirtualTime(Window.ALWAYS, 600, VirtualTime.Faults.NONE, 1);
        VirtualHarvest harvest = VirtualHarvest.of(10_000_000, SPEED, time, 50_000);
        assertThat(harvest.run(1)).isTrue();
        assertThat(harvest.rows()).isEqualTo(10_000_000);
        assertThat(harvest.pages()).isBetween(200L, 1_000L);
        // a page takes 6 s at most, and there are some two requests for each
        assertThat(time.nowS()).isGreaterThan(10_000_000 / SPEED.sentRowsPerS() + harvest.pages());
    }

    @Test
    void twoRequestsAtOnceTakeLessTimeAndMakeAsManyRequests() {
        VirtualTime one = new VirtualTime(Window.ALWAYS, 600, VirtualTime.Faults.NONE, 1);
        VirtualTime two = new VirtualTime(Window.ALWAYS, 600, VirtualTime.Faults.NONE, 1);
        assertThat(VirtualHarvest.of(1_000_000, SPEED, one, 10_000).run(1)).isTrue();
        assertThat(VirtualHarvest.of(1_000_000, SPEED, two, 10_000).run(2)).isTrue();
        assertThat(two.requests()).isEqualTo(one.requests());
        assertThat(two.nowS()).isBetween(one.nowS() / 2, one.nowS() * 0.7);
    }

    @Test
    void noRequestBeginsOutsideTheWindow() {
        VirtualTime time = new VirtualTime(Window.parse("22:00..06:00"), 600, VirtualTime.Faults.NONE, 1);
        VirtualHarvest harvest = VirtualHarvest.of(10_000_000, new VirtualHarvest.Speed(1, 1e6, 100), time, 10_000);
        assertThat(harvest.run(1)).isTrue();
        // 28 hours of requests; the nights have 6 hours before the first 06:00, and 8 each then
        assertThat(time.nowS() / 3600).isBetween(28.0 + 2 * 16, 28.0 + 4 * 16);
    }

    @Test
    void aHostThatIsOutIsLeftAloneAfterFiveFailures() {
        VirtualTime time = new VirtualTime(Window.ALWAYS, 600, new VirtualTime.Faults(1, 0, 1e9, 0), 1);
        VirtualHarvest harvest = VirtualHarvest.of(10_000_000, SPEED, time, 50_000);
        assertThat(harvest.run(1)).isFalse();
        assertThat(time.requests()).isEqualTo(Harvester.PAUSES.size() + 1);
    }

    @Test
    void aServiceThatOftenHangsIsReadInHalves() {
        VirtualTime time =
                new VirtualTime(Window.ALWAYS, 600, new VirtualTime.Faults(0, 0.3, Double.POSITIVE_INFINITY, 0), 3);
        VirtualHarvest harvest = VirtualHarvest.of(1_000_000, SPEED, time, 50_000);
        assertThat(IntStream.range(0, 20).anyMatch(session -> harvest.run(1))).isTrue();
        assertThat(harvest.rows()).isEqualTo(1_000_000);
        assertThat(time.failed()).isPositive();
    }

    @Test
    void gapsAreReadInTheNextSession() {
        VirtualTime time = new VirtualTime(Window.ALWAYS, 600, new VirtualTime.Faults(0.4, 0.02, 24, 1), 7);
        VirtualHarvest harvest = VirtualHarvest.of(1_000_000, SPEED, time, 5_000);
        long sessions =
                IntStream.range(0, 100).takeWhile(session -> !harvest.run(1)).count();
        assertThat(sessions).isBetween(1L, 99L);
        assertThat(harvest.rows()).isEqualTo(1_000_000);
        assertThat(time.failed()).isPositive();
    }
}
