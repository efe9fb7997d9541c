package org.skytrawl.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueBuild;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.catalogue.CatalogueTable;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.take.HarvestListener;
import org.skytrawl.harvest.take.HarvestOptions;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.harvest.take.Window;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.spark.SparkCluster;

/** On two workers, the catalogue of a harvest has the same files as that of one machine. */
@Tag("slow")
class CatalogueJobIT {
    private static final int ROWS = 50_000;
    private static final long MAX_ROWS = 1_500;

    @TempDir
    private Path temporary;

    /** {@link CatalogueJob} with small files. Arguments: the folder, rows of a file. */
    public static final class Job {
        private Job() {}

        public static void main(String... args) throws IOException {
            try (SparkSession spark = CatalogueJob.session();
                    HarvestFolder folder = HarvestFolder.open(Path.of(args[0]))) {
                CatalogueJob job = new CatalogueJob(spark, folder, Long.parseLong(args[1]));
                System.out.println(job.build(CatalogueState.of(folder)).rows() + " rows");
            }
        }
    }

    @Test
    void writesTheFilesOfOneMachine() throws Exception {
        Path dir = temporary.resolve("harvest");
        harvest(dir);
        List<CatalogueFile> expected;
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            Catalogue made = new CatalogueBuild(folder, MAX_ROWS, new Cancellation(), (step, rows, of) -> {})
                    .build(CatalogueState.of(folder));
            expected = made.files();
            for (CatalogueTable table : CatalogueTable.values()) {
                assertThat(made.rows(table)).as("%s", table).isPositive();
            }
        }
        Files.move(dir.resolve("catalogue"), temporary.resolve("of-one-machine"));

        try (SparkCluster cluster = SparkCluster.start(temporary.resolve("cluster"), 2)) {
            SparkCluster.Result result = cluster.submit(
                            Job.class.getName(), Map.of(), List.of(dir.toString(), String.valueOf(MAX_ROWS)))
                    .await(Duration.ofMinutes(10));
            assertThat(result.exit()).as(() -> result.stderr() + cluster.logs()).isZero();
            assertThat(result.stdout()).contains(Catalogue.open(dir).rows() + " rows");
        }
        Catalogue catalogue = Catalogue.open(dir);
        catalogue.checkContents();
        assertThat(catalogue.files()).isEqualTo(expected);
        assertThat(dir.resolve(".catalogue-new")).doesNotExist();
    }

    private static void harvest(Path dir) throws IOException, InterruptedException {
        try (SimulatedVo vo = SimulatedVo.start(
                        SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(ROWS));
                HarvestFolder folder = HarvestFolder.open(dir);
                HttpFetcher fetcher = Network.fetcher()) {
            List<Service> services = vo.universe().services().stream()
                    .map(sim -> Service.of(
                            List.of(new Ivoid("ivo://sim.example/harvest/" + sim.number())),
                            "Service " + sim.number(),
                            Protocol.named("OBSTAP"),
                            sim.baseUrl(),
                            "ivoa.obscore"))
                    .toList();
            HarvestFolder.About about =
                    new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true);
            var unused = Harvest.begin(folder, about, services);
            HarvestOptions options =
                    new HarvestOptions(1_000, Duration.ofMinutes(1), null, Window.ALWAYS, Clock.systemUTC());
            assertThat(new Harvester(folder, fetcher, options, List.of())
                            .run(Objects.requireNonNull(folder.about()), services, new HarvestListener() {}))
                    .isTrue();
        }
    }
}
