package org.skytrawl.simvo.votable;

import org.jspecify.annotations.Nullable;

/** What a column's values are: in VOTable, in SQL, in Java. */
public enum ColumnType {
    TEXT("char", "*", "VARCHAR(1000000)"),
    /** Texts with characters beyond ASCII. */
    UNICODE("unicodeChar", "*", "VARCHAR(1000000)"),
    DOUBLE("double", null, "DOUBLE"),
    REAL("float", null, "DOUBLE"),
    INT("int", null, "INTEGER"),
    SHORT("short", null, "SMALLINT"),
    LONG("long", null, "BIGINT"),
    /** Several doubles; only in answers of SIA1, never in the database. */
    DOUBLES("double", "*", ""),
    /** Several integers; only in answers of SIA1, never in the database. */
    INTS("int", "*", "");

    private final String datatype;
    private final @Nullable String arraysize;
    private final String sql;

    ColumnType(String datatype, @Nullable String arraysize, String sql) {
        this.datatype = datatype;
        this.arraysize = arraysize;
        this.sql = sql;
    }

    /** VOTable's datatype. */
    public String datatype() {
        return datatype;
    }

    /** VOTable's arraysize, or null for a scalar. */
    public @Nullable String arraysize() {
        return arraysize;
    }

    /** The type in the database. */
    public String sql() {
        return sql;
    }
}
