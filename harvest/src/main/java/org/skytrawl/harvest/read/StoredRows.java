package org.skytrawl.harvest.read;

import dev.hardwood.reader.FilterPredicate;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.SkyPoint;

/**
 * The rows of one Parquet file of a harvest, one after the other in the order of the file. Row groups and pages without
 * wanted rows are not read. Used by one thread.
 */
public final class StoredRows implements Closeable {
    /** The nested HEALPix cell of order 29 of the position. */
    public static final String HEALPIX = "_healpix_29";

    static {
        // Hardwood would load a native library of the system if it finds it; Java warns of that on stderr
        if (System.getProperty("hardwood.uselibdeflate") == null) {
            System.setProperty("hardwood.uselibdeflate", "false");
        }
    }

    private final Path path;
    private final ParquetFileReader file;
    private final RowReader rows;
    private final RecordLayout layout;
    private final Set<String> columns;
    private final Cell[] cells;

    /** An ObsCore column in the file and in the record. */
    private record Cell(int index, int slot, ObsCoreColumn.Type type) {}

    private StoredRows(Path path, ParquetFileReader file, RowReader rows, Set<String> columns) {
        this.path = path;
        this.file = file;
        this.rows = rows;
        this.columns = columns;
        this.layout = new RecordLayout(Arrays.stream(ObsCoreColumn.values())
                .filter(column -> columns.contains(column.name()))
                .toList());
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < rows.getFieldCount(); i++) {
            indexes.put(rows.getFieldName(i), i);
        }
        this.cells = layout.columns().stream()
                .map(column -> new Cell(
                        Objects.requireNonNull(indexes.get(column.name())), layout.slot(column), column.type()))
                .toArray(Cell[]::new);
    }

    /** The cell of order 29 of the position of a record; -1 without position. */
    public static long cellOf(ObsCoreRecord record) {
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        return Double.isFinite(raDeg) && Math.abs(decDeg) <= 90
                ? Healpix.cellOf(Healpix.MAX_ORDER, SkyPoint.ofDegrees(raDeg, decDeg))
                : -1;
    }

    /**
     * Cells of order 29.
     *
     * @param least included
     * @param greatest included
     */
    public record Cells(long least, long greatest) {}

    /**
     * Opens a file.
     *
     * @param cells only rows in one of these; null for all rows, also those without position
     * @param wanted names of columns; null for all
     * @param bytesRead gets the bytes that are read from disk
     * @throws HarvestException if it is not the file that was written
     */
    public static StoredRows open(
            Path path,
            FileSums sums,
            @Nullable List<Cells> cells,
            @Nullable Collection<String> wanted,
            AtomicLong bytesRead) {
        return named(path, () -> {
            ParquetFileReader file = ParquetFileReader.open(new CheckedFile(path, sums, bytesRead));
            boolean opened = false;
            try {
                Set<String> columns = new HashSet<>();
                file.getFileMetaData().schema().stream().skip(1).forEach(column -> columns.add(column.name()));
                if (wanted != null) {
                    columns.retainAll(wanted);
                }
                ParquetFileReader.RowReaderBuilder builder =
                        file.buildRowReader().projection(ColumnProjection.columns(columns.toArray(String[]::new)));
                RowReader rows = (cells == null ? builder : builder.filter(within(cells))).build();
                StoredRows all = new StoredRows(path, file, rows, columns);
                opened = true;
                return all;
            } finally {
                if (!opened) {
                    file.close();
                }
            }
        });
    }

    private static FilterPredicate within(List<Cells> cells) {
        List<FilterPredicate> each = new ArrayList<>();
        for (Cells range : cells) {
            each.add(FilterPredicate.and(
                    FilterPredicate.gtEq(HEALPIX, range.least()), FilterPredicate.ltEq(HEALPIX, range.greatest())));
        }
        return each.size() == 1 ? each.getFirst() : FilterPredicate.or(each.toArray(FilterPredicate[]::new));
    }

    /** Key and value metadata of the file. */
    public Map<String, String> texts() {
        return file.getFileMetaData().keyValueMetadata();
    }

    /** Goes to the next row; the first call to the first. */
    public boolean next() {
        return named(path, () -> {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        });
    }

    /** The cell of the row; -1 without position. */
    public long cell() {
        return has(HEALPIX) ? named(path, () -> rows.getLong(HEALPIX)) : -1;
    }

    /** The ObsCore columns of the row. */
    public ObsCoreRecord record() {
        return named(path, () -> {
            double[] numbers = new double[layout.numbers()];
            @Nullable String[] texts = new @Nullable String[layout.texts()];
            for (Cell cell : cells) {
                boolean isNull = rows.isNull(cell.index());
                switch (cell.type()) {
                    case TEXT -> texts[cell.slot()] = isNull ? null : rows.getString(cell.index());
                    case INTEGER -> numbers[cell.slot()] = isNull ? Double.NaN : rows.getLong(cell.index());
                    case REAL -> numbers[cell.slot()] = isNull ? Double.NaN : rows.getDouble(cell.index());
                }
            }
            return new ObsCoreRecord(layout, numbers, texts);
        });
    }

    /** A text that ObsCore does not have; null if the row or the file lacks it. */
    public @Nullable String text(String name) {
        return has(name) ? named(path, () -> rows.getString(name)) : null;
    }

    /** A number that ObsCore does not have; NaN if the row or the file lacks it. */
    public double number(String name) {
        return has(name) ? named(path, () -> rows.getDouble(name)) : Double.NaN;
    }

    private boolean has(String name) {
        return columns.contains(name) && !named(path, () -> rows.isNull(name));
    }

    private interface Step<R> {
        R run() throws IOException;
    }

    /** Errors name the file. */
    private static <R> R named(Path path, Step<R> step) {
        try {
            return step.run();
        } catch (HarvestException e) {
            throw e;
        } catch (IOException e) {
            throw new HarvestException("cannot read " + path + ": " + HarvestFolder.cause(e), e);
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof HarvestException)) {
                cause = cause.getCause();
            }
            throw cause instanceof HarvestException known
                    ? known
                    : new HarvestException(path + " is no Parquet file of a harvest: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        named(path, () -> {
            rows.close();
            file.close();
            return path;
        });
    }
}
