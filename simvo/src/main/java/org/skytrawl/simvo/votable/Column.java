package org.skytrawl.simvo.votable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** @param std whether a standard defines it (TAP_SCHEMA's {@code std}) */
public record Column(
        String name,
        ColumnType type,
        @Nullable String xtype,
        @Nullable String unit,
        @Nullable String ucd,
        @Nullable String utype,
        String description,
        boolean indexed,
        boolean std) {

    public Column {
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("column " + name + " is not in lower case");
        }
    }

    public static Column of(String name, ColumnType type, String description) {
        return new Column(name, type, null, null, null, null, description, false, false);
    }

    public Column with(@Nullable String newUnit, @Nullable String newUcd, @Nullable String newUtype) {
        return new Column(name, type, xtype, newUnit, newUcd, newUtype, description, indexed, std);
    }

    public Column withXtype(@Nullable String newXtype) {
        return new Column(name, type, newXtype, unit, ucd, utype, description, indexed, std);
    }

    public Column withIndex() {
        return new Column(name, type, xtype, unit, ucd, utype, description, true, std);
    }

    public Column standard() {
        return new Column(name, type, xtype, unit, ucd, utype, description, indexed, true);
    }
}
