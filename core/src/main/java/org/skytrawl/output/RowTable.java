package org.skytrawl.output;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RandomStarTable;
import uk.ac.starlink.votable.VOStarTable;

/** A list as a STIL table. Cells are computed on access. */
final class RowTable<T> extends RandomStarTable {
    private final List<T> rows;
    private final List<TableColumn<T>> columns;
    private final ColumnInfo[] infos;

    RowTable(String name, List<T> rows, List<TableColumn<T>> columns) {
        setName(name);
        this.rows = rows;
        this.columns = columns;
        this.infos = columns.stream().map(this::info).toArray(ColumnInfo[]::new);
    }

    private ColumnInfo info(TableColumn<T> column) {
        ColumnInfo info = new ColumnInfo(column.name(), column.type(), column.description());
        if (column.unit() != null) {
            info.setUnitString(column.unit());
        }
        if (column.ucd() != null) {
            info.setUCD(column.ucd());
        }
        if (column.utype() != null) {
            info.setUtype(column.utype());
        }
        return info;
    }

    /**
     * Declares text columns beyond ASCII as {@code unicodeChar}, which is UCS-2: a column with other characters stays
     * {@code char}, which readers take as UTF-8 in TABLEDATA (and VOTable 1.6 allows).
     */
    void declareUnicode() {
        CellText.Reach[] reaches = new CellText.Reach[infos.length];
        Arrays.fill(reaches, CellText.Reach.ASCII);
        // many cells repeat the text of the row above
        Object[] above = new Object[infos.length];
        for (T row : rows) {
            for (int i = 0; i < infos.length; i++) {
                if (infos[i].getContentClass() == String.class
                        && columns.get(i).cell().of(row) instanceof String text
                        && !text.equals(above[i])) {
                    above[i] = text;
                    CellText.Reach reach = CellText.reach(text);
                    reaches[i] = reach.compareTo(reaches[i]) > 0 ? reach : reaches[i];
                }
            }
        }
        for (int i = 0; i < infos.length; i++) {
            if (reaches[i] == CellText.Reach.UCS2) {
                infos[i].setAuxDatum(new DescribedValue(VOStarTable.DATATYPE_INFO, "unicodeChar"));
            }
        }
    }

    /** Not a copy: changes describe the columns. */
    ColumnInfo[] columnInfos() {
        return infos;
    }

    @Override
    public int getColumnCount() {
        return infos.length;
    }

    @Override
    public ColumnInfo getColumnInfo(int column) {
        return infos[column];
    }

    @Override
    public long getRowCount() {
        return rows.size();
    }

    @Override
    public @Nullable Object getCell(long row, int column) {
        return columns.get(column).value(rows.get(Math.toIntExact(row)));
    }
}
