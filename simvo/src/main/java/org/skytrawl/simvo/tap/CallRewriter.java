package org.skytrawl.simvo.tap;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.tap.AdqlText.Part;

final class CallRewriter {
    private static final Set<String> TYPES = Set.of(
            "SMALLINT", "INTEGER", "INT", "BIGINT", "REAL", "FLOAT", "DOUBLE", "DOUBLE PRECISION", "CHAR", "VARCHAR");

    private static final Set<String> OF_ONE_NUMBER_OR_TEXT =
            Set.of("ABS ACOS ASIN ATAN CEILING COS COT DEGREES EXP FLOOR LOG LOG10 RADIANS SIN SQRT TAN LOWER UPPER"
                    .split(" ", -1));

    private final AdqlText text;
    private final ExpressionRewriter expressions;

    CallRewriter(AdqlText text, ExpressionRewriter expressions) {
        this.text = text;
        this.expressions = expressions;
    }

    String call(AdqlToken function, Part inner) throws TapError {
        List<Part> args = inner.isEmpty() ? List.of() : text.split(inner);
        String name = function.upper();
        return switch (name) {
            case "COUNT", "SUM", "MIN", "MAX", "AVG" -> aggregate(name, function, inner);
            case "POINT", "CIRCLE", "BOX", "POLYGON" -> shape(function, args);
            case "DISTANCE" -> {
                count(function, args, 2, 4);
                List<String> places = places(args);
                yield args.size() == 4
                        ? routine("DISTANCE4", expressions.all(args))
                        : places == null ? routine(function, name, args, 2, 2) : routine("DISTANCE4", places);
            }
            case "MOC" -> routine(function, args.size() == 1 ? "MOC_OF" : "MOC", args, 1, 2);
            case "AREA", "CENTROID", "COORD1", "COORD2", "COORDSYS" -> routine(function, name, args, 1, 1);
            case "REGION" -> region(function, args);
            case "CONTAINS", "INTERSECTS" -> {
                count(function, args, 2, 2);
                yield related(name, args.getFirst(), args.getLast());
            }
            case "IVO_HASWORD", "IVO_NOCASEMATCH", "IVO_HASHLIST_HAS" -> routine(function, name, args, 2, 2);
            case "IVO_INTERVAL_OVERLAPS" -> routine(function, name, args, 4, 4);
            case "IVO_STRING_AGG" -> stringAggregate(function, args);
            case "CAST" -> cast(inner);
            case "ATAN2", "MOD", "POWER", "NULLIF" -> plain(function, name, args, 2, 2);
            case "PI" -> plain(function, name, args, 0, 0);
            case "RAND" -> plain(function, name, args, 0, 1);
            case "COALESCE" -> plain(function, name, args, 1, 100);
            case "ROUND", "TRUNCATE" -> {
                count(function, args, 1, 2);
                String digits = args.size() == 1 ? "0" : expressions.expression(args.get(1));
                yield name + "(" + expressions.expression(args.getFirst()) + ", " + digits + ")";
            }
            default -> {
                if (!OF_ONE_NUMBER_OR_TEXT.contains(name)) {
                    throw new TapError("unknown function " + function.shown());
                }
                yield plain(function, name, args, 1, 1);
            }
        };
    }

    private static void count(AdqlToken function, List<Part> args, int least, int most) throws TapError {
        if (args.size() < least || args.size() > most) {
            throw new TapError("the function " + function.shown() + " takes "
                    + (least == most ? String.valueOf(least) : least + " to " + most) + " arguments, not "
                    + args.size());
        }
    }

    private String plain(AdqlToken function, String name, List<Part> args, int least, int most) throws TapError {
        count(function, args, least, most);
        return name + "(" + String.join(", ", expressions.all(args)) + ")";
    }

    private String routine(AdqlToken function, String name, List<Part> args, int least, int most) throws TapError {
        count(function, args, least, most);
        return routine(name, expressions.all(args));
    }

    private static String routine(String name, List<String> args) {
        return "\"PUBLIC\".\"ADQL_" + name + "\"(" + String.join(", ", args) + ")";
    }

    /** Shapes from numbers are given as these, since a join does not write and read texts of all of them. */
    private String related(String name, Part one, Part other) throws TapError {
        List<String> first = round(one);
        List<String> second = round(other);
        List<String> all = new ArrayList<>(first == null ? List.of(expressions.expression(one)) : first);
        all.addAll(second == null ? List.of(expressions.expression(other)) : second);
        if (first != null && second != null) {
            return routine(name + "_ROUND", all);
        }
        if (second != null || (first != null && name.equals("INTERSECTS"))) {
            if (second == null) {
                all.addFirst(all.removeLast());
            }
            return routine(name + "_WITH_ROUND", all);
        }
        return routine(name, List.of(expressions.expression(one), expressions.expression(other)));
    }

    /** RA, Dec and radius of {@code CIRCLE} or {@code POINT} in ICRS from numbers, not all constant; null for another part. */
    private @Nullable List<String> round(Part part) throws TapError {
        boolean isPoint = text.is(part.from(), "POINT");
        boolean isCall = text.is(part.from() + 1, "(") && text.closing(part.from() + 1) == part.to() - 1;
        if (!isCall || !(isPoint || text.is(part.from(), "CIRCLE"))) {
            return null;
        }
        List<Part> args = text.split(new Part(part.from() + 2, part.to() - 1));
        AdqlToken frame = text.at(args.getFirst().from());
        boolean framed = frame.kind() == AdqlToken.Kind.TEXT;
        List<Part> values = framed ? args.subList(1, args.size()) : args;
        boolean isIcrs = !framed || "ICRS".equals(Regions.frame(frame.text()));
        if (!isIcrs || values.size() != (isPoint ? 2 : 3) || constants(values) != null) {
            return null;
        }
        List<String> numbers = expressions.all(values);
        if (isPoint) {
            numbers.add("0E0");
        }
        return numbers;
    }

    /** RA and Dec of two points, or null if they are not both {@code POINT} in ICRS from numbers. */
    private @Nullable List<String> places(List<Part> args) throws TapError {
        List<String> first =
                args.size() != 2 || !text.is(args.getFirst().from(), "POINT") ? null : round(args.getFirst());
        List<String> second = first == null || !text.is(args.getLast().from(), "POINT") ? null : round(args.getLast());
        return first == null || second == null
                ? null
                : List.of(first.getFirst(), first.get(1), second.getFirst(), second.get(1));
    }

    private String aggregate(String name, AdqlToken function, Part inner) throws TapError {
        if (name.equals("COUNT") && inner.to() == inner.from() + 1 && text.is(inner.from(), "*")) {
            return "COUNT(*)";
        }
        boolean quantified = text.is(inner.from(), "DISTINCT") || text.is(inner.from(), "ALL");
        Part value = quantified ? new Part(inner.from() + 1, inner.to()) : inner;
        count(function, text.split(value), 1, 1);
        String argument = expressions.expression(value);
        // the database gives a whole number as mean of whole numbers
        return name + "(" + (quantified ? text.at(inner.from()).upper() + " " : "")
                + (name.equals("AVG") ? "1E0 * (" + argument + ")" : argument) + ")";
    }

    private String stringAggregate(AdqlToken function, List<Part> args) throws TapError {
        count(function, args, 2, 2);
        String separator = onlyText(args.get(1), "a text that separates");
        return "GROUP_CONCAT(CAST(" + expressions.expression(args.getFirst()) + " AS VARCHAR(1000000)) SEPARATOR "
                + ExpressionRewriter.quoted(separator) + ")";
    }

    private String onlyText(Part part, String expected) throws TapError {
        AdqlToken only = text.at(part.from());
        if (only.kind() != AdqlToken.Kind.TEXT || part.to() != part.from() + 1) {
            throw text.error(part.from(), expected);
        }
        return only.text();
    }

    private String cast(Part inner) throws TapError {
        int as = text.find(inner, "AS");
        if (as < 0) {
            throw text.error(inner.to(), "AS and a type");
        }
        StringBuilder type = new StringBuilder();
        int i = as + 1;
        while (i < inner.to() && text.at(i).kind() == AdqlToken.Kind.WORD) {
            type.append(type.isEmpty() ? "" : " ").append(text.at(i).upper());
            i++;
        }
        String name = type.toString();
        String length = "";
        if (i + 3 == inner.to() && text.is(i, "(") && text.at(i + 1).text().matches("\\d{1,4}")) {
            length = "(" + text.at(i + 1).text() + ")";
            i += 3;
        }
        if (!TYPES.contains(name) || i != inner.to()) {
            throw text.error(
                    as + 1, "one of the types " + TYPES.stream().sorted().toList());
        }
        return "CAST(" + expressions.expression(new Part(inner.from(), as)) + " AS " + name + length + ")";
    }

    private String region(AdqlToken function, List<Part> args) throws TapError {
        count(function, args, 1, 1);
        return checked(onlyText(args.getFirst(), "a region in STC-S as a text"), function);
    }

    /** A shape from numbers or points, with the coordinate system first or not at all (ADQL 2.1 made it optional). */
    private String shape(AdqlToken function, List<Part> args) throws TapError {
        boolean framed = !args.isEmpty() && text.at(args.getFirst().from()).kind() == AdqlToken.Kind.TEXT;
        int most = switch (function.upper()) {
            case "POINT" -> 2;
            case "CIRCLE" -> 3;
            case "BOX" -> 4;
            default -> Integer.MAX_VALUE;
        };
        if (!framed && args.size() > most) {
            throw text.error(args.getFirst().from(), "a coordinate system as a text, such as 'ICRS'");
        }
        List<Part> values = framed ? args.subList(1, args.size()) : args;
        String frame = framed ? text.at(args.getFirst().from()).text() : "ICRS";
        String system = Regions.frame(frame);
        if (system == null) {
            throw new TapError("unknown coordinate system '" + frame + "'");
        }
        List<Double> constants = constants(values);
        if (constants != null) {
            int count = constants.size();
            if (most == Integer.MAX_VALUE ? count < 6 || count % 2 != 0 : count != most) {
                throw new TapError("the function " + function.shown() + " cannot take " + count + " numbers");
            }
            return checked(Regions.stcS(function.upper(), system, constants), function);
        }
        List<String> numbers = expressions.all(values);
        if (most == Integer.MAX_VALUE) {
            return polygon(function, ExpressionRewriter.quoted(system), values, numbers);
        }
        numbers.addFirst(ExpressionRewriter.quoted(system));
        count(function, values, Math.max(2, most - 1), most);
        return routine(function.upper() + (values.size() < most ? "_AT" : ""), numbers);
    }

    private String polygon(AdqlToken function, String frame, List<Part> values, List<String> numbers) throws TapError {
        boolean points = !values.isEmpty() && text.is(values.getFirst().from(), "POINT");
        if (values.size() < (points ? 3 : 6) || (!points && values.size() % 2 != 0)) {
            throw new TapError("the function " + function.shown() + " takes at least three pairs of numbers");
        }
        String type = points ? "VARCHAR(200))" : "DOUBLE)";
        String array = numbers.stream()
                .map(number -> "CAST(" + number + " AS " + type)
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
        return routine(points ? "POLYGON_AT" : "POLYGON", List.of(frame, array));
    }

    /** The numbers, or null if not all values are constants. */
    private @Nullable List<Double> constants(List<Part> values) {
        List<Double> numbers = new ArrayList<>();
        for (Part value : values) {
            boolean signed = text.is(value.from(), "-") || text.is(value.from(), "+");
            int at = signed ? value.from() + 1 : value.from();
            if (at + 1 != value.to() || text.at(at).kind() != AdqlToken.Kind.NUMBER) {
                return null;
            }
            double number = Double.parseDouble(text.at(at).text());
            numbers.add(text.is(value.from(), "-") ? -number : number);
        }
        return numbers;
    }

    private static String checked(String stcS, AdqlToken function) throws TapError {
        try {
            Regions.parsed(stcS);
            return ExpressionRewriter.quoted(stcS);
        } catch (SQLException e) {
            throw new TapError(function.upper() + ": " + e.getMessage());
        }
    }
}
