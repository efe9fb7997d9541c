package org.skytrawl.simvo.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;

/** How far from its declination the outline of a row of an ObsCore table reaches. */
record RowReach(int dec, int fov, int region) {
    static final double UNKNOWN_DEG = 180;

    /** Null if a table is no ObsCore table. */
    static @Nullable RowReach of(Table table) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        RowReach columns = new RowReach(names.indexOf("s_dec"), names.indexOf("s_fov"), names.indexOf("s_region"));
        return columns.dec < 0 || columns.fov < 0 || columns.region < 0 ? null : columns;
    }

    double deg(@Nullable Object[] row) {
        if (row[fov] instanceof Number diameterDeg && row[dec] != null) {
            return diameterDeg.doubleValue() / 2;
        }
        return row[region] == null ? 0 : UNKNOWN_DEG;
    }
}
