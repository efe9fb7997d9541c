package org.skytrawl.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.skytrawl.spark.LocalSpark;
import org.skytrawl.spark.SparkCluster;

/** The catalogue of a harvest has the same files as that of {@link CatalogueBuild}. */
class CatalogueJobIT {
    private static final Duration LIMIT = Duration.ofMinutes(40);

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
        List<CatalogueFile> expected = ofOneMachine(2_000, 100);
        try (HarvestFolder folder = HarvestFolder.open(dir())) {
            CatalogueJob job = new CatalogueJob(LocalSpark.session(), folder, 100);
            Catalogue made = job.build(CatalogueState.of(folder));
            assertThat(made.files()).isEqualTo(expected);
            assertThat(made.unmerged()).isEmpty();
        }
        Catalogue.open(dir()).checkContents();
        assertThat(dir().resolve(".catalogue-new")).doesNotExist();
    }

    @Test
    void aFolderThatDoesNotExistIsNotMade() {
        Path wrong = temporary.resolve("obscroe");
        assertThatThrownBy(() -> CatalogueJob.opened(wrong)).hasMessageStartingWith(wrong + " does not exist");
        assertThat(wrong).doesNotExist();
    }

    @Tag("slow")
    @Test
    void writesTheFilesOfOneMachineOnTwoWorkers() throws Exception {
        List<CatalogueFile> expected = ofOneMachine(5_000, 200);
        SparkCluster cluster = SparkCluster.shared();
        SparkCluster.Result result = cluster.submit(Job.class.getName(), Map.of(), List.of(dir().toString(), "200"))
                .await(LIMIT);
        assertThat(result.exit()).as(() -> result.stderr() + cluster.logs()).isZero();
        assertThat(result.stdout()).contains(Catalogue.open(dir()).rows() + " rows");
        Catalogue catalogue = Catalogue.open(dir());
        catalogue.checkContents();
        assertThat(catalogue.files()).isEqualTo(expected);
    }

    private Path dir() {
        return temporary.resolve("harvest");
    }

    /** Harvests, and takes the catalogue of one machine away. */
    private List<CatalogueFile> ofOneMachine(int rows, long maxRows) throws Exception {
        harvest(dir(), rows);
        try (HarvestFolder folder = HarvestFolder.open(dir())) {
            Catalogue made = new CatalogueBuild(folder, maxRows, new Cancellation(), (step, done, of) -> {})
                    .build(CatalogueState.of(folder));
            for (CatalogueTable table : List.of(
                    CatalogueTable.DATASETS,
                    CatalogueTable.DATASETS_WIDE,
                    CatalogueTable.DATASETS_UNPLACED,
                    CatalogueTable.OTHERS)) {
                assertThat(made.rows(table)).as("%s", table).isPositive();
            }
            Files.move(dir().resolve("catalogue"), temporary.resolve("of-one-machine"));
            return made.files();
        }
    }

    private static void harvest(Path dir, int rows) throws IOException, InterruptedException {
        try (SimulatedVo vo = SimulatedVo.start(
                        SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(rows));
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
            HarvestFolder.About about = new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true);
            var unused = Harvest.begin(folder, about, services);
            HarvestOptions options = new HarvestOptions(
                    Math.max(100, rows / 50), Duration.ofMinutes(1), null, Window.ALWAYS, Clock.systemUTC());
            assertThat(new Harvester(folder, fetcher, options, List.of())
                            .run(Objects.requireNonNull(folder.about()), services, new HarvestListener() {}))
                    .isTrue();
        }
    }
}
