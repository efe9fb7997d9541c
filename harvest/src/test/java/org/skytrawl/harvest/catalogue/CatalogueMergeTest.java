package org.skytrawl.harvest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.MadeHarvest;
import org.skytrawl.harvest.MadeRecords;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.Merger;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;

/** The datasets of a catalogue are those of the merger over all rows, and the other rows are beside them. */
class CatalogueMergeTest {
    @TempDir
    private static Path dir;

    private static final Map<Service, List<List<ObsCoreRecord>>> PAGES = new LinkedHashMap<>();
    private static Catalogue catalogue;

    @BeforeAll
    static void build() throws IOException {
        MadeRecords made = new MadeRecords(9);
        List<ObsCoreRecord> first = made.list("a", 0, 80);
        List<ObsCoreRecord> second = new ArrayList<>(first.subList(20, 50));
        second.addAll(made.list("b", 0, 30));
        // the same datasets with less of what is known
        List<ObsCoreRecord> third = new ArrayList<>(made.list("c", 0, 20));
        first.subList(40, 70).forEach(record -> third.add(bare(record)));
        PAGES.put(MadeHarvest.service(0), List.of(first));
        PAGES.put(MadeHarvest.service(1), List.of(second));
        PAGES.put(MadeHarvest.service(2), List.of(third.subList(0, 25), third.subList(25, 50)));
        MadeHarvest.write(dir, PAGES);
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            catalogue = new CatalogueBuild(folder, 60, new Cancellation(), (step, rows, of) -> {})
                    .build(CatalogueState.of(folder));
        }
    }

    private static ObsCoreRecord bare(ObsCoreRecord record) {
        List<Object> kept = new ArrayList<>();
        for (ObsCoreColumn column : List.of(
                ObsCoreColumn.obs_publisher_did,
                ObsCoreColumn.access_url,
                ObsCoreColumn.access_format,
                ObsCoreColumn.s_ra,
                ObsCoreColumn.s_dec)) {
            Object value = record.value(column);
            if (value != null) {
                kept.addAll(List.of(column, value));
            }
        }
        return MadeRecords.of(kept.toArray());
    }

    private static List<CatalogueRow> rows(boolean others) {
        return CatalogueBuildTest.rows(catalogue.files().stream()
                .filter(file -> file.table().isOthers() == others)
                .toList());
    }

    @Test
    void theDatasetsAreThoseOfTheMerger() {
        List<Answer> answers = new ArrayList<>();
        PAGES.forEach((service, pages) -> answers.add(new Answer(
                service,
                new Origin(service.ivoid(), service.title(), service.protocol(), service.accessUrl() + "/sync"),
                pages.stream().flatMap(List::stream).toList())));
        List<String> expected = Merger.merge(answers).datasets().stream()
                .map(dataset -> CatalogueBuildTest.values(dataset.record()) + " "
                        + dataset.origins().stream()
                                .map(origin -> origin.ivoid().value())
                                .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
        assertThat(rows(false).stream()
                        .map(row -> CatalogueBuildTest.values(row.record()) + " " + row.origins())
                        .sorted())
                .isEqualTo(expected)
                .hasSize(130);
    }

    @Test
    void allRowsAreThereOnce() {
        List<String> expected = PAGES.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .map(CatalogueBuildTest::values)
                .sorted()
                .toList();
        assertThat(Stream.concat(rows(false).stream(), rows(true).stream())
                        .map(row -> CatalogueBuildTest.values(row.record()))
                        .sorted())
                .isEqualTo(expected)
                .hasSize(190);
        assertThat(rows(true)).hasSize(60).allMatch(row -> row.origins() == null);
    }

    @Test
    void theOthersAreHatsToo() throws IOException {
        assertThat(HatsRules.broken(catalogue.folder().resolve("datasets"))).isEmpty();
        assertThat(HatsRules.broken(catalogue.folder().resolve("others"))).isEmpty();
    }
}
