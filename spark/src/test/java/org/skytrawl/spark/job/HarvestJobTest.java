package org.skytrawl.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.spark.LocalSpark;
import org.skytrawl.spark.lease.LeaseTerms;

class HarvestJobTest {
    @Test
    void hasTheDefaultsOfTheCommandLine() {
        assertThat(HarvestJob.task("-d", "/x/../data/obscore"))
                .isEqualTo(new HarvestTask(
                        "/data/obscore",
                        "/data/obscore/leases",
                        50_000,
                        Duration.ofMinutes(10),
                        LeaseTerms.MAY_ASK,
                        null,
                        "",
                        Harvester.PAUSES));
    }

    @Test
    void takesItsOptions() {
        HarvestTask task = HarvestJob.task(
                "--leases", "/l", "--dir", "d", "--page-rows", "100", "--timeout", "30s", "--between", "22:00..06:00");
        assertThat(task.dir()).isEqualTo(Path.of("d").toAbsolutePath().toString());
        assertThat(task.leases()).isEqualTo("/l");
        assertThat(task.terms()).isEqualTo(LeaseTerms.of(Duration.ofSeconds(30)));
        assertThat(task.options(null).pageRows()).isEqualTo(100);
    }

    @Test
    void speculationIsRefused() {
        SparkContext spark = LocalSpark.session().sparkContext();
        spark.conf().set("spark.speculation", "true");
        try {
            assertThatThrownBy(() -> HarvestJob.run(spark, HarvestJob.task("-d", "/none"), System.out))
                    .hasMessage("spark.speculation is true: Spark would ask hosts twice. Submit with"
                            + " --conf spark.speculation=false");
        } finally {
            spark.conf().remove("spark.speculation");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -d                          | '-d' has no value, or is given twice
            -d,a,-d,b                   | '-d' has no value, or is given twice
            --leases,x                  | give the folder of the harvest
            -d,a,--registry,u           | there is no option --registry
            -d,a,--page-rows,5          | a page has from 10 to 500000 rows, not 5
            -d,a,--page-rows,many       | --page-rows: 'many' is no whole number
            -d,a,--between,noon         | not two different times of day
            -d,a,--timeout,30h          | a request lasts at most
            """)
    void saysWhatIsWrong(String args, String message) {
        assertThatThrownBy(() -> HarvestJob.task(List.of(args.split(",")).toArray(String[]::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
