package org.skytrawl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Target;
import org.skytrawl.spark.job.BruteForce;

/** Programs on a cluster of a master and two workers, submitted as users do. */
@Tag("slow")
class SparkIT {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Test
    void joinsTargetsWithFootprintsOnTwoWorkers(@TempDir Path dir) throws Exception {
        FootprintCatalogue footprints = new FootprintCatalogue(30_000, 1_000, 1).write(dir.resolve("harvest"));
        List<Target> targets = targets();
        StringBuilder csv = new StringBuilder("id,ra,dec\n");
        targets.forEach(target -> csv.append(target.id() + "," + target.raDeg() + "," + target.decDeg() + "\n"));
        Files.writeString(dir.resolve("targets.csv"), csv);
        String out = dir.resolve("pairs").toString();
        SparkCluster cluster = SparkCluster.shared();
        SparkCluster.Result result = cluster.submit(
                        "org.skytrawl.spark.job.JoinJob",
                        Map.of("spark.executor.memory", "1g"),
                        List.of(
                                "--harvest",
                                dir.resolve("harvest").toString(),
                                "--targets",
                                dir.resolve("targets.csv").toString(),
                                "--radius",
                                "0.2",
                                "--out",
                                out))
                .await(LIMIT);
        assertThat(result.exit()).as(() -> result.stderr() + cluster.logs()).isZero();
        assertThat(result.stdout()).contains("1000 targets: id id, position ra and dec, radius 0.2 deg\n");
        assertThat(BruteForce.written(LocalSpark.session().read().parquet(out)))
                .isEqualTo(BruteForce.pairs(targets, footprints))
                .hasSizeGreaterThan(1_000);
    }

    private static List<Target> targets() {
        SplittableRandom random = new SplittableRandom(3);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            double decDeg = Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
            targets.add(new Target("t" + i, random.nextDouble(360), decDeg, 0.2));
        }
        return targets;
    }
}
