package org.skytrawl.simvo.votable;

import java.util.List;
import org.jspecify.annotations.Nullable;

public record Table(String schema, String name, @Nullable String utype, String description, List<Column> columns) {
    public Table {
        columns = List.copyOf(columns);
    }

    public String qualifiedName() {
        return schema + "." + name;
    }
}
