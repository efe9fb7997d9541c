package org.skytrawl.simvo.tap;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

/** Which tables a query may name, and where they are in the database. */
final class TableNames {
    private final Map<String, Place> places = new HashMap<>();

    /** A table, and the schema of the database that it is in; its name there is that in ADQL, in upper case. */
    record Place(Table table, String physicalSchema) {
        String sql() {
            return '"' + physicalSchema + "\".\"" + table.name().toUpperCase(Locale.ROOT) + '"';
        }
    }

    void add(Table table, String physicalSchema) {
        places.put(table.qualifiedName(), new Place(table, physicalSchema));
    }

    void addAll(TableNames others) {
        places.putAll(others.places);
    }

    @Nullable
    Place find(String schema, String table) {
        return places.get((schema + "." + table).toLowerCase(Locale.ROOT));
    }
}
