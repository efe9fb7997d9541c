package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.tap.AdqlText.Part;

/**
 * The declinations between which rows of an uploaded table and of an ObsCore table can meet by a condition of a join. An
 * index finds those, so that few pairs of rows are compared by their shapes. For one query.
 */
final class PlaceBound {
    /** The sizes of what is in tables. */
    interface Extents {
        /** Half of the largest field of view in an ObsCore table, degrees; 180 if a place in it has an unknown extent. */
        double reachDeg(TableRef table);

        /** The largest number in a column of an uploaded table; infinite if it has others than numbers. */
        double most(TableRef upload, String column);
    }

    private static final double SLACK_DEG = 1e-3;

    private final AdqlText text;
    private final Map<String, @Nullable TableRef> inScope;
    private final Extents extents;

    PlaceBound(AdqlText text, Map<String, @Nullable TableRef> inScope, Extents extents) {
        this.text = text;
        this.inScope = inScope;
        this.extents = extents;
    }

    /** A column by the name that its table has in the query. */
    private record Field(String alias, TableRef table, String column) {
        boolean isUploaded() {
            return table.table().schema().equals(Uploads.SCHEMA);
        }

        String sql() {
            return AdqlWords.sql(alias) + "." + AdqlWords.sql(column);
        }
    }

    /** @param known the declination in the ObsCore table */
    private record Near(Field uploaded, Field known, double reachDeg) {
        boolean isAbout(Near other) {
            return uploaded.equals(other.uploaded) && known.equals(other.known);
        }

        Near with(double otherDeg) {
            return new Near(uploaded, known, otherDeg);
        }
    }

    /** The bound in SQL, or null if the condition has none. */
    @Nullable
    String sql(Part condition) {
        Near near = near(condition);
        if (near == null || !(near.reachDeg < 90)) {
            return null;
        }
        String dec = near.known.sql();
        double reachDeg = near.reachDeg + SLACK_DEG;
        return near.uploaded.sql() + " BETWEEN " + dec + " - " + ExpressionRewriter.number("" + reachDeg) + " AND "
                + dec + " + " + ExpressionRewriter.number("" + reachDeg);
    }

    private @Nullable Near near(Part part) {
        Part inner = part;
        while (text.is(inner.from(), "(") && text.closing(inner.from()) == inner.to() - 1) {
            inner = new Part(inner.from() + 1, inner.to() - 1);
        }
        List<Part> alternatives = split(inner, "OR");
        if (alternatives.size() > 1) {
            return any(alternatives);
        }
        List<Part> all = split(inner, "AND");
        return all.size() > 1 ? both(all) : compared(inner);
    }

    private @Nullable Near any(List<Part> alternatives) {
        Near farthest = null;
        for (Part one : alternatives) {
            Near near = near(one);
            if (near == null || (farthest != null && !near.isAbout(farthest))) {
                return null;
            }
            farthest = farthest == null ? near : near.with(Math.max(near.reachDeg, farthest.reachDeg));
        }
        return farthest;
    }

    private @Nullable Near both(List<Part> all) {
        return all.stream()
                .map(this::near)
                .filter(Objects::nonNull)
                .min((one, other) -> Double.compare(one.reachDeg, other.reachDeg))
                .orElse(null);
    }

    private List<Part> split(Part part, String word) {
        List<Part> parts = new ArrayList<>();
        int from = part.from();
        for (int at = text.find(part, word); at >= 0; at = text.find(new Part(from, part.to()), word)) {
            parts.add(new Part(from, at));
            from = at + 1;
        }
        parts.add(new Part(from, part.to()));
        return parts;
    }

    /** {@code 1=INTERSECTS(..)}, {@code CONTAINS(..)=1}, {@code DISTANCE(..)<=..} or {@code ..>=DISTANCE(..)}. */
    private @Nullable Near compared(Part part) {
        int sign = text.find(part, "=", "<=", "<", ">=", ">");
        if (sign < 0) {
            return null;
        }
        Part left = new Part(part.from(), sign);
        Part right = new Part(sign + 1, part.to());
        if (text.is(sign, "=")) {
            return isOne(left) ? related(right) : isOne(right) ? related(left) : null;
        }
        return text.is(sign, "<") || text.is(sign, "<=") ? distance(left, right) : distance(right, left);
    }

    private boolean isOne(Part part) {
        return part.to() == part.from() + 1 && text.at(part.from()).text().equals("1");
    }

    /** The arguments of a call that is all of a part, or null if it is none of these functions. */
    private @Nullable List<Part> arguments(Part part, String... functions) {
        boolean isCall = text.is(part.from() + 1, "(") && text.closing(part.from() + 1) == part.to() - 1;
        for (String function : functions) {
            if (isCall && text.is(part.from(), function)) {
                return text.split(new Part(part.from() + 2, part.to() - 1));
            }
        }
        return null;
    }

    /** A place with the reach around it: {@code CIRCLE}, {@code POINT}, or the column {@code s_region}. */
    private record Place(Field dec, double reachDeg) {}

    private @Nullable Near related(Part part) {
        List<Part> two = arguments(part, "INTERSECTS", "CONTAINS");
        return two == null || two.size() != 2 ? null : near(place(two.getFirst()), place(two.getLast()), 0);
    }

    private @Nullable Near distance(Part call, Part limit) {
        List<Part> args = arguments(call, "DISTANCE");
        double most = sum(limit);
        if (args == null || Double.isNaN(most)) {
            return null;
        }
        return args.size() == 2
                ? near(place(args.getFirst()), place(args.getLast()), most)
                : args.size() == 4 ? near(bare(args.get(1)), bare(args.get(3)), most) : null;
    }

    private static @Nullable Near near(@Nullable Place one, @Nullable Place other, double furtherDeg) {
        if (one == null || other == null || one.dec.isUploaded() == other.dec.isUploaded()) {
            return null;
        }
        Field uploaded = one.dec.isUploaded() ? one.dec : other.dec;
        Field known = one.dec.isUploaded() ? other.dec : one.dec;
        boolean isObsCore = known.column.equals("s_dec");
        return isObsCore ? new Near(uploaded, known, one.reachDeg + other.reachDeg + furtherDeg) : null;
    }

    private @Nullable Place bare(Part dec) {
        Field field = field(dec);
        return field == null ? null : new Place(field, 0);
    }

    private @Nullable Place place(Part part) {
        Field field = field(part);
        if (field != null) {
            boolean isRegion = field.column.equals("s_region") && !field.isUploaded();
            return isRegion
                    ? new Place(new Field(field.alias, field.table, "s_dec"), extents.reachDeg(field.table))
                    : null;
        }
        List<Part> args = arguments(part, "CIRCLE", "POINT");
        if (args == null) {
            return null;
        }
        boolean framed = text.at(args.getFirst().from()).kind() == AdqlToken.Kind.TEXT;
        boolean isIcrs = !framed
                || "ICRS".equals(Regions.frame(text.at(args.getFirst().from()).text()));
        List<Part> numbers = framed ? args.subList(1, args.size()) : args;
        boolean isPoint = text.is(part.from(), "POINT");
        if (!isIcrs || numbers.size() != (isPoint ? 2 : 3)) {
            return null;
        }
        Field dec = field(numbers.get(1));
        double radius = isPoint ? 0 : sum(numbers.getLast());
        return dec == null || Double.isNaN(radius) ? null : new Place(dec, radius);
    }

    private @Nullable Field field(Part part) {
        if (part.to() != part.from() + 3 || !text.is(part.from() + 1, ".")) {
            return null;
        }
        String alias = text.at(part.from()).name();
        TableRef table = inScope.get(alias);
        return table == null
                ? null
                : new Field(alias, table, text.at(part.from() + 2).name());
    }

    /** The largest value of a sum of numbers, columns of an uploaded table and {@code s_fov / 2}; NaN if there are others. */
    private double sum(Part part) {
        double sum = 0;
        for (Part term : split(part, "+")) {
            sum += term(term);
        }
        return sum;
    }

    private double term(Part part) {
        if (part.to() == part.from() + 1 && text.at(part.from()).kind() == AdqlToken.Kind.NUMBER) {
            return Double.parseDouble(text.at(part.from()).text());
        }
        boolean isHalf = text.is(part.to() - 2, "/")
                && text.at(part.to() - 1).kind() == AdqlToken.Kind.NUMBER
                && Double.parseDouble(text.at(part.to() - 1).text()) >= 2;
        Field field = field(isHalf ? new Part(part.from(), part.to() - 2) : part);
        if (field == null) {
            return Double.NaN;
        }
        return field.isUploaded()
                ? extents.most(field.table, field.column)
                : field.column.equals("s_fov") ? (isHalf ? 1 : 2) * extents.reachDeg(field.table) : Double.NaN;
    }
}
