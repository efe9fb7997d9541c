package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;

/** How HSQLDB learns of {@link AdqlFunctions}. */
final class DatabaseFunctions {
    private static final String TEXT = "VARCHAR(32672)";

    private record Definition(String name, String arguments, String result, String method) {
        String sql() {
            return "CREATE FUNCTION " + name + "(" + arguments + ") RETURNS " + result + " SPECIFIC " + name
                    + " NO SQL DETERMINISTIC LANGUAGE JAVA EXTERNAL NAME 'CLASSPATH:" + AdqlFunctions.class.getName()
                    + "." + method + "'";
        }
    }

    private static final List<Definition> ALL = all();

    static final List<String> DEFINITIONS = ALL.stream().map(Definition::sql).toList();

    private DatabaseFunctions() {}

    static List<String> names() {
        return ALL.stream().map(Definition::name).toList();
    }

    private static List<Definition> all() {
        List<Definition> all = new ArrayList<>();
        all.add(new Definition("ADQL_POINT", "F " + TEXT + ", A DOUBLE, D DOUBLE", TEXT, "point"));
        all.add(new Definition("ADQL_CIRCLE", "F " + TEXT + ", A DOUBLE, D DOUBLE, R DOUBLE", TEXT, "circle"));
        all.add(new Definition("ADQL_BOX", "F " + TEXT + ", A DOUBLE, D DOUBLE, W DOUBLE, H DOUBLE", TEXT, "box"));
        all.add(new Definition("ADQL_POLYGON", "F " + TEXT + ", N " + TEXT, TEXT, "polygon"));
        all.add(new Definition("ADQL_REGION", "T " + TEXT, TEXT, "region"));
        all.add(new Definition("ADQL_CONTAINS", "A " + TEXT + ", B " + TEXT, "INTEGER", "contains"));
        all.add(new Definition("ADQL_INTERSECTS", "A " + TEXT + ", B " + TEXT, "INTEGER", "intersects"));
        all.add(new Definition("ADQL_DISTANCE2", "A " + TEXT + ", B " + TEXT, "DOUBLE", "distance"));
        all.add(new Definition("ADQL_DISTANCE4", "A DOUBLE, B DOUBLE, C DOUBLE, D DOUBLE", "DOUBLE", "distance"));
        all.add(new Definition("ADQL_AREA", "R " + TEXT, "DOUBLE", "area"));
        all.add(new Definition("ADQL_CENTROID", "R " + TEXT, TEXT, "centroid"));
        all.add(new Definition("ADQL_COORD1", "P " + TEXT, "DOUBLE", "coord1"));
        all.add(new Definition("ADQL_COORD2", "P " + TEXT, "DOUBLE", "coord2"));
        all.add(new Definition("ADQL_COORDSYS", "R " + TEXT, TEXT, "coordsys"));
        all.add(new Definition("ADQL_MOC1", "T " + TEXT, TEXT, "moc"));
        all.add(new Definition("ADQL_MOC2", "O INTEGER, R " + TEXT, TEXT, "moc"));
        all.add(new Definition("IVO_HASWORD", "T " + TEXT + ", W " + TEXT, "INTEGER", "hasWord"));
        all.add(new Definition("IVO_HASHLIST_HAS", "L " + TEXT + ", I " + TEXT, "INTEGER", "hashListHas"));
        all.add(new Definition("IVO_NOCASEMATCH", "T " + TEXT + ", P " + TEXT, "INTEGER", "noCaseMatch"));
        all.add(new Definition(
                "IVO_INTERVAL_OVERLAPS", "A DOUBLE, B DOUBLE, C DOUBLE, D DOUBLE", "INTEGER", "intervalOverlaps"));
        return all;
    }
}
