package org.skytrawl.registry.list;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Reads a service list in VOTable, such as the result of a registry search. */
final class TableEntries implements RowSink {
    private final List<ServiceListEntry> entries = new ArrayList<>();
    private List<String> names = List.of();

    private TableEntries() {}

    static List<ServiceListEntry> read(InputStream in, List<String> notes) {
        TableEntries table = new TableEntries();
        try {
            ReadReport report = new VoTableReader().read(in, table);
            if (report.failure() != null) {
                String message = report.failure().message().replaceFirst("^The answer", "it");
                throw new ServiceListException(message.contains("(line ") ? message : "line 1, column 1: " + message);
            }
            if (!report.hasTable()) {
                throw new ServiceListException("it is a VOTable without a table");
            }
            if (report.badRows() > 0) {
                notes.add(report.badRows() + " rows have too many or too few cells: missing ones count as empty");
            }
            if (report.badCells() > 0) {
                notes.add(report.badCells() + " cells could not be read and count as empty");
            }
            return table.entries;
        } catch (IOException | StopReadingException e) {
            throw new ServiceListException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void fields(List<TableField> fields) {
        names = fields.stream()
                .map(field -> field.name() == null ? String.valueOf(field.id()) : field.name())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        ServiceList.checkColumns(names, "its table");
    }

    @Override
    public void row(@Nullable Object[] cells) {
        Map<String, String> entry = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            if (cell != null) {
                entry.putIfAbsent(names.get(i), cell.toString());
            }
        }
        entries.add(new ServiceListEntry("row " + (entries.size() + 1), entry));
    }
}
