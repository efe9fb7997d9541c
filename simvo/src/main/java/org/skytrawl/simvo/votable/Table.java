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
    public Table {
        columns = List.copyOf(columns);
    }

    public String qualifiedName() {
        return schema + "." + name;
    }
}
