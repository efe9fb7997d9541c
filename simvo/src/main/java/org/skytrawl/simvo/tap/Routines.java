package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;

/** The functions of ADQL and RegTAP as routines of the database. */
final class Routines {
    private static final String TEXT = "VARCHAR(32672)";

    /** MOCs of many cells are long. */
    private static final String LONG_TEXT = "VARCHAR(1000000)";

    private Routines() {}

    static List<String> all() {
        List<String> sql = new ArrayList<>();
        geometry(sql, "POINT", "point", TEXT, TEXT, "DOUBLE", "DOUBLE");
        geometry(sql, "CIRCLE", "circle", TEXT, TEXT, "DOUBLE", "DOUBLE", "DOUBLE");
        geometry(sql, "CIRCLE_AT", "circleAt", TEXT, TEXT, TEXT, "DOUBLE");
        geometry(sql, "BOX", "box", TEXT, TEXT, "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE");
        geometry(sql, "BOX_AT", "boxAt", TEXT, TEXT, TEXT, "DOUBLE", "DOUBLE");
        geometry(sql, "POLYGON", "polygon", TEXT, TEXT, "DOUBLE ARRAY");
        geometry(sql, "POLYGON_AT", "polygonAt", TEXT, TEXT, "VARCHAR(200) ARRAY");
        geometry(sql, "CONTAINS", "contains", "INTEGER", LONG_TEXT, LONG_TEXT);
        geometry(sql, "INTERSECTS", "intersects", "INTEGER", LONG_TEXT, LONG_TEXT);
        geometry(sql, "DISTANCE", "distance", "DOUBLE", TEXT, TEXT);
        geometry(sql, "DISTANCE4", "distance4", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE");
        geometry(sql, "AREA", "area", "DOUBLE", LONG_TEXT);
        geometry(sql, "CENTROID", "centroid", TEXT, TEXT);
        geometry(sql, "COORD1", "coord1", "DOUBLE", TEXT);
        geometry(sql, "COORD2", "coord2", "DOUBLE", TEXT);
        geometry(sql, "COORDSYS", "coordsys", TEXT, TEXT);
        geometry(sql, "MOC", "moc", LONG_TEXT, "INTEGER", TEXT);
        geometry(sql, "MOC_OF", "mocOf", LONG_TEXT, LONG_TEXT);
        registry(sql, "IVO_HASWORD", "hasWord", "INTEGER", LONG_TEXT, TEXT);
        registry(sql, "IVO_NOCASEMATCH", "noCaseMatch", "INTEGER", LONG_TEXT, TEXT);
        registry(sql, "IVO_HASHLIST_HAS", "hashListHas", "INTEGER", LONG_TEXT, TEXT);
        registry(sql, "IVO_INTERVAL_OVERLAPS", "intervalOverlaps", "INTEGER", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE");
        return sql;
    }

    private static void geometry(List<String> sql, String name, String method, String returned, String... parameters) {
        add(sql, AdqlFunctions.class, name, method, returned, parameters);
    }

    private static void registry(List<String> sql, String name, String method, String returned, String... parameters) {
        add(sql, RegistryFunctions.class, name, method, returned, parameters);
    }

    private static void add(
            List<String> sql, Class<?> holder, String name, String method, String returned, String... parameters) {
        StringBuilder declared = new StringBuilder();
        for (int i = 0; i < parameters.length; i++) {
            declared.append(i == 0 ? "" : ", ")
                    .append("P")
                    .append(i)
                    .append(' ')
                    .append(parameters[i]);
        }
        String routine = "\"PUBLIC\".\"ADQL_" + name + "\"";
        sql.add("CREATE FUNCTION " + routine + "(" + declared + ") RETURNS " + returned
                + " LANGUAGE JAVA DETERMINISTIC NO SQL RETURNS NULL ON NULL INPUT EXTERNAL NAME 'CLASSPATH:"
                + holder.getName() + "." + method + "'");
        sql.add("GRANT EXECUTE ON FUNCTION " + routine + " TO \"" + Readers.USER + "\"");
    }
}
