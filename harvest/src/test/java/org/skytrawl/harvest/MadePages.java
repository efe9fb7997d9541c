package org.skytrawl.harvest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.ObsCoreRecord;

/**
 * For {@code bench/run catalogue}: the pages of twenty services, each of which has a tenth of its datasets from the one before.
 * Arguments: a new folder, the number of rows.
 */
final class MadePages {
    private static final int SERVICES = 20;
    private static final int PAGE_ROWS = 50_000;
    private static final int SHARED_PER_CENT = 10;

    /** Java's generator begins alike with seeds that are near each other. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private MadePages() {}

    public static void main(String... args) throws IOException {
        write(Path.of(args[0]), Math.toIntExact(Long.parseLong(args[1]) / SERVICES));
    }

    private static void write(Path dir, int each) throws IOException {
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            MadeHarvest.begin(
                    folder,
                    IntStream.range(0, SERVICES).mapToObj(MadeHarvest::service).toList());
            for (int i = 0; i < SERVICES; i++) {
                int first = Math.toIntExact((long) i * each * (100 - SHARED_PER_CENT) / 100);
                write(folder.store(MadeHarvest.service(i)), first, each);
            }
        }
    }

    private static void write(ServiceStore store, int first, int rows) throws IOException {
        int pages = (rows + PAGE_ROWS - 1) / PAGE_ROWS;
        store.append(new Entry.Plan(MadeHarvest.TIME, List.of(), List.of("t_min"), (long) rows));
        List<String> cells = List.of(Cell.WHOLE.id());
        if (pages > 1) {
            store.split(new Entry.Split(
                    MadeHarvest.TIME,
                    Cell.WHOLE.id(),
                    IntStream.range(0, pages)
                            .mapToObj(i ->
                                    new Entry.Part(Range.between("t_min", "" + i, "" + (i + 1)), (long) of(i, rows)))
                            .toList()));
            cells = store.state().parts(Cell.WHOLE).stream().map(Cell::id).toList();
        }
        for (int i = 0; i < pages; i++) {
            int from = first + i * PAGE_ROWS;
            List<ObsCoreRecord> records = new ArrayList<>();
            for (int number = from; number < from + of(i, rows); number++) {
                // the same wherever it is
                records.add(new MadeRecords(number * SPREAD).record("vo", number));
            }
            MadeHarvest.page(store, cells.get(i), records);
        }
        store.append(new Entry.Done(MadeHarvest.TIME, rows, (long) rows, true));
    }

    private static int of(int page, int rows) {
        return Math.min(PAGE_ROWS, rows - page * PAGE_ROWS);
    }
}
