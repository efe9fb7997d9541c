package org.skytrawl.protocol.ssa;

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
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.RowMapper;

/** Maps rows of SSA by utype. */
final class SsaMapper implements RowMapper {
    private static final Map<String, ObsCoreColumn> BY_UTYPE = Map.of(
            "access.reference", ObsCoreColumn.access_url,
            "access.format", ObsCoreColumn.access_format,
            "dataset.type", ObsCoreColumn.dataproduct_type,
            "curation.publisherdid", ObsCoreColumn.obs_publisher_did,
            "dataid.title", ObsCoreColumn.obs_title);

    private final BadCells bad;
    private final Map<ObsCoreColumn, Source> sources = new EnumMap<>(ObsCoreColumn.class);
    private final ObsCoreCells cells;
    private final int extraColumns;

    SsaMapper(AnswerFields fields) {
        this.bad = new BadCells(fields);
        for (int i = 0; i < fields.size(); i++) {
            ObsCoreColumn column = BY_UTYPE.get(fields.utype(i));
            if (column != null) {
                sources.putIfAbsent(column, new Source(i, fields.get(i).unit()));
            }
        }
        ObsCoreMapper.byName(fields).forEach(sources::putIfAbsent);
        this.cells = new ObsCoreCells(fields, sources, List.of(), bad);
        this.extraColumns = fields.size() - sources.size();
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
    public Map<ObsCoreColumn, Source> sources() {
        return sources;
    }

    @Override
    public long heldTextBytes() {
        return cells.heldTextBytes();
    }

    @Override
    public boolean knowsColumns() {
        return !sources.isEmpty();
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
