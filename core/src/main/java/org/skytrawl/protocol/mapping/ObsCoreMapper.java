package org.skytrawl.protocol.mapping;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;

/** Maps rows of SIA2 and ObsTAP: columns by ObsCore name in any case, else by utype. */
public final class ObsCoreMapper implements RowMapper {
    private static final Map<String, ObsCoreColumn> BY_UTYPE = new HashMap<>();

    static {
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            String utype = column.utype().toLowerCase(Locale.ROOT);
            BY_UTYPE.put(utype.substring(utype.indexOf(':') + 1), column);
        }
    }

    private final BadCells bad;
    private final Map<ObsCoreColumn, Source> sources;
    private final ObsCoreCells cells;
    private final int known;
    private final int extraColumns;

    public ObsCoreMapper(AnswerFields fields) {
        Map<ObsCoreColumn, Source> sources = byName(fields);
        byUtype(fields).forEach(sources::putIfAbsent);
        this.bad = new BadCells(fields);
        this.sources = sources;
        this.cells = new ObsCoreCells(fields, sources, List.of(), bad);
        this.known = sources.size();
        this.extraColumns = fields.size() - known;
    }

    /** The columns with ObsCore names; the first of several with one name. */
    public static Map<ObsCoreColumn, Source> byName(AnswerFields fields) {
        Map<ObsCoreColumn, Source> sources = new EnumMap<>(ObsCoreColumn.class);
        for (int i = 0; i < fields.size(); i++) {
            ObsCoreColumn column = ObsCoreColumn.of(fields.name(i));
            if (column != null) {
                sources.putIfAbsent(column, new Source(i, fields.get(i).unit()));
            }
        }
        return sources;
    }

    /** The columns with ObsCore utypes and other names; the first of several with one utype. */
    public static Map<ObsCoreColumn, Source> byUtype(AnswerFields fields) {
        Map<ObsCoreColumn, Source> sources = new EnumMap<>(ObsCoreColumn.class);
        for (int i = 0; i < fields.size(); i++) {
            ObsCoreColumn column = BY_UTYPE.get(fields.utype(i));
            if (column != null && ObsCoreColumn.of(fields.name(i)) == null) {
                sources.putIfAbsent(column, new Source(i, fields.get(i).unit()));
            }
        }
        return sources;
    }

    /** Whether the answer has this ObsCore column as numbers in ObsCore's unit, so that a query can compare it. */
    public static boolean isAsWritten(AnswerFields fields, ObsCoreColumn column) {
        Source source = byName(fields).get(column);
        return source != null
                && Number.class.isAssignableFrom(fields.get(source.index()).cellClass())
                && ObsCoreUnit.isOwn(column, source.unit());
    }

    @Override
    public Mapped map(@Nullable Object[] row) {
        double[] numbers = new double[cells.layout().numbers()];
        @Nullable String[] texts = new @Nullable String[cells.layout().texts()];
        Arrays.fill(numbers, Double.NaN);
        cells.fill(row, numbers, texts);
        RegionCell region = cells.region();
        return new Mapped(
                new ObsCoreRecord(cells.layout(), numbers, texts),
                region == null ? null : region.footprint(),
                region != null && region.isGiven());
    }

    @Override
    public Map<ObsCoreColumn, Source> sources() {
        return sources;
    }

    RecordLayout layout() {
        return cells.layout();
    }

    @Override
    public long heldTextBytes() {
        return cells.heldTextBytes();
    }

    @Override
    public boolean knowsColumns() {
        return known > 0;
    }

    @Override
    public int extraColumns() {
        return extraColumns;
    }

    @Override
    public long badCells() {
        return bad.count();
    }
}
