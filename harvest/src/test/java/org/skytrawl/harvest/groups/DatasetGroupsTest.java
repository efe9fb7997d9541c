package org.skytrawl.harvest.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.Merger;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/** The merge out of memory says the same as the {@link Merger} of all rows. */
class DatasetGroupsTest {
    private static final List<Service> SERVICES = List.of(
            TestPages.service("x/b", "b"),
            TestPages.service("x/a", "a"),
            TestPages.service("x/a", "mirror"),
            TestPages.service("x/c", "c"));
    private static final String[] DIDS = {
        null, "", "N/A", "d1", "d2", "d3", "d\uFF5E", "d\uD83D\uDE00", "ivo://X/y?a", "ivo://x/y?a", "IVO://x/Y#a"
    };
    private static final String[] FORMATS = {
        null, "image/fits", "IMAGE/FITS", "application/fits", "image/jpeg", "application/x-votable+xml", "unknown"
    };
    private static final String[] REGIONS = {
        null, null, "Circle ICRS 1 1 2", "Circle ICRS 30 1 2", "Polygon ICRS 0 0 2 0 2 2 0 2"
    };

    @TempDir
    Path folder;

    /** How a universe is made. */
    private record Recipe(int rows, int dids, int urls, int places, double withPlace) {}

    private static ObsCoreRecord row(Random random, Recipe recipe, int number) {
        Map<ObsCoreColumn, Object> cells = new EnumMap<>(ObsCoreColumn.class);
        put(cells, ObsCoreColumn.obs_publisher_did, did(random, recipe.dids));
        put(cells, ObsCoreColumn.access_url, url(random, recipe.urls));
        put(cells, ObsCoreColumn.access_format, FORMATS[random.nextInt(FORMATS.length)]);
        if (random.nextDouble() < recipe.withPlace) {
            int place = random.nextInt(recipe.places);
            cells.put(ObsCoreColumn.s_ra, random.nextInt(4) == 0 ? -0.0 : place * 0.02);
            cells.put(ObsCoreColumn.s_dec, (double) random.nextInt(2) * (place % 3));
            if (random.nextInt(3) == 0) {
                cells.put(ObsCoreColumn.s_fov, 0.5 + random.nextInt(3));
            }
        }
        if (random.nextInt(4) == 0) {
            put(cells, ObsCoreColumn.s_region, REGIONS[random.nextInt(REGIONS.length)]);
        }
        if (random.nextDouble() < recipe.withPlace) {
            double start = 50_000 + random.nextInt(recipe.places);
            cells.put(ObsCoreColumn.t_min, start);
            cells.put(ObsCoreColumn.t_max, start + random.nextInt(2));
        }
        if (random.nextInt(4) == 0) {
            cells.put(ObsCoreColumn.em_min, 1e-7 * (1 + random.nextInt(3)));
        }
        if (random.nextInt(3) > 0) {
            cells.put(ObsCoreColumn.obs_title, "row " + number);
        }
        if (random.nextInt(5) == 0) {
            cells.put(ObsCoreColumn.dataproduct_type, "spectrum");
            cells.put(ObsCoreColumn.access_estsize, 100L);
        }
        return TestPages.record(cells);
    }

    private static void put(Map<ObsCoreColumn, Object> cells, ObsCoreColumn column, String value) {
        if (value != null) {
            cells.put(column, value);
        }
    }

    private static String did(Random random, int dids) {
        return random.nextInt(3) == 0 ? DIDS[random.nextInt(DIDS.length)] : "ivo://x/y?" + random.nextInt(dids);
    }

    private static String url(Random random, int urls) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> "restricted " + random.nextInt(2);
            case 2 -> "HTTPS://H/" + random.nextInt(urls);
            default -> "http://h/" + random.nextInt(urls);
        };
    }

    private HarvestPages universe(Random random, Recipe recipe) throws IOException {
        TestPages pages = new TestPages(Files.createTempDirectory(folder, "pages"));
        int number = 0;
        while (number < recipe.rows) {
            int many = Math.min(recipe.rows - number, random.nextInt(1 + recipe.rows));
            List<ObsCoreRecord> rows = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                rows.add(row(random, recipe, number++));
            }
            pages.add(SERVICES.get(random.nextInt(SERVICES.size())), rows);
        }
        return pages.pages();
    }

    /** What the merger says of all rows. */
    private static List<Fate> expected(HarvestPages pages) {
        List<ObsCoreRecord> all = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (HarvestPages.Page page : pages.pages()) {
            List<ObsCoreRecord> records = new ArrayList<>();
            try (StoredRows rows = page.open(null, new AtomicLong())) {
                while (rows.next()) {
                    records.add(rows.record());
                }
            }
            all.addAll(records);
            Service service = page.service();
            answers.add(new Answer(
                    service,
                    new Origin(service.ivoid(), service.title(), service.protocol(), service.accessUrl() + "/sync"),
                    records));
        }
        Map<ObsCoreRecord, FoundDataset> kept = new IdentityHashMap<>();
        Merger.merge(answers).datasets().forEach(dataset -> kept.put(dataset.record(), dataset));
        return all.stream().map(record -> fate(kept.get(record))).toList();
    }

    private static Fate fate(FoundDataset dataset) {
        return dataset == null
                ? Fate.LOST
                : dataset.origins().size() == 1
                        ? Fate.ALONE
                        : new Fate.Kept(dataset.origins().stream()
                                .map(Origin::ivoid)
                                .distinct()
                                .toList());
    }

    private List<Fate> actual(HarvestPages pages, long memoryBytes) throws InterruptedException {
        List<Fate> fates = new ArrayList<>();
        Path scratch = folder.resolve("scratch");
        try (DatasetGroups groups = DatasetGroups.of(pages, scratch, memoryBytes)) {
            assertThat(groups.tooLarge()).isEmpty();
            for (HarvestPages.Page page : pages.pages()) {
                try (DatasetGroups.Cursor cursor = groups.page(page.number())) {
                    for (long row = 0; row < page.rows(); row++) {
                        fates.add(cursor.next());
                    }
                }
            }
        }
        assertThat(scratch).isEmptyDirectory();
        return fates;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void saysOfSmallUniversesWhatTheMergerSays(long seed) throws Exception {
        Random random = new Random(seed);
        int lost = 0;
        int kept = 0;
        for (int world = 0; world < 10; world++) {
            Recipe recipe = new Recipe(
                    5 + random.nextInt(60),
                    1 + random.nextInt(12),
                    1 + random.nextInt(20),
                    1 + random.nextInt(4),
                    random.nextDouble());
            HarvestPages pages = universe(random, recipe);
            List<Fate> expected = expected(pages);
            assertThat(actual(pages, 1 << 20)).as(seed + " " + world + " " + recipe).isEqualTo(expected);
            lost += expected.stream().filter(Fate.Lost.class::isInstance).count();
            kept += expected.stream().filter(Fate.Kept.class::isInstance).count();
        }
        assertThat(lost).isGreaterThan(10);
        assertThat(kept).isGreaterThan(5);
    }
}
