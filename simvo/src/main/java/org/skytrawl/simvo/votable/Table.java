package org.skytrawl.simvo.votable;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's description.
 *
 * @param schema in lower case
 * @param name in lower case, without the schema
 * @param utype or null
 * @param description never empty
 */
public record Table(String schema, String name, @Nullable String utype, String description, List<Column> columns) {
    /** Keeps its own copy of the columns. */
    public Table {
        columns = List.copyOf(columns);
    }

    /** Schema and name as ADQL writes them. */
    public String qualifiedName() {
        return schema + "." + name;
    }
}
