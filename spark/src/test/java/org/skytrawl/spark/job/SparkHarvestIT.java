package org.skytrawl.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.HarvestTruth;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.HarvestTable.Oddity;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.spark.SparkCluster;

/**
 * A harvest of 20 services, a third of which fail now and then, on two workers of which one is killed: it ends with the rows of the
 * truth, and no host is asked twice at once. {@code -Dskytrawl.harvest.rows=1000000} for many rows.
 */
@Tag("slow")
@Timeout(1800)
class SparkHarvestIT {
    private static final int SERVICES = 20;
    private static final int ROWS = Integer.getInteger("skytrawl.harvest.rows", 20_000);
    private static final int PAGE_ROWS = Math.max(200, ROWS / 100);

    /** A successor waits for its end. Large tables are slow on a busy machine. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(ROWS < 100_000 ? 4 : 60);

    private static final int PAGES_BEFORE_THE_KILL = 20;

    /** A service whose request failed too often is asked again by the next session. */
    private static final int MOST_SESSIONS = 4;

    private static final String FAULTS = "http-500=0.06/5,http-503=0.07/5,cut=0.07/5,html=0.07/5,reset=0.07/5";

    @TempDir
    private Path temporary;

    /** The driver, with times as for a test. */
    public static final class Driver {
        private Driver() {}

        public static void main(String... args) throws IOException {
            try (SparkSession spark = SparkSession.builder().getOrCreate()) {
                HarvestTask task = new HarvestTask(
                        args[0],
                        args[0] + "/leases",
                        Integer.parseInt(args[1]),
                        Duration.parse(args[2]),
                        Duration.ofSeconds(1),
                        null,
                        "",
                        Collections.nCopies(6, Duration.ofMillis(10)));
                HarvestJob.run(spark.sparkContext(), task, System.out);
            }
        }
    }

    private static HarvestTable table(SimService service) {
        return Objects.requireNonNull(service.harvest());
    }

    private static Service service(SimService sim) {
        Service service = Service.of(
                List.of(new Ivoid("ivo://sim.example/harvest/" + sim.number())),
                "Service " + sim.number(),
                Protocol.named("OBSTAP"),
                sim.baseUrl(),
                "ivoa.obscore");
        return table(sim).limits().declared()
                ? service.withMaxRecords((long) table(sim).limits().hard())
                : service;
    }

    @Test
    void endsWithTheRowsOfTheTruthAlthoughAWorkerIsKilled() throws Exception {
        Path dir = temporary.resolve("harvest");
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(SERVICES, 4)
                        .withLayout(Layout.HARVEST)
                        .withRows(ROWS)
                        .withFaults(FaultPlan.parse(FAULTS)));
                SparkCluster cluster = SparkCluster.start(Files.createDirectory(temporary.resolve("cluster")), 2)) {
            List<SimService> sims = vo.universe().services();
            try (HarvestFolder folder = HarvestFolder.open(dir)) {
                var unused = Harvest.begin(
                        folder,
                        new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true),
                        sims.stream().map(SparkHarvestIT::service).toList());
            }
            for (int session = 1; session == 1 || !isComplete(dir); session++) {
                assertThat(session).isLessThanOrEqualTo(MOST_SESSIONS);
                SparkCluster.Submission job = cluster.submit(
                        Driver.class.getName(),
                        Map.of(),
                        List.of(dir.toString(), String.valueOf(PAGE_ROWS), LONGEST_REQUEST.toString()));
                if (session == 1) {
                    awaitPages(dir);
                    cluster.killWorker(0);
                }
                SparkCluster.Result result = job.await(Duration.ofMinutes(20));
                assertThat(result.exit())
                        .as(() -> result.stderr() + cluster.logs())
                        .isZero();
                assertThat(result.stdout()).contains(" groups of hosts in " + dir);
            }
            checkRows(dir, sims);
            checkRequests(vo, sims);
        }
    }

    private static boolean isComplete(Path dir) {
        return Harvest.status(dir, false).stream().allMatch(Harvest.ServiceStatus::complete);
    }

    private void awaitPages(Path dir) throws IOException, InterruptedException {
        Instant end = Instant.now().plusSeconds(300);
        long pages = 0;
        while (pages < PAGES_BEFORE_THE_KILL) {
            assertThat(Instant.now()).as("%s pages", pages).isBefore(end);
            Thread.sleep(50);
            try (Stream<Path> files = Files.walk(dir.resolve("pages"))) {
                pages = files.filter(file -> file.toString().endsWith(".parquet"))
                        .count();
            } catch (UncheckedIOException e) {
                // a file was renamed meanwhile
                assertThat(e.getCause()).isInstanceOf(NoSuchFileException.class);
            }
        }
    }

    private static void checkRows(Path dir, List<SimService> sims) {
        Map<String, HarvestTruth> expected = new HashMap<>();
        Map<String, HarvestTruth> found = new HashMap<>();
        sims.forEach(sim -> expected.put(sim.baseUrl(), truth(table(sim))));
        for (Harvest.ServiceStatus status : Harvest.status(dir, true)) {
            assertThat(status.gaps()).as(status.service().accessUrl()).isEmpty();
            assertThat(status.complete()).as(status.service().accessUrl()).isTrue();
            found.put(status.service().accessUrl(), HarvestTruth.NOTHING);
        }
        List<String> names =
                Stream.of(ObsCoreColumn.values()).map(ObsCoreColumn::name).toList();
        try (HarvestFolder folder = HarvestFolder.read(dir)) {
            for (HarvestPages.Page page : HarvestPages.of(folder).pages()) {
                try (StoredRows rows = page.open(null, new AtomicLong())) {
                    while (rows.next()) {
                        @Nullable Object[] cells = cells(rows.record());
                        found.computeIfPresent(page.service().accessUrl(), (url, sum) -> sum.with(names, cells));
                    }
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private static @Nullable Object[] cells(ObsCoreRecord record) {
        return Stream.of(ObsCoreColumn.values())
                .map(column -> {
                    if (column.isText()) {
                        return record.text(column);
                    }
                    double number = record.number(column);
                    boolean isWhole = column.type() == ObsCoreColumn.Type.INTEGER && !Double.isNaN(number);
                    return isWhole ? (Object) (long) number : (Object) number;
                })
                .toArray();
    }

    /** The columns that a harvest keeps. */
    private static HarvestTruth truth(HarvestTable table) {
        List<String> names =
                table.table("ivoa.obscore").columns().stream().map(Column::name).toList();
        HarvestTruth sum = HarvestTruth.NOTHING;
        for (@Nullable Object[] row : table.rows(0, table.rows())) {
            List<String> kept = new ArrayList<>();
            List<@Nullable Object> cells = new ArrayList<>();
            for (int i = 0; i < row.length; i++) {
                if (ObsCoreColumn.of(names.get(i)) != null) {
                    kept.add(names.get(i));
                    cells.add(row[i]);
                }
            }
            sum = sum.with(kept, cells.toArray());
        }
        return sum;
    }

    private static void checkRequests(SimulatedVo vo, List<SimService> sims) {
        long again = 0;
        for (SimService sim : sims) {
            assertThat(sim.host().mostRequests()).as(sim.baseUrl()).isEqualTo(1);
            // the answers of some faults are whole for the tally, although they have no rows
            if (sim.fault() == null && !table(sim).is(Oddity.GROWS)) {
                again += vo.wholeAnswers(sim).entrySet().stream()
                        .filter(asked -> asked.getKey().startsWith("SELECT * "))
                        .mapToLong(asked -> asked.getValue() - 1)
                        .sum();
            }
        }
        // the page that was whole on the wire when the worker was killed, but not yet in the folder
        assertThat(again).isLessThanOrEqualTo(1);
    }
}
