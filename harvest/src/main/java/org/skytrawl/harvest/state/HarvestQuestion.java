package org.skytrawl.harvest.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;

/**
 * Which rows a harvest has, if it has not whole tables.
 *
 * @param inclusive whether it also has rows of which it is unknown whether they match
 */
public record HarvestQuestion(Question question, boolean inclusive) {
    private static final int NUMBERS_OF_A_CONE = 3;

    JsonObject json() {
        Region region = question.region();
        return JsonObject.of(
                "region",
                region == null ? null : region.kind() + " " + region.text(),
                "wavelength_m",
                interval(question.wavelengthM()),
                "mjd",
                interval(question.mjd()),
                "product_types",
                JsonObject.unlessEmpty(new ArrayList<>(question.productTypes())),
                "inclusive",
                inclusive);
    }

    private static @Nullable JsonObject interval(@Nullable Interval interval) {
        return interval == null ? null : JsonObject.of("from", end(interval.lo()), "to", end(interval.hi()));
    }

    /** Null for an open end: JSON has no infinity. */
    private static @Nullable Double end(double value) {
        return Double.isInfinite(value) ? null : (Double) value;
    }

    /** @throws IOException if it is none */
    static HarvestQuestion of(JsonObject json) throws IOException {
        try {
            return new HarvestQuestion(
                    new Question(
                            region(json.text("region")),
                            interval(json.object("wavelength_m")),
                            interval(json.object("mjd")),
                            new LinkedHashSet<>(json.texts("product_types"))),
                    json.flag("inclusive"));
        } catch (IllegalArgumentException e) {
            throw new IOException("its question cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable Interval interval(@Nullable JsonObject json) throws IOException {
        if (json == null) {
            return null;
        }
        Number from = json.number("from");
        Number to = json.number("to");
        return new Interval(
                from == null ? Double.NEGATIVE_INFINITY : from.doubleValue(),
                to == null ? Double.POSITIVE_INFINITY : to.doubleValue());
    }

    private static @Nullable Region region(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int blank = text.indexOf(' ');
        String kind = blank < 0 ? text : text.substring(0, blank);
        String rest = text.substring(blank + 1);
        return switch (kind) {
            case "cone" -> cone(rest);
            case "polygon" -> PolygonRegion.parse(rest);
            case "moc" -> MocRegion.parse(rest);
            default -> throw new IllegalArgumentException("there is no region of the kind " + kind);
        };
    }

    private static Cone cone(String text) {
        StringTokenizer numbers = new StringTokenizer(text);
        if (numbers.countTokens() != NUMBERS_OF_A_CONE) {
            throw new IllegalArgumentException("a cone has three numbers");
        }
        return new Cone(
                Double.parseDouble(numbers.nextToken()),
                Double.parseDouble(numbers.nextToken()),
                Double.parseDouble(numbers.nextToken()));
    }
}
