package org.skytrawl.server.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.RegionText;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.ShapeOutline;
import org.skytrawl.sky.SkyPoint;

/** Questions and regions in the form of docs/api.md. */
public final class QuestionJson {
    private static final int MOST_VERTICES = 4 * 2000;
    private static final int MOST_MOC_CHARS = 100_000;
    private static final int MOST_TARGETS = 5000;

    /** A milliarcsecond has 2.8e-7 degrees. */
    private static final double STEPS_PER_DEG = 1e7;

    private QuestionJson() {}

    /** @param registries those that the server was told to ask; empty for the usual ones */
    public static Map<String, @Nullable Object> of(QuestionForm form, List<String> registries) {
        Question question = form.question();
        RepeatedQuestion repeated = new RepeatedQuestion(form, registries);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("parameters", parameters(form));
        json.put("region", region(question.region()));
        json.put("place", place(form));
        json.put("wavelengthM", interval(question.wavelengthM(), 0));
        json.put("mjd", interval(question.mjd(), Double.NEGATIVE_INFINITY));
        json.put("types", List.copyOf(question.productTypes()));
        json.put("inclusive", form.options().inclusive());
        json.put("notes", form.notes());
        json.put("command", repeated.command());
        json.put("python", repeated.python());
        return json;
    }

    private static Map<String, Object> parameters(QuestionForm form) {
        Map<String, Object> json = new LinkedHashMap<>();
        form.parameters().forEach((name, values) -> json.put(name, values.size() == 1 ? values.getFirst() : values));
        return json;
    }

    private static String place(QuestionForm form) {
        Region region = form.question().region();
        return switch (region) {
            case null -> "the whole sky";
            case Cone cone ->
                (form.target() == null
                                ? RegionText.positionInWords(cone.raDeg(), cone.decDeg())
                                : PlainText.of(form.target().name()))
                        + ", within " + Numbers.inWords(cone.radiusDeg()) + " deg";
            default -> RegionText.inWords(region);
        };
    }

    /** A region; null for null. */
    public static @Nullable Map<String, @Nullable Object> region(@Nullable Region region) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (region != null) {
            json.put("kind", region.kind());
        }
        switch (region) {
            case null -> {
                return null;
            }
            case Cone cone -> {
                json.put("raDeg", cone.raDeg());
                json.put("decDeg", cone.decDeg());
                json.put("radiusDeg", cone.radiusDeg());
            }
            case PolygonRegion polygon -> json.put("vertices", vertices(polygon.raDecDeg()));
            case MocRegion moc -> putMoc(json, moc.cover());
            case TargetRegion targets -> {
                json.put("count", targets.list().size());
                json.put("positions", positions(targets.list()));
            }
        }
        return json;
    }

    private static List<double[]> vertices(double... raDecDeg) {
        List<double[]> vertices = new ArrayList<>();
        for (int i = 0; i < raDecDeg.length; i += 2) {
            vertices.add(new double[] {raDecDeg[i], raDecDeg[i + 1]});
        }
        return vertices;
    }

    private static void putMoc(Map<String, @Nullable Object> json, Moc moc) {
        json.put("moc", moc.toAscii(MOST_MOC_CHARS));
        json.put("cells", moc.cellCount());
        List<List<double[]>> outline = new ArrayList<>();
        for (List<SkyPoint> ring :
                ShapeOutline.of(new MocShape(moc), MOST_VERTICES).polygons()) {
            outline.add(ring.stream()
                    .map(point -> new double[] {rounded(point.raDeg()), rounded(point.decDeg())})
                    .toList());
        }
        json.put("outline", outline);
    }

    private static double rounded(double deg) {
        return Math.rint(deg * STEPS_PER_DEG) / STEPS_PER_DEG;
    }

    /** In the order of the rows, evenly spread if there are too many. */
    private static List<double[]> positions(TargetList list) {
        int count = Math.min(MOST_TARGETS, list.size());
        List<double[]> positions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int row = (int) ((long) i * list.size() / count);
            Target target = list.target(list.numberOfRow(row));
            Cone cone = target.cone();
            positions.add(new double[] {cone.raDeg(), cone.decDeg(), cone.radiusDeg()});
        }
        return positions;
    }

    /** @param least what means an open lower end */
    private static @Nullable List<@Nullable Double> interval(@Nullable Interval interval, double least) {
        if (interval == null) {
            return null;
        }
        List<@Nullable Double> ends = new ArrayList<>();
        ends.add(interval.lo() <= least ? null : interval.lo());
        ends.add(Double.isInfinite(interval.hi()) ? null : interval.hi());
        return ends;
    }
}
