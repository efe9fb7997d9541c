package org.skytrawl.harvest.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.groups.GroupSteps.Step;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Service;

/** Divided among machines, the steps say what they say on one. */
class GroupStepsTest {
    private static final List<Service> SERVICES =
            List.of(TestPages.service("x/b", "b"), TestPages.service("x/a", "a"), TestPages.service("x/c", "c"));
    private static final long MEMORY_BYTES = 1 << 20;
    private static final int PARTS = 5;

    @TempDir
    Path folder;

    @Test
    void saysWhatOneMachineSays() throws Exception {
        Random random = new Random(5);
        TestPages written = new TestPages(Files.createDirectory(folder.resolve("pages")));
        for (int page = 0; page < 4; page++) {
            List<ObsCoreRecord> rows = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                rows.add(row(random));
            }
            written.add(SERVICES.get(random.nextInt(SERVICES.size())), rows);
        }
        HarvestPages pages = written.pages();
        List<Fate> expected = new ArrayList<>();
        try (DatasetGroups groups = DatasetGroups.of(pages, folder.resolve("one"), MEMORY_BYTES)) {
            for (HarvestPages.Page page : pages.pages()) {
                try (DatasetGroups.Cursor cursor = groups.page(page.number())) {
                    for (long row = 0; row < page.rows(); row++) {
                        expected.add(cursor.next());
                    }
                }
            }
        }
        assertThat(expected).hasAtLeastOneElementOfType(Fate.Lost.class);
        assertThat(expected).hasAtLeastOneElementOfType(Fate.Kept.class);
        assertThat(divided(pages, random)).isEqualTo(expected);
    }

    private static ObsCoreRecord row(Random random) {
        Map<ObsCoreColumn, Object> cells = new EnumMap<>(ObsCoreColumn.class);
        if (random.nextInt(4) > 0) {
            cells.put(ObsCoreColumn.obs_publisher_did, "ivo://x/y?" + random.nextInt(120));
        }
        if (random.nextInt(9) > 0) {
            cells.put(ObsCoreColumn.access_url, "http://h/" + random.nextInt(100));
        }
        if (random.nextInt(3) > 0) {
            cells.put(ObsCoreColumn.access_format, "image/fits");
        }
        cells.put(ObsCoreColumn.s_ra, (double) random.nextInt(2));
        cells.put(ObsCoreColumn.s_dec, 0.0);
        return TestPages.record(cells);
    }

    private List<Fate> divided(HarvestPages pages, Random random) throws Exception {
        GroupSteps.Secret secret = GroupSteps.Secret.random();
        Path scratch = Files.createDirectory(folder.resolve("many"));
        List<byte[]> rows = new ArrayList<>();
        for (HarvestPages.Page page : pages.pages()) {
            try (GroupSteps.Result result =
                    new GroupSteps(pages, secret, scratch, MEMORY_BYTES).keys(page.number(), page.number() + 1)) {
                result.forEachRemaining(rows::add);
            }
        }
        for (Step step : Step.values()) {
            if (step != Step.FATES) {
                List<byte[]> given = new ArrayList<>();
                for (Iterator<byte[]> part : parts(pages, rows, random)) {
                    try (GroupSteps.Result result =
                            new GroupSteps(pages, secret, scratch, MEMORY_BYTES).run(step, part)) {
                        assertThat(result.tooLarge()).isEmpty();
                        result.forEachRemaining(given::add);
                    }
                }
                rows = given;
            }
        }
        List<Fate> fates = new ArrayList<>();
        GroupSteps last = new GroupSteps(pages, secret, scratch, MEMORY_BYTES);
        try (GroupSteps.Fates all = last.fates(rows.iterator())) {
            for (long row = 0; row < pages.rows(); row++) {
                fates.add(all.of(row));
            }
        }
        assertThat(scratch).isEmptyDirectory();
        return fates;
    }

    /** Rows that must be together are in one part; their order is another one. */
    private static List<Iterator<byte[]>> parts(HarvestPages pages, List<byte[]> rows, Random random) {
        List<List<byte[]>> parts = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            parts.add(new ArrayList<>());
        }
        Collections.shuffle(rows, random);
        for (byte[] row : rows) {
            long of = GroupSteps.takenBy(row).isOfPages()
                    ? GroupSteps.row(row) * PARTS / pages.rows()
                    : Math.floorMod(GroupSteps.hash(row), PARTS);
            parts.get((int) of).add(row);
        }
        return parts.stream().map(List::iterator).toList();
    }
}
