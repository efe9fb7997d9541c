package org.skytrawl.registry.regtap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegTapQuery;

/** Turns the answers of bulk queries into typed rows. Rows without an identifier are noted and dropped. */
public record RowsReader(List<RegTapQuery> queries, List<List<RegistryRow>> answers, Notes notes) {

    public static RegistryRows read(List<RegTapQuery> queries, List<List<RegistryRow>> answers, Notes notes) {
        RowsReader reader = new RowsReader(queries, answers, notes);
        return new RegistryRows(
                reader.all("rr.resource", row -> new RegistryRows.Resource(needed(row, 0), row.text(1), row.text(2))),
                reader.all("rr.interface", RowsReader::anInterface),
                reader.all("rr.res_table", row -> new RegistryRows.Table(needed(row, 0), needed(row, 1), row.text(2))),
                reader.all(
                        "rr.res_detail",
                        row -> new RegistryRows.Detail(needed(row, 0), row.integer(1), needed(row, 2), needed(row, 3))),
                reader.all("rr.relationship", row -> new RegistryRows.Relationship(needed(row, 0), row.text(1))),
                reader.all(
                        "rr.stc_spatial",
                        row -> new RegistryRows.Spatial(needed(row, 0), row.text(1), row.textIfThere(2))),
                reader.all("rr.stc_spectral", RowsReader::bounds),
                reader.all("rr.stc_temporal", RowsReader::bounds));
    }

    private static RegistryRows.Interface anInterface(RegistryRow row) {
        return new RegistryRows.Interface(
                needed(row, 0),
                row.integer(1),
                needed(row, 2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.flagIfThere(7),
                row.textIfThere(8));
    }

    private static RegistryRows.Bounds bounds(RegistryRow row) {
        return new RegistryRows.Bounds(needed(row, 0), row.real(1), row.real(2));
    }

    private <T> List<T> all(String table, Function<RegistryRow, T> make) {
        List<T> made = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            if (queries.get(i).table().equals(table)) {
                for (RegistryRow row : answers.get(i)) {
                    try {
                        made.add(make.apply(row));
                    } catch (MissingCell e) {
                        notes.add("registry rows without an identifier, left out", table + ": " + e.getMessage());
                    }
                }
            }
        }
        return made;
    }

    private static String needed(RegistryRow row, int column) {
        @Nullable String text = row.text(column);
        if (text == null || OutsideText.isTooLongForWord(text) || text.isBlank()) {
            throw new MissingCell("column " + (column + 1) + " of the row of " + row.text(0));
        }
        return text;
    }

    private static final class MissingCell extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingCell(String message) {
            super(message, null, false, false);
        }
    }
}
