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

    private String query(@Nullable String place) {
        List<String> conditions = new ArrayList<>();
        add(conditions, type());
        add(conditions, place);
        add(conditions, overlap("em_min", "em_max", constraints.wavelengthM(), true));
        add(conditions, overlap("t_min", "t_max", constraints.mjd(), false));
        conditions.addAll(narrowing);
        return "SELECT * FROM " + table + " WHERE " + String.join(" AND ", conditions);
    }

    private @Nullable String type() {
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
        String test = types.stream()
                .flatMap(ObsTapAdql::spellings)
                .collect(Collectors.joining("','", "dataproduct_type IN ('", "')"));
        return inclusive ? "(" + test + " OR dataproduct_type IS NULL)" : test;
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
