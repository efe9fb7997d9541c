package org.skytrawl.simvo.tap;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Calls of functions as the database wants them. */
final class AdqlFunction {
    /** Those that the database has under the same names. */
    private static final Set<String> SAME = Set.of(
            "ABS",
            "CEILING",
            "DEGREES",
            "EXP",
            "FLOOR",
            "LOG",
            "LOG10",
            "MOD",
            "PI",
            "POWER",
            "RADIANS",
            "RAND",
            "ROUND",
            "SQRT",
            "TRUNCATE",
            "ACOS",
            "ASIN",
            "ATAN",
            "ATAN2",
            "COS",
            "COT",
            "SIN",
            "TAN",
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "COALESCE",
            "NULLIF",
            "UPPER",
            "LOWER",
            "CAST");

    /** Ours, by the names they have in the database. */
    private static final Set<String> OURS = Set.of(
            "CONTAINS",
            "INTERSECTS",
            "AREA",
            "CENTROID",
            "COORD1",
            "COORD2",
            "COORDSYS",
            "REGION",
            "IVO_HASWORD",
            "IVO_NOCASEMATCH",
            "IVO_HASHLIST_HAS",
            "IVO_INTERVAL_OVERLAPS");

    private AdqlFunction() {}

    /** Whether such a name before a parenthesis is a function's. */
    static boolean isKnown(String name) {
        return SAME.contains(name)
                || OURS.contains(name)
                || Set.of("POINT", "CIRCLE", "BOX", "POLYGON", "DISTANCE", "MOC", "IVO_STRING_AGG")
                        .contains(name);
    }

    /**
     * A call in SQL.
     *
     * @param name in upper case
     * @param arguments in SQL already
     */
    static String call(String name, List<String> arguments) throws AdqlException {
        return switch (name) {
            case "POINT" -> framed("ADQL_POINT", arguments, 2, name);
            case "CIRCLE" -> framed("ADQL_CIRCLE", arguments, 3, name);
            case "BOX" -> framed("ADQL_BOX", arguments, 4, name);
            case "POLYGON" -> polygon(arguments);
            case "DISTANCE" -> "ADQL_DISTANCE" + counted(arguments, name, 2, 4) + list(arguments);
            case "MOC" -> "ADQL_MOC" + counted(arguments, name, 1, 2) + list(arguments);
            case "IVO_STRING_AGG" -> {
                counted(arguments, name, 2, 2);
                yield "GROUP_CONCAT(" + arguments.get(0) + " SEPARATOR " + arguments.get(1) + ")";
            }
            case "ROUND", "TRUNCATE" ->
                arguments.size() == 1 ? name + "(" + arguments.getFirst() + ", 0)" : name + list(arguments);
            default -> (OURS.contains(name) && !name.startsWith("IVO_") ? "ADQL_" + name : name) + list(arguments);
        };
    }

    private static int counted(List<String> arguments, String name, int one, int other) throws AdqlException {
        if (arguments.size() != one && arguments.size() != other) {
            throw new AdqlException(name + " takes " + one + (one == other ? "" : " or " + other) + " arguments, not "
                    + arguments.size());
        }
        return arguments.size();
    }

    private static String list(List<String> arguments) {
        return arguments.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    /** The frame may be left out (ADQL 2.1) or be there (2.0); the database's functions always have it. */
    private static String framed(String function, List<String> arguments, int numbers, String name)
            throws AdqlException {
        counted(arguments, name, numbers, numbers + 1);
        return function + (arguments.size() == numbers ? "('', " : "(") + String.join(", ", arguments) + ")";
    }

    private static String polygon(List<String> arguments) throws AdqlException {
        boolean framed = !arguments.isEmpty() && arguments.getFirst().startsWith("'");
        List<String> numbers = arguments.subList(framed ? 1 : 0, arguments.size());
        if (numbers.size() < 6 || numbers.size() % 2 != 0) {
            throw new AdqlException(
                    "POLYGON takes at least three pairs of coordinates, not " + numbers.size() + " numbers");
        }
        return numbers.stream()
                .map(number -> "CAST(" + number + " AS VARCHAR(40))")
                .collect(Collectors.joining(
                        " || ' ' || ", "ADQL_POLYGON(" + (framed ? arguments.getFirst() : "''") + ", ", ")"));
    }
}
