package org.skytrawl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster of the tests: a program runs on both workers, and on one when the other is dead. */
class SparkClusterIT {
    /** Sums 1 to N in four partitions and prints the sum. */
    public static final class Sum {
        private Sum() {}

        public static void main(String... args) throws IOException {
            try (SparkSession spark = SparkSession.builder().getOrCreate()) {
                MapPartitionsFunction<Long, Long> sum = values -> {
                    long total = 0;
                    while (values.hasNext()) {
                        total += values.next();
                    }
                    return List.of(total).iterator();
                };
                long total = spark
                        .range(0, Long.parseLong(args[0]) + 1, 1, 4)
                        .mapPartitions(sum, Encoders.LONG())
                        .collectAsList()
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum();
                System.out.println("sum " + total);
            }
        }
    }

    @Test
    void runsAProgramOnItsWorkersAndOnTheOneThatIsLeft(@TempDir Path dir) throws Exception {
        try (SparkCluster cluster = SparkCluster.start(dir, 2)) {
            assertThat(sum(cluster)).isEqualTo("sum 500500\n");
            cluster.killWorker(0);
            assertThat(sum(cluster)).isEqualTo("sum 500500\n");
        }
        assertThat(ProcessHandle.current().children().map(ProcessHandle::isAlive))
                .doesNotContain(true);
    }

    private static String sum(SparkCluster cluster) throws Exception {
        SparkCluster.Result result =
                cluster.submit(Sum.class.getName(), Map.of(), List.of("1000")).await(Duration.ofMinutes(2));
        assertThat(result.exit()).as(() -> result.stderr() + cluster.logs()).isZero();
        return result.stdout();
    }
}
