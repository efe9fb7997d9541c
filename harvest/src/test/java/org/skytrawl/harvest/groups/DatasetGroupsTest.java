package org.skytrawl.harvest.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.Merger;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
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

    /** How a universe is made: some rows whose keys no row outside of it has. */
    private record Recipe(String name, int rows, int dids, int urls, int places, double withPlace) {
        static Recipe of(Random random, String name) {
            return new Recipe(
                    name,
                    2 + random.nextInt(40),
                    1 + random.nextInt(12),
                    1 + random.nextInt(20),
                    1 + random.nextInt(4),
                    random.nextDouble());
        }
    }

    private static ObsCoreRecord row(Random random, Recipe recipe, int number) {
        Map<ObsCoreColumn, Object> cells = new EnumMap<>(ObsCoreColumn.class);
        put(cells, ObsCoreColumn.obs_publisher_did, did(random, recipe));
        put(cells, ObsCoreColumn.access_url, url(random, recipe));
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

    private static String did(Random random, Recipe recipe) {
        if (random.nextInt(3) > 0) {
            return "ivo://x/y?" + recipe.name + random.nextInt(recipe.dids);
        }
        String did = DIDS[random.nextInt(DIDS.length)];
        return did == null || did.isEmpty() || did.equals("N/A") ? did : did + recipe.name;
    }

    private static String url(Random random, Recipe recipe) {
        String name = recipe.name + "/" + random.nextInt(recipe.urls);
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> "restricted " + recipe.name + random.nextInt(2);
            case 2 -> "HTTPS://H/" + name;
            default -> "http://h/" + name;
        };
    }

    /** Rows of many universes, in some pages of each service. */
    private HarvestPages pages(Random random, List<Recipe> universes) throws IOException {
        List<List<ObsCoreRecord>> rows = new ArrayList<>();
        for (int i = 0; i < 2 * SERVICES.size(); i++) {
            rows.add(new ArrayList<>());
        }
        int number = 0;
        for (Recipe recipe : universes) {
            for (int i = 0; i < recipe.rows; i++) {
                rows.get(random.nextInt(rows.size())).add(row(random, recipe, number++));
            }
        }
        TestPages pages = new TestPages(Files.createTempDirectory(folder, "pages"));
        for (int i = 0; i < rows.size(); i++) {
            pages.add(SERVICES.get(i % SERVICES.size()), rows.get(i));
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
        Path scratch = folder.resolve("scratch");
        List<Fate> fates;
        try (DatasetGroups groups = DatasetGroups.of(pages, scratch, memoryBytes)) {
            assertThat(groups.tooLarge()).isEmpty();
            fates = read(pages, groups);
        }
        assertThat(scratch).isEmptyDirectory();
        return fates;
    }

    private static List<Fate> read(HarvestPages pages, DatasetGroups groups) {
        List<Fate> fates = new ArrayList<>();
        for (HarvestPages.Page page : pages.pages()) {
            try (DatasetGroups.Cursor cursor = groups.page(page.number())) {
                for (long row = 0; row < page.rows(); row++) {
                    fates.add(cursor.next());
                }
            }
        }
        return fates;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void saysOfManySmallUniversesWhatTheMergerSays(long seed) throws Exception {
        Random random = new Random(seed);
        List<Recipe> universes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            universes.add(Recipe.of(random, Integer.toString(i)));
        }
        HarvestPages pages = pages(random, universes);
        List<Fate> expected = expected(pages);
        assertThat(count(expected, Fate.Lost.class)).isGreaterThan(50);
        assertThat(count(expected, Fate.Kept.class)).isGreaterThan(50);
        // memory for everything, and for hardly more than one universe
        for (long memoryBytes : new long[] {1 << 24, 200_000}) {
            assertThat(actual(pages, memoryBytes)).isEqualTo(expected);
        }
    }

    private static long count(List<Fate> fates, Class<? extends Fate> type) {
        return fates.stream().filter(type::isInstance).count();
    }

    /** Rows of one place, as many as are said. */
    private static void times(List<ObsCoreRecord> rows, int many, Map<ObsCoreColumn, Object> cells) {
        for (int i = 0; i < many; i++) {
            Map<ObsCoreColumn, Object> each = new EnumMap<>(cells);
            if (i % 3 > 0) {
                each.put(ObsCoreColumn.obs_title, "row " + rows.size());
            }
            rows.add(TestPages.record(each));
        }
    }

    private static Map<ObsCoreColumn, Object> at(double raDeg) {
        return Map.of(ObsCoreColumn.s_ra, raDeg, ObsCoreColumn.s_dec, 0.0, ObsCoreColumn.s_fov, 2.0);
    }

    private static Map<ObsCoreColumn, Object> with(Map<ObsCoreColumn, Object> cells, Object... more) {
        Map<ObsCoreColumn, Object> all = new EnumMap<>(cells);
        for (int i = 0; i < more.length; i += 2) {
            all.put((ObsCoreColumn) more[i], more[i + 1]);
        }
        return all;
    }

    private HarvestPages pages(List<List<ObsCoreRecord>> ofServices) throws IOException {
        TestPages pages = new TestPages(Files.createTempDirectory(folder, "pages"));
        for (int i = 0; i < ofServices.size(); i++) {
            pages.add(SERVICES.get(i % SERVICES.size()), ofServices.get(i));
        }
        return pages.pages();
    }

    /**
     * Circles that overlap, but not by their inner boxes: of a few the merger compares circles, of many boxes. So the many that
     * are left out must still count.
     */
    @Test
    void oneDidWithThousandsOfRowsIsMergedAsByTheMerger() throws Exception {
        List<ObsCoreRecord> one = new ArrayList<>();
        List<ObsCoreRecord> other = new ArrayList<>();
        Object[] joins = {ObsCoreColumn.obs_publisher_did, "did", ObsCoreColumn.access_format, "image/fits"};
        // so many that only as many are left as must count
        times(one, 1028, with(at(10), joins));
        times(one, 5, with(at(11.5), joins));
        times(other, 1028, with(at(10), joins));
        times(other, 5, with(at(13), joins));
        // without format they are only compared with the others
        times(other, 1028, with(at(12.2), ObsCoreColumn.obs_publisher_did, "did"));
        HarvestPages pages = pages(List.of(one, other));
        List<Fate> expected = expected(pages);
        assertThat(count(expected, Fate.Lost.class)).isGreaterThan(2000);
        assertThat(expected.subList(1028, 1033)).contains(Fate.ALONE);
        assertThat(actual(pages, 20_000_000)).isEqualTo(expected);
    }

    @Test
    void oneUrlOfManyRowsIsMergedAsByTheMerger() throws Exception {
        Random random = new Random(7);
        List<List<ObsCoreRecord>> ofServices = new ArrayList<>();
        for (int service = 0; service < 3; service++) {
            List<ObsCoreRecord> rows = new ArrayList<>();
            for (int i = 0; i < 1200; i++) {
                Map<ObsCoreColumn, Object> cells =
                        with(at(random.nextInt(service == 0 ? 200 : 20)), ObsCoreColumn.access_url, "http://h/landing");
                if (random.nextInt(4) > 0) {
                    cells.put(ObsCoreColumn.obs_publisher_did, "did" + random.nextInt(300));
                }
                rows.add(TestPages.record(cells));
            }
            ofServices.add(rows);
        }
        times(ofServices.get(1), 1500, with(at(20), ObsCoreColumn.access_url, "http://h/same"));
        times(ofServices.get(2), 2, with(at(20), ObsCoreColumn.access_url, "http://h/same"));
        HarvestPages pages = pages(ofServices);
        List<Fate> expected = expected(pages);
        assertThat(count(expected, Fate.Lost.class)).isGreaterThan(1500);
        assertThat(count(expected, Fate.Kept.class)).isGreaterThan(10);
        assertThat(actual(pages, 12_000_000)).isEqualTo(expected);
    }

    @Test
    void saysWhichRowsDoNotFitIntoMemoryTogether() throws Exception {
        List<ObsCoreRecord> hub = new ArrayList<>();
        List<ObsCoreRecord> others = new ArrayList<>();
        Object[] joins = {ObsCoreColumn.obs_publisher_did, "all of it", ObsCoreColumn.access_format, "image/fits"};
        for (int i = 0; i < 2000; i++) {
            hub.add(TestPages.record(with(at(i * 0.1), joins)));
        }
        times(hub, 2000, with(at(-5), joins));
        times(others, 1, with(at(1), ObsCoreColumn.access_url, "http://h/1"));
        times(hub, 1, with(at(1), ObsCoreColumn.access_url, "https://h/1"));
        HarvestPages pages = pages(List.of(hub, others));
        try (DatasetGroups groups = DatasetGroups.of(pages, folder.resolve("scratch"), 1_000_000)) {
            assertThat(groups.tooLarge()).containsExactly(new TooLarge("all of it", 4000));
            List<Fate> fates = read(pages, groups);
            assertThat(fates.subList(0, 2000)).containsOnly(Fate.ALONE);
            assertThat(fates.subList(2000, 4000)).containsOnlyOnce(Fate.ALONE);
            assertThat(count(fates.subList(2000, 4000), Fate.Lost.class)).isEqualTo(1999);
            assertThat(fates.subList(4000, 4002))
                    .containsExactlyInAnyOrder(
                            new Fate.Kept(List.of(new Ivoid("ivo://x/a"), new Ivoid("ivo://x/b"))), Fate.LOST);
        }
        assertThat(actual(pages, 20_000_000)).isEqualTo(expected(pages));
    }

    @Test
    void readsAHarvestWithoutRows() throws Exception {
        assertThat(actual(new HarvestPages(List.of()), 1000)).isEmpty();
        assertThat(actual(pages(List.of(List.of(), List.of())), 1000)).isEmpty();
    }

    @Test
    void aCursorEndsWithItsPage() throws Exception {
        HarvestPages pages = pages(
                Stream.generate(() -> List.of(TestPages.record(at(1)))).limit(2).toList());
        try (DatasetGroups groups = DatasetGroups.of(pages, folder.resolve("scratch"), 1000);
                DatasetGroups.Cursor first = groups.page(0)) {
            assertThat(first.next()).isEqualTo(Fate.ALONE);
            assertThatThrownBy(first::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void namesAPageThatIsDamagedAndLeavesNothing() throws Exception {
        HarvestPages pages = pages(List.of(List.of(TestPages.record(at(1))), List.of(TestPages.record(at(2)))));
        Path file = pages.pages().get(1).file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> DatasetGroups.of(pages, folder.resolve("scratch"), 1000))
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining(file.toString());
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "1, has more than the 1 rows that the journal counts",
        "3, 'has 2 rows, but the journal counts 3'",
        "9223372036854775807, 'has 2 rows, but the journal counts 9223372036854775807'",
        "-1, cannot have -1 rows"
    })
    void namesAPageThatHasNotTheRowsThatWereCounted(long counted, String trouble) throws Exception {
        HarvestPages.Page page = pages(List.of(List.of(TestPages.record(at(1)), TestPages.record(at(2)))))
                .pages()
                .getFirst();
        HarvestPages pages = new HarvestPages(
                List.of(new HarvestPages.Page(0, page.service(), page.file(), page.sums(), page.time(), counted)));
        assertThatThrownBy(() -> DatasetGroups.of(pages, folder.resolve("scratch"), 1000))
                .isInstanceOf(HarvestException.class)
                .hasMessage(page.file() + " " + trouble);
    }

    @Test
    void namesAScratchFolderThatCannotBeMade() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        HarvestPages pages = pages(List.of(List.of(TestPages.record(at(1)))));
        assertThatThrownBy(() -> DatasetGroups.of(pages, file.resolve("scratch"), 1000))
                .isInstanceOf(HarvestException.class)
                .hasMessageStartingWith("cannot write to " + file.resolve("scratch"));
    }

    @Test
    void endsWhenItsThreadIsInterruptedAndLeavesNothing() throws Exception {
        HarvestPages pages = pages(List.of(List.of(TestPages.record(at(1)), TestPages.record(at(2)))));
        try {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> DatasetGroups.of(pages, folder.resolve("scratch"), 1000))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isFalse();
        }
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }
}
