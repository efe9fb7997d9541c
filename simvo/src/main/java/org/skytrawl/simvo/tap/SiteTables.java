package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

/** The tables of one service, and TAP_SCHEMA, which is made at its first use. */
final class SiteTables implements TableRef.Names {
    private final TapDescription description;
    private final Site site;
    private final List<Table> all;
    private final Set<String> published = new HashSet<>();

    SiteTables(TapDatabase database, TapDescription description) {
        this.description = description;
        this.site = database.site(description.site());
        List<Table> tables = new ArrayList<>(description.tables());
        tables.addAll(TapSchema.OWN);
        this.all = List.copyOf(tables);
        for (Table table : all) {
            published.add(table.qualifiedName());
        }
    }

    List<Table> all() {
        return all;
    }

    @Override
    public @Nullable TableRef find(String schema, String name) {
        if (!published.contains(schema + "." + name)) {
            return null;
        }
        if (schema.equals(TapSchema.NAME)) {
            makeTapSchema();
        }
        return site.table(schema + "." + name);
    }

    private void makeTapSchema() {
        if (site.table(TapSchema.OWN.getLast().qualifiedName()) != null) {
            return;
        }
        site.making().lock();
        try {
            // other threads look for the last table, so its rows must be there before it is visible
            if (site.table(TapSchema.OWN.getLast().qualifiedName()) == null) {
                site.database().createFilled(site, TapSchema.OWN, table -> TapSchema.rows(description, table, all));
            }
        } finally {
            site.making().unlock();
        }
    }
}
