package org.skytrawl.cone9;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.ObsCoreCells;
import org.skytrawl.protocol.mapping.RowMapper;

/** Columns of its own names. */
final class Cone9Mapper implements RowMapper {
    private static final Map<String, ObsCoreColumn> COLUMNS = Map.of(
            "kind", ObsCoreColumn.dataproduct_type,
            "number", ObsCoreColumn.obs_publisher_did,
            "link", ObsCoreColumn.access_url,
            "x", ObsCoreColumn.s_ra,
            "y", ObsCoreColumn.s_dec);

    private final BadCells bad;
    private final ObsCoreCells cells;
    private final int known;
    private final int extra;

    Cone9Mapper(AnswerFields fields) {
        Map<ObsCoreColumn, ObsCoreCells.Source> sources = new EnumMap<>(ObsCoreColumn.class);
        for (int i = 0; i < fields.size(); i++) {
            ObsCoreColumn column = COLUMNS.get(fields.name(i));
            if (column != null) {
                sources.put(column, new ObsCoreCells.Source(i, fields.get(i).unit()));
            }
        }
        bad = new BadCells(fields);
        cells = new ObsCoreCells(fields, sources, List.of(), bad);
        known = sources.size();
        extra = fields.size() - known;
    }

    @Override
    public Mapped map(@Nullable Object[] row) {
        double[] numbers = new double[cells.layout().numbers()];
        @Nullable String[] texts = new @Nullable String[cells.layout().texts()];
        Arrays.fill(numbers, Double.NaN);
        cells.fill(row, numbers, texts);
        return new Mapped(new ObsCoreRecord(cells.layout(), numbers, texts), null);
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
        return extra;
    }

    @Override
    public long badCells() {
        return bad.count();
    }
}
