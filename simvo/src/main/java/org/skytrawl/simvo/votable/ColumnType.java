package org.skytrawl.simvo.votable;

import org.jspecify.annotations.Nullable;

public enum ColumnType {
    TEXT("char", "*", "VARCHAR(1000000)"),
    UNICODE("unicodeChar", "*", "VARCHAR(1000000)"),
    DOUBLE("double", null, "DOUBLE"),
    REAL("float", null, "DOUBLE"),
    INT("int", null, "INTEGER"),
    SHORT("short", null, "SMALLINT"),
    LONG("long", null, "BIGINT"),
    /** Two doubles; only in answers of SSA, not in the database. */
    PAIR("double", "2", ""),
    /** Several doubles; only in answers of SIA1, not in the database. */
    DOUBLES("double", "*", ""),
    INTS("int", "*", "");

    private final String datatype;
    private final @Nullable String arraysize;
    private final String sql;

    ColumnType(String datatype, @Nullable String arraysize, String sql) {
        this.datatype = datatype;
        this.arraysize = arraysize;
        this.sql = sql;
    }

    public String datatype() {
        return datatype;
    }

    public @Nullable String arraysize() {
        return arraysize;
    }

    public String sql() {
        return sql;
    }
}
