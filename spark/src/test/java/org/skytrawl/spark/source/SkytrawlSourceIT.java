package org.skytrawl.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Service;
import org.skytrawl.output.ServiceListFormat;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.spark.LocalSpark;
import org.skytrawl.spark.SparkCluster;

/** Live discovery by Spark finds what core's discovery finds in one JVM, in local mode and on a cluster. */
@Timeout(1800)
class SkytrawlSourceIT {
    private static final String CONE = "10.68,41.27,0.2";

    @TempDir
    private Path temporary;

    private static DataFrameReader reader(SparkSession spark, Path dir) {
        return spark.read()
                .format("skytrawl")
                .option("cone", CONE)
                .option("type", "image")
                .option("timeout", "60s")
                .option("log", dir.resolve("log").toString());
    }

    /** The datasets that were found and how the services ended, as lines of two files. */
    private static void write(SparkSession spark, Dataset<Row> found, Path dir) throws IOException {
        List<String> urls = new ArrayList<>();
        for (Row row : found.collectAsList()) {
            assertThat(row.<String>getAs("outcome")).isNotNull();
            assertThat(row.<String>getAs("origins")).startsWith("ivo://");
            urls.add(row.getAs("access_url"));
        }
        Files.write(dir.resolve("urls"), urls);
        List<String> ends = new ArrayList<>();
        Dataset<Row> services = spark.read()
                .format("skytrawl")
                .option("table", "services")
                .option("log", dir.resolve("log").toString())
                .load();
        for (Row row : services.collectAsList()) {
            ends.add(row.getAs("ivoid") + " " + row.getAs("protocol") + " " + row.getAs("access_url") + " "
                    + row.getAs("table_name") + "\t" + row.getAs("outcome") + "\t" + row.getAs("reason"));
        }
        Files.write(dir.resolve("ends"), ends);
    }

    private static Map<String, String> ends(DiscoveryResult result) {
        Map<String, String> ends = new TreeMap<>();
        for (ProvenanceEvent.ServiceEnded end : result.log().services()) {
            Service service = end.service();
            ends.put(
                    service.ivoid() + " " + service.protocol().name() + " " + service.accessUrl() + " "
                            + service.tableName(),
                    end.outcome().word());
        }
        return ends;
    }

    private static void assertIsSame(Path dir, DiscoveryResult single, SimulatedVo vo) throws IOException {
        Map<String, String> ends = new TreeMap<>();
        for (String line : Files.readAllLines(dir.resolve("ends"))) {
            String[] parts = line.split("\t", -1);
            // each service has one end
            assertThat(ends.put(parts[0], parts[1])).as(parts[0]).isNull();
        }
        assertThat(ends)
                .as(String.join("\n", Files.readAllLines(dir.resolve("ends"))))
                .isEqualTo(ends(single));
        Set<Integer> found = new TreeSet<>();
        Files.readAllLines(dir.resolve("urls"))
                .forEach(url -> found.add(Objects.requireNonNull(vo.datasetId(url), url)));
        Set<Integer> expected = new TreeSet<>();
        single.datasets().forEach(dataset -> {
            String url = Objects.requireNonNull(dataset.record().text(ObsCoreColumn.access_url));
            expected.add(Objects.requireNonNull(vo.datasetId(url), url));
        });
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(10);
    }

    private Discovery discovery() {
        return Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .productTypes("image")
                .serviceTimeout(Duration.ofSeconds(60))
                .cacheDirectory(temporary.resolve("cache"));
    }

    @Test
    void findsTheSameInLocalMode() throws Exception {
        SparkSession spark = LocalSpark.session();
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(40, 7).withFaults(FaultPlan.parse("http-500=0.2")))) {
            List<Service> services = discovery()
                    .registries(List.of(vo.registryUrl()))
                    .plan()
                    .selection()
                    .kept();
            Path list = temporary.resolve("services.jsonl");
            try (var out = Files.newOutputStream(list)) {
                ServiceListFormat.JSON_LINES.write(services, out);
            }
            DiscoveryResult single =
                    discovery().services(ServiceList.read(list)).run();
            Dataset<Row> found = reader(spark, temporary)
                    .option("services", list.toString())
                    .option("leases", temporary.resolve("leases").toString())
                    .load();
            write(spark, found, temporary);
            assertIsSame(temporary, single, vo);
            // each action asks again, and has a run of its own
            assertThat(found.count()).isPositive();
            try (Stream<Path> runs = Files.list(temporary.resolve("log"))) {
                assertThat(runs).hasSize(2);
            }
        }
    }

    @Test
    void wrongOptionsAreNamed() {
        SparkSession spark = LocalSpark.session();
        assertThatThrownBy(() ->
                        spark.read().format("skytrawl").option("cone", CONE).load())
                .hasMessageContaining("give option log");
        assertThatThrownBy(() ->
                        reader(spark, temporary).option("cone", "10,x").load().count())
                .hasMessageContaining("cone: ");
        assertThatThrownBy(() ->
                        reader(spark, temporary).option("cone2", "1").load().count())
                .hasMessageContaining("there is no parameter 'cone2'");
        assertThatThrownBy(() -> reader(spark, temporary).option("table", "x").load())
                .hasMessageContaining("table is datasets or services, not x");
        assertThatThrownBy(() -> spark.read()
                        .format("skytrawl")
                        .option("targets", "list.csv")
                        .option("log", temporary.toString())
                        .load()
                        .count())
                .hasMessageContaining("targets: a file cannot be given here");
        spark.sparkContext().conf().set("spark.speculation", "true");
        try {
            assertThatThrownBy(() -> reader(spark, temporary).load().count())
                    .hasMessageContaining("spark.speculation is true: Spark would ask hosts twice");
        } finally {
            spark.sparkContext().conf().remove("spark.speculation");
        }
    }

    /** The driver on the cluster. */
    public static final class Driver {
        private Driver() {}

        public static void main(String... args) throws IOException {
            Path dir = Path.of(args[0]);
            try (SparkSession spark = SparkSession.builder().getOrCreate()) {
                DataFrameReader reader = reader(spark, dir).option("registry", args[1]);
                try {
                    reader.load().count();
                    throw new IllegalStateException("without leases");
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
                write(
                        spark,
                        reader.option("leases", dir.resolve("leases").toString())
                                .load(),
                        dir);
            }
        }
    }

    @Test
    @Tag("slow")
    void findsTheSameOnACluster() throws Exception {
        SparkCluster cluster = SparkCluster.shared();
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(40, 7).withFaults(FaultPlan.parse("http-500=0.2")))) {
            DiscoveryResult single =
                    discovery().registries(List.of(vo.registryUrl())).run();
            SparkCluster.Result result = cluster.submit(
                            Driver.class.getName(), Map.of(), List.of(temporary.toString(), vo.registryUrl()))
                    .await(Duration.ofMinutes(12));
            assertThat(result.exit()).as(() -> result.stderr() + cluster.logs()).isZero();
            assertThat(result.stdout()).contains("give option leases");
            assertIsSame(temporary, single, vo);
        }
    }
}
