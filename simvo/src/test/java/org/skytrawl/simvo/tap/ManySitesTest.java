package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.votable.Table;

class ManySitesTest {
    private static final int SITES = 700;

    @Test
    @Timeout(120)
    void answersHundredsOfSitesAtOnce() throws Exception {
        Table table = ObsCoreTable.named("ivoa.obscore");
        @Nullable Object[] row = new @Nullable Object[table.columns().size()];
        try (TapDatabase database = new TapDatabase(1);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            List<TapService> services = new ArrayList<>();
            for (int i = 0; i < SITES; i++) {
                String site = "site" + i;
                database.create(site, table);
                @Nullable Object[] own = row.clone();
                own[0] = "image";
                own[3] = site;
                own[10] = 10.0;
                own[11] = 41.0;
                own[13] = "CIRCLE ICRS 10.0 41.0 " + (0.1 + i * 1e-4);
                own[18] = 60_000.0;
                database.insert(site, table, Collections.nCopies(30, own));
                services.add(new TapService(
                        database,
                        new TapDescription(site, site, Asked.BASE + "/tap", List.of(table), 100, 100, List.of(), false),
                        "/tap"));
            }
            // seconds on any machine; a table that took 20 ms would mean that making them gets slower and slower
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(14));
            String adql = "SELECT * FROM ivoa.obscore WHERE dataproduct_type = 'image' AND (1=INTERSECTS(s_region,"
                    + " CIRCLE('ICRS', 10, 41, 0.2)) OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10, 41,"
                    + " 0.2))) AND t_max >= 5.1E4";
            List<Future<Asked>> answers = new ArrayList<>();
            for (TapService service : services) {
                answers.add(threads.submit(() -> Asked.query(service, adql)));
            }
            for (int i = 0; i < SITES; i++) {
                List<List<String>> rows =
                        answers.get(i).get(60, TimeUnit.SECONDS).rows();
                assertThat(rows).hasSize(30);
                assertThat(rows.getFirst().get(3)).isEqualTo("site" + i);
            }
        }
    }
}
