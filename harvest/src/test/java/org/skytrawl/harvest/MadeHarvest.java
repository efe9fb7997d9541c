package org.skytrawl.harvest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.parquet.ParquetColumn;
import org.skytrawl.parquet.ParquetTable;
import org.skytrawl.parquet.ParquetWriter;

/** Writes harvests of given records, without a network. */
public final class MadeHarvest {
    /** The time of all pages. */
    public static final Instant TIME = Instant.parse("2026-12-01T06:00:00Z");

    private MadeHarvest() {}

    public static Service service(int number) {
        return Service.of(
                List.of(new Ivoid("ivo://made.example/" + number)),
                "Made " + number,
                Protocol.named("OBSTAP"),
                "https://made" + number + ".example/tap",
                "ivoa.obscore");
    }

    /**
     * Writes a harvest in which all services are complete.
     *
     * @param pages by service, in the order of the list: the records of each page
     */
    public static void write(Path dir, Map<Service, List<List<ObsCoreRecord>>> pages) throws IOException {
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            begin(folder, List.copyOf(pages.keySet()));
            for (Map.Entry<Service, List<List<ObsCoreRecord>>> each : pages.entrySet()) {
                write(folder.store(each.getKey()), each.getValue());
            }
        }
    }

    public static void begin(HarvestFolder folder, List<Service> services) {
        var unused =
                Harvest.begin(folder, new HarvestFolder.About(TIME, "everything", List.of(List.of()), true), services);
    }

    private static void write(ServiceStore store, List<List<ObsCoreRecord>> pages) throws IOException {
        long rows = pages.stream().mapToLong(List::size).sum();
        store.append(new Entry.Plan(TIME, List.of(), List.of("t_min"), rows));
        List<String> cells = List.of(Cell.WHOLE.id());
        if (pages.size() > 1) {
            store.split(new Entry.Split(
                    TIME,
                    Cell.WHOLE.id(),
                    IntStream.range(0, pages.size())
                            .mapToObj(i -> new Entry.Part(
                                    Range.between("t_min", String.valueOf(i), String.valueOf(i + 1)),
                                    (long) pages.get(i).size()))
                            .toList()));
            cells = store.state().parts(Cell.WHOLE).stream().map(Cell::id).toList();
        }
        for (int i = 0; i < pages.size(); i++) {
            page(store, cells.get(i), pages.get(i));
        }
        store.append(new Entry.Done(TIME, rows, rows, true));
    }

    /** Writes a page of a cell, in the place of one that it may have. */
    public static void page(ServiceStore store, String cell, List<ObsCoreRecord> records) throws IOException {
        store.write(
                new Entry.Page(
                        TIME,
                        cell,
                        store.state().nextFile(new Cell(cell, List.of())),
                        records.size(),
                        (long) records.size(),
                        0,
                        0,
                        "SELECT *",
                        1,
                        0,
                        List.of()),
                parquet(records));
    }

    /** As the pages of a harvest are: sorted by cell, rows without position at the end. */
    private static byte[] parquet(List<ObsCoreRecord> records) throws IOException {
        List<ObsCoreRecord> rows = records.stream()
                .sorted(Comparator.comparing(StoredRows::cellOf, (a, b) -> Long.compareUnsigned(a, b)))
                .toList();
        List<ParquetColumn<ObsCoreRecord>> columns = new ArrayList<>();
        columns.add(new ParquetColumn<>(StoredRows.HEALPIX, ObsCoreColumn.Type.INTEGER, false, row -> {
            long cell = StoredRows.cellOf(row);
            return cell < 0 ? null : (Long) cell;
        }));
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            columns.add(new ParquetColumn<>(column.name(), column.type(), false, row -> row.value(column)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParquetWriter<ObsCoreRecord> writer = new ParquetWriter<>(
                new ParquetTable<>("page", columns, Map.of(), null, Math.max(1, rows.size()), 5_000), out);
        writer.write(rows);
        var unused = writer.finish();
        return out.toByteArray();
    }
}
