package org.skytrawl.protocol.obstap;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.protocol.mapping.PlainNumber;

/**
 * Writes ADQL 2.0 for an ObsCore table.
 *
 * @param table a checked table name
 * @param inclusive whether rows with NULL in type, band or time match
 * @param narrowing more conditions
 */
record ObsTapAdql(String table, Question constraints, boolean inclusive, List<String> narrowing) {
    /** As SSA and the Spectrum data model write the type; tables that are made from SSA services have it. */
    private static final Map<String, String> OF_SSA = Map.of("timeseries", "TimeSeries");

    /** The queries that together find what overlaps the region. */
    List<String> by(ObsTapPlace.PositionPredicate predicate, Region region) {
        return ObsTapPlace.conditions(predicate, region, inclusive).stream()
                .map(this::query)
                .toList();
    }

    String withoutPlace() {
        return query(null);
    }

    /** The query with this condition for the place. */
    String query(@Nullable String place) {
        return "SELECT * FROM " + table + " WHERE " + String.join(" AND ", conditions(place, constraints.mjd()));
    }

    /**
     * The conditions; empty if all rows match.
     *
     * @param place the one for the place
     * @param mjd the time instead of that of the question
     */
    List<String> conditions(@Nullable String place, @Nullable Interval mjd) {
        List<String> conditions = new ArrayList<>();
        add(conditions, type(""));
        add(conditions, place);
        addSpans(conditions, "", mjd);
        conditions.addAll(narrowing);
        return conditions;
    }

    /**
     * The query that joins an uploaded table.
     *
     * @param upload the name of the table
     * @param on the condition for the rows of both, {@code o} and {@code t}
     */
    String joined(String upload, String on) {
        List<String> conditions = new ArrayList<>();
        add(conditions, type("o."));
        addSpans(conditions, "o.", constraints.mjd());
        return "SELECT o.* FROM " + table + " AS o JOIN TAP_UPLOAD." + upload + " AS t ON " + on
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
    }

    private void addSpans(List<String> conditions, String prefix, @Nullable Interval mjd) {
        add(conditions, overlap(prefix + "em_min", prefix + "em_max", constraints.wavelengthM(), true));
        add(conditions, overlap(prefix + "t_min", prefix + "t_max", mjd, false));
    }

    /** @param prefix the name of the table with a dot, or empty */
    private @Nullable String type(String prefix) {
        if (constraints.productTypes().isEmpty()) {
            return null;
        }
        // The spellings in use, as LOWER() would defeat an index. Question admits plain words in lower case only.
        Set<String> types = new LinkedHashSet<>(constraints.matchingTypes());
        if (inclusive) {
            // a cube may be a spectral cube
            ProductTypes.broader(constraints.productTypes()).stream()
                    .filter(type -> !type.endsWith("-resolved-dataset"))
                    .forEach(types::add);
        }
        String column = prefix + "dataproduct_type";
        String test = types.stream()
                .flatMap(ObsTapAdql::spellings)
                .collect(Collectors.joining("','", column + " IN ('", "')"));
        return inclusive ? "(" + test + " OR " + column + " IS NULL)" : test;
    }

    private static Stream<String> spellings(String type) {
        String ofSsa = OF_SSA.get(type);
        Stream<String> usual = Stream.of(
                type, type.toUpperCase(Locale.ROOT), type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1));
        return ofSsa == null ? usual : Stream.concat(usual, Stream.of(ofSsa));
    }

    private @Nullable String overlap(String min, String max, @Nullable Interval asked, boolean metres) {
        if (asked == null) {
            return null;
        }
        List<String> ends = new ArrayList<>();
        if (asked.hi() != Double.POSITIVE_INFINITY) {
            ends.add(min + " <= " + number(asked.hi(), metres));
        }
        // no wavelength is below 0, so 0 is an open end
        if (asked.lo() != Double.NEGATIVE_INFINITY && !(metres && asked.lo() == 0)) {
            ends.add(max + " >= " + number(asked.lo(), metres));
        }
        if (ends.isEmpty()) {
            return inclusive ? null : "(" + min + " IS NOT NULL OR " + max + " IS NOT NULL)";
        }
        String test = String.join(" AND ", ends);
        if (!inclusive) {
            return test;
        }
        String both = ends.size() > 1 ? "(" + test + ")" : test;
        return "(" + both + " OR " + min + " IS NULL OR " + max + " IS NULL)";
    }

    private static String number(double value, boolean metres) {
        return metres ? PlainNumber.ofMetres(value) : PlainNumber.of(value);
    }

    private static void add(List<String> conditions, @Nullable String condition) {
        if (condition != null) {
            conditions.add(condition);
        }
    }
}
