package org.skytrawl.protocol.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.RecordLayout;

/**
 * Copies the cells of ObsCore columns into the arrays of a record. The reader of each column is chosen once per answer. Used by
 * one thread at a time.
 */
public final class ObsCoreCells {
    /** A column of the answer, by index, with its declared unit or null. */
    public record Source(int index, @Nullable String unit) {
        /** @param defaultUnit the unit if the FIELD has none; null for ObsCore's */
        public static Source of(AnswerFields fields, int index, @Nullable String defaultUnit) {
            String unit = fields.get(index).unit();
            return new Source(index, ObsCoreUnit.isDeclared(unit) ? unit : defaultUnit);
        }
    }

    private final BadCells bad;
    private final RecordLayout layout;
    private final TextPool pool = new TextPool();
    private final int[] numberIndexes;
    private final int[] numberSlots;
    private final NumberCell[] numberCells;
    private final int[] textIndexes;
    private final int[] textSlots;
    private final TextCell[] textCells;
    private final int regionIndex;
    private final @Nullable RegionCell region;

    /**
     * @param sources the column of the answer for each ObsCore column
     * @param more further columns of the records
     */
    public ObsCoreCells(
            AnswerFields fields, Map<ObsCoreColumn, Source> sources, Collection<ObsCoreColumn> more, BadCells bad) {
        this.bad = bad;
        Set<ObsCoreColumn> columns = EnumSet.noneOf(ObsCoreColumn.class);
        sources.keySet().forEach(column -> columns.add(target(column, sources)));
        columns.addAll(more);
        this.layout = new RecordLayout(columns);
        List<NumberCell> numbers = new ArrayList<>();
        List<TextCell> texts = new ArrayList<>();
        this.numberIndexes = new int[layout.numbers()];
        this.numberSlots = new int[layout.numbers()];
        this.textIndexes = new int[layout.texts()];
        this.textSlots = new int[layout.texts()];
        RegionCell regionCell = null;
        int regionCellIndex = -1;
        for (Map.Entry<ObsCoreColumn, Source> entry : sources.entrySet()) {
            ObsCoreColumn column = entry.getKey();
            Source source = entry.getValue();
            if (column == ObsCoreColumn.s_region) {
                regionCell = new RegionCell(fields, source.index(), bad);
                regionCellIndex = source.index();
            } else if (column.isText()) {
                textIndexes[texts.size()] = source.index();
                textSlots[texts.size()] = layout.slot(column);
                texts.add(new TextCell(column, source.index(), bad, pool));
            } else {
                numberIndexes[numbers.size()] = source.index();
                numberSlots[numbers.size()] = layout.slot(target(column, sources));
                numbers.add(new NumberCell(column, source, bad));
            }
        }
        this.region = regionCell;
        this.regionIndex = regionCellIndex;
        this.numberCells = numbers.toArray(NumberCell[]::new);
        this.textCells = texts.toArray(TextCell[]::new);
    }

    /** The other end of the band for energies and frequencies, unless that end is a wavelength. */
    private static ObsCoreColumn target(ObsCoreColumn column, Map<ObsCoreColumn, Source> sources) {
        ObsCoreColumn other = column == ObsCoreColumn.em_min
                ? ObsCoreColumn.em_max
                : column == ObsCoreColumn.em_max ? ObsCoreColumn.em_min : column;
        boolean isTurned = isInverse(sources, column) && (isInverse(sources, other) || !sources.containsKey(other));
        return isTurned ? other : column;
    }

    private static boolean isInverse(Map<ObsCoreColumn, Source> sources, ObsCoreColumn column) {
        Source source = sources.get(column);
        return source != null && ObsCoreUnit.isInverse(source.unit());
    }

    public RecordLayout layout() {
        return layout;
    }

    /** Estimated bytes of the texts of all records so far, without footprints. */
    public long heldTextBytes() {
        return pool.heldBytes();
    }

    /** The footprint column with the value of the last row; null if the answer has none. */
    @Nullable
    public RegionCell region() {
        return region;
    }

    public void fill(@Nullable Object[] cells, double[] numbers, @Nullable String[] texts) {
        for (int i = 0; i < numberCells.length; i++) {
            numbers[numberSlots[i]] = numberCells[i].read(cells[numberIndexes[i]]);
        }
        for (int i = 0; i < textCells.length; i++) {
            texts[textSlots[i]] = textCells[i].read(cells[textIndexes[i]]);
        }
        if (region != null) {
            region.read(bad.unlessNullWord(regionIndex, cells[regionIndex]));
            texts[layout.slot(ObsCoreColumn.s_region)] = region.text();
        }
    }
}
