package org.skytrawl.harvest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.MadeHarvest;
import org.skytrawl.harvest.MadeRecords;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;

/** The catalogue of a made harvest: what is in it, and what becomes of it when files or builds break. */
class CatalogueBuildTest {
    private static final long MAX_ROWS = 40;

    @TempDir
    private Path dir;

    private final MadeRecords made = new MadeRecords(17);
    private final Map<Service, List<List<ObsCoreRecord>>> pages = new LinkedHashMap<>();

    private void write() throws IOException {
        for (int service = 0; service < 3; service++) {
            String archive = "a" + service;
            pages.put(
                    MadeHarvest.service(service),
                    List.of(made.list(archive, 0, 90), made.list(archive, 90, 110), List.of()));
        }
        MadeHarvest.write(dir, pages);
    }

    private Catalogue build() {
        return build(new Cancellation(), (step, rows, of) -> {});
    }

    private Catalogue build(Cancellation cancellation, CatalogueBuild.Progress progress) {
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            return new CatalogueBuild(folder, MAX_ROWS, cancellation, progress).build(CatalogueState.of(folder));
        }
    }

    private CatalogueState state() {
        return CatalogueState.of(HarvestFolder.read(dir));
    }

    static List<CatalogueRow> rows(List<CatalogueFile> files) {
        List<CatalogueRow> all = new ArrayList<>();
        for (CatalogueFile file : files) {
            try (StoredRows rows = file.open(null, null, new AtomicLong())) {
                while (rows.next()) {
                    all.add(CatalogueRow.of(rows));
                }
            }
        }
        return all;
    }

    @Test
    void hasEachRowOfThePagesOnce() throws IOException {
        write();
        Catalogue catalogue = build();
        assertThat(catalogue.rows()).isEqualTo(330);
        List<String> expected = pages.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .flatMap(List::stream)
                        .map(record -> each.getKey().ivoid() + " " + values(record)))
                .sorted()
                .toList();
        assertThat(rows(catalogue.files()).stream()
                        .map(row -> row.origins() + " " + values(row.record()))
                        .sorted())
                .isEqualTo(expected);
        for (CatalogueRow row : rows(catalogue.files())) {
            assertThat(row.service()).startsWith("made").contains(".example-tap-ivoa.obscore-");
            assertThat(row.harvestedMjd()).isEqualTo(61_375.25);
        }
    }

    static String values(ObsCoreRecord record) {
        StringBuilder text = new StringBuilder();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            text.append(record.value(column)).append('|');
        }
        return text.toString();
    }

    @Test
    void aHarvestWithoutRowsHasACatalogueWithoutRows() throws IOException {
        MadeHarvest.write(dir, Map.of(MadeHarvest.service(0), List.of()));
        assertThat(CatalogueBuild.isNeeded(dir, state())).isTrue();
        Catalogue catalogue = build();
        assertThat(catalogue.rows()).isZero();
        assertThat(catalogue.services()).hasSize(1).allMatch(CatalogueService::complete);
        assertThat(CatalogueBuild.isNeeded(dir, state())).isFalse();
    }

    @Test
    void aServiceThatIsListedTwiceIsAnError() throws IOException {
        write();
        Path list = dir.resolve("services.jsonl");
        List<String> lines = Files.readAllLines(list);
        Files.write(list, List.of(lines.getFirst()), StandardOpenOption.APPEND);
        assertThatThrownBy(this::state)
                .isInstanceOf(HarvestException.class)
                .hasMessage(list + " has https://made0.example/tap twice");
    }

    @Test
    void aFileThatNfsKeepsIsNotForeign() throws IOException {
        write();
        Path partition = build().files().getFirst().path().getParent();
        Path page = dir.resolve("pages")
                .resolve(HarvestFolder.name(MadeHarvest.service(0).key()));
        for (Path folder : List.of(dir, page, dir.resolve("state"), partition)) {
            Files.writeString(folder.resolve(".nfs0000000001"), "");
        }
        assertThat(Harvest.status(dir, true)).isNotEmpty();
        Catalogue.open(dir).checkContents();
    }

    @Test
    void tellsWhichRowsWereNotMerged() throws IOException {
        write();
        assertThat(build().unmerged()).isEmpty();
        List<TooLarge> unmerged = List.of(new TooLarge("all of it", 4000), new TooLarge("\u0007", 3));
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            CatalogueWriter.begin(folder, 100).finish(CatalogueState.of(folder), List.of(), unmerged);
        }
        assertThat(Catalogue.open(dir).unmerged()).isEqualTo(unmerged);
    }

    @Test
    void tellsOfItsServicesAndWhetherTheHarvestHasChangedSince() throws IOException {
        write();
        assertThat(CatalogueBuild.isNeeded(dir, state())).isTrue();
        Catalogue catalogue = build();
        assertThat(CatalogueBuild.isNeeded(dir, state())).isFalse();
        assertThat(catalogue.services()).isEqualTo(state().services());
        assertThat(catalogue.services().getFirst())
                .isEqualTo(new CatalogueService(
                        catalogue.services().getFirst().folder(),
                        List.of("ivo://made.example/0"),
                        "https://made0.example/tap",
                        "ivoa.obscore",
                        110,
                        110L,
                        true,
                        true,
                        MadeHarvest.TIME,
                        MadeHarvest.TIME,
                        0));
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            MadeHarvest.page(folder.store(MadeHarvest.service(1)), "c.1", made.list("new", 0, 30));
        }
        assertThat(CatalogueBuild.isNeeded(dir, state())).isTrue();
        assertThat(state().isEnded()).isFalse();
    }

    @Test
    void tablesAreByPlaceAndReachAndFilesHaveFewRows() throws IOException {
        write();
        Catalogue catalogue = build();
        for (CatalogueTable table : CatalogueTable.values()) {
            List<CatalogueFile> files = catalogue.files(table);
            assertThat(files.isEmpty()).as(table.folder()).isEqualTo(table.isOthers());
            assertThat(files.stream().mapToLong(CatalogueFile::rows).sum()).isEqualTo(catalogue.rows(table));
            for (CatalogueFile file : files) {
                assertThat(file.rows()).isBetween(1L, MAX_ROWS);
                List<CatalogueRow> rows = rows(List.of(file));
                assertThat(rows).allMatch(row -> CatalogueTable.of(row) == table);
                assertThat(rows.stream().map(CatalogueRow::cell)).isSorted();
                assertThat(rows.getFirst().cell()).isEqualTo(file.leastCell());
                assertThat(rows.getLast().cell()).isEqualTo(file.greatestCell());
                assertThat(rows.stream()
                                .mapToDouble(CatalogueRow::reachDeg)
                                .filter(Double::isFinite)
                                .max()
                                .orElse(0))
                        .isEqualTo(file.maxReachDeg());
            }
        }
        assertThat(catalogue.files(CatalogueTable.DATASETS_WIDE)).hasSizeGreaterThan(1);
        assertThat(catalogue.files(CatalogueTable.DATASETS).stream()
                        .map(CatalogueFile::norder)
                        .distinct())
                .hasSizeGreaterThan(2);
    }

    @Test
    void aSearchByCellsGivesTheRowsOfALoopOverAll() throws IOException {
        write();
        Catalogue catalogue = build();
        List<CatalogueFile> files = catalogue.files(CatalogueTable.DATASETS);
        List<CatalogueRow> all = rows(files);
        for (int i = 0; i < all.size(); i += 29) {
            long least = all.get(i).cell();
            StoredRows.Cells range = new StoredRows.Cells(
                    least, all.get(Math.min(all.size() - 1, i + 11)).cell());
            List<String> found = new ArrayList<>();
            for (CatalogueFile file :
                    files.stream().filter(each -> each.mayHave(List.of(range))).toList()) {
                try (StoredRows rows = file.open(List.of(range), List.of("_healpix_29", "obs_id"), new AtomicLong())) {
                    while (rows.next()) {
                        found.add(rows.record().text(ObsCoreColumn.obs_id));
                    }
                }
            }
            assertThat(found)
                    .isEqualTo(all.stream()
                            .filter(row -> row.cell() >= range.least() && row.cell() <= range.greatest())
                            .map(row -> row.record().text(ObsCoreColumn.obs_id))
                            .toList());
        }
    }

    @Test
    void anUnchangedHarvestGivesTheSameFiles() throws IOException {
        write();
        List<Long> first = sums(build());
        assertThat(sums(build())).isEqualTo(first);
    }

    private static List<Long> sums(Catalogue catalogue) {
        return catalogue.files().stream()
                .flatMap(file -> file.sums().crc32c().stream())
                .toList();
    }

    @Test
    void aHarvestWithoutRowsHasAnEmptyCatalogue() throws IOException {
        MadeHarvest.write(dir, Map.of(MadeHarvest.service(0), List.of(List.of())));
        assertThat(CatalogueBuild.isNeeded(dir, state())).isTrue();
        Catalogue catalogue = build();
        assertThat(catalogue.rows()).isZero();
        assertThat(catalogue.files()).isEmpty();
        assertThat(catalogue.services()).hasSize(1);
    }

    @Test
    void namesAFileThatIsDamagedMissingOrForeign() throws IOException {
        write();
        Catalogue catalogue = build();
        List<Path> files;
        try (Stream<Path> all = Files.walk(catalogue.folder())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(15);
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            byte[] flipped = whole.clone();
            flipped[flipped.length / 2] ^= 1;
            Files.write(file, flipped);
            assertNamed(file, () -> Catalogue.open(dir).checkContents());
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
            assertNamed(file, () -> Catalogue.open(dir));
            Files.delete(file);
            assertNamed(file, () -> Catalogue.open(dir));
            Files.write(file, whole);
        }
        Catalogue.open(dir).checkContents();
        Path foreign = Files.writeString(catalogue.folder().resolve("datasets/notes.txt"), "x");
        assertNamed(foreign, () -> Catalogue.open(dir));
        // it would be deleted with the old catalogue
        assertNamed(foreign, this::build);
        assertThat(foreign).exists();
        assertThat(CatalogueBuild.isNeeded(dir, state())).isTrue();
    }

    private static void assertNamed(Path file, Runnable step) {
        assertThatThrownBy(step::run)
                .as(file.toString())
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void pathsThatLeadElsewhereAndNumbersThatAreNoneAreRefused() {
        for (String line : List.of(
                "{\"path\":\"../harvest.json\",\"bytes\":1,\"crc32c\":[1]}",
                "{\"path\":\"/etc/passwd\",\"bytes\":1,\"crc32c\":[1]}",
                "{\"table\":\"..\",\"norder\":-1,\"npix\":1}",
                "{\"table\":\"datasets\",\"norder\":30,\"npix\":1}",
                "{\"table\":\"datasets\",\"norder\":0,\"npix\":12}",
                "{\"table\":\"datasets\",\"norder\":-1,\"npix\":1}",
                "{\"table\":\"datasets\",\"norder\":0,\"npix\":1,\"max_reach_deg\":-1}",
                "{\"table\":\"datasets\",\"norder\":0,\"npix\":1,\"max_reach_deg\":1,\"bytes\":1e300,\"crc32c\":[]}",
                "{\"table\":\"datasets\",\"norder\":0,\"npix\":1,\"max_reach_deg\":1,\"bytes\":9223372036854775807,"
                        + "\"crc32c\":[]}",
                "{}",
                "[]",
                "x")) {
            byte[] bytes = ("\n" + line + "\n").substring(1).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> FileList.read(bytes, dir))
                    .as(line)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("line 1: ");
        }
    }

    @Test
    void knowsTheNamesOfTheFilesOfCatalogues() {
        assertThat(List.of(
                        "catalogue.json",
                        "files.jsonl",
                        "others/hats.properties",
                        "datasets/dataset/_metadata",
                        "datasets/dataset/Norder=6/Dir=20000/Npix=29999.parquet",
                        "others_wide/part-2.parquet"))
                .allMatch(FileList::mayHave);
        assertThat(List.of(
                        "catalogue.json.bak",
                        "datasets",
                        "datasets/skymap.fits",
                        "datasets/part-1.parquet",
                        "datasets_wide/hats.properties",
                        "datasets_wide/part-x.parquet",
                        "datasets_wide/deep/part-1.parquet",
                        "datasets/dataset/Norder=6/Dir=0/Npix=29999.parquet",
                        "datasets/dataset/Norder=6/Npix=1.parquet",
                        "datasets/dataset/Norder=6/Dir=0/Npix=1",
                        "notes.txt"))
                .noneMatch(FileList::mayHave);
    }

    @Test
    void aCancelLeavesTheOldCatalogue() throws IOException {
        write();
        Catalogue before = build();
        for (String stop : List.of("merging 0", "sorting 1", "sorting 330", "writing 1", "writing 300")) {
            Cancellation cancellation = new Cancellation();
            assertThatThrownBy(() -> build(cancellation, (step, rows, of) -> {
                        if (stop.equals(step + " " + rows)) {
                            cancellation.cancel();
                        }
                    }))
                    .as(stop)
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(Catalogue.open(dir).created()).isEqualTo(before.created());
            assertThat(names()).noneMatch(name -> name.startsWith(".catalogue"));
        }
    }

    @Test
    void anInterruptIsAsACancel() throws IOException {
        write();
        assertThatThrownBy(() -> build(new Cancellation(), (step, rows, of) -> {
                    if (step.equals("sorting") && rows == 100) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(names()).noneMatch(name -> name.startsWith(".catalogue"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void whatAKilledProgramLeftIsPutRight() throws IOException {
        write();
        Catalogue before = build();
        // killed while it wrote
        Files.createDirectories(dir.resolve(".catalogue-new/datasets"));
        Files.writeString(dir.resolve(".catalogue-new/datasets/half"), "x");
        Catalogue second = build();
        assertThat(second.created()).isAfterOrEqualTo(before.created());
        // killed between two renames
        Files.move(second.folder(), dir.resolve(".catalogue-old"));
        assertThatThrownBy(() -> Catalogue.open(dir)).hasMessageContaining("has no catalogue: skytrawl harvest -d");
        assertThat(CatalogueBuild.isNeeded(dir, state())).isTrue();
        assertThatThrownBy(() -> build(cancelled(), (step, rows, of) -> {})).isInstanceOf(CancellationException.class);
        assertThat(Catalogue.open(dir).created()).isEqualTo(second.created());
        // killed before the old one was deleted
        Files.createDirectories(dir.resolve(".catalogue-old/datasets"));
        build().checkContents();
        assertThat(names()).noneMatch(name -> name.startsWith(".catalogue"));
    }

    private static Cancellation cancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        return cancellation;
    }

    @Test
    void aDamagedPageEndsTheBuildAndIsNamed() throws IOException {
        write();
        Catalogue before = build();
        Path page = state().pages().pages().getFirst().file();
        byte[] bytes = Files.readAllBytes(page);
        bytes[bytes.length / 2] ^= 1;
        Files.write(page, bytes);
        assertNamed(page, this::build);
        assertThat(Catalogue.open(dir).created()).isEqualTo(before.created());
    }
}
