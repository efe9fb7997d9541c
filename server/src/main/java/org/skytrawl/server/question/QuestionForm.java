package org.skytrawl.server.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.Interval;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Spectrum;
import org.skytrawl.model.Times;
import org.skytrawl.server.http.ApiException;

/**
 * A question as parameters with the names and forms of the command line's options (docs/api.md, "Questions"). Immutable.
 *
 * @param parameters as sent
 * @param target the resolved name, or null
 */
public record QuestionForm(
        Map<String, List<String>> parameters, Question question, @Nullable ResolvedTarget target, List<String> notes) {
    private static final Set<String> KNOWN = Set.of(
            "cone", "galactic", "target", "radius", "polygon", "moc", "probability", "footprint", "targets", "spectrum",
            "time", "type", "inclusive", "theory", "timeout", "deadline");

    /**
     * @throws ApiException 400 if a parameter is not understood
     * @throws InterruptedException if this thread is interrupted while a name is resolved
     */
    public static QuestionForm of(Map<String, List<String>> parameters, Skytrawl client) throws InterruptedException {
        Map<String, List<String>> known = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (KNOWN.contains(name)) {
                known.put(name, List.copyOf(values));
            }
        });
        String radius = first(known, "radius");
        Double radiusDeg = read(known, "radius", ConeText::radiusDeg);
        Region region = read(known, "cone", text -> ConeText.equatorial(text, radiusDeg));
        if (region == null) {
            region = read(known, "galactic", text -> ConeText.galactic(text, radiusDeg));
        }
        if (region == null) {
            region = read(known, "polygon", PolygonRegion::parse);
        }
        ResolvedTarget target = null;
        String name = first(known, "target");
        if (name != null) {
            if (radius == null || radiusDeg == null) {
                throw new ApiException(400, "wrong_question", "a name needs a radius, such as 0.2 or 12arcmin", "radius");
            }
            target = client.resolve(name);
            region = new Cone(target.raDeg(), target.decDeg(), radiusDeg);
        }
        Interval wavelengthM = read(known, "spectrum", Spectrum::parse);
        Interval mjd = read(known, "time", Times::parseInterval);
        Set<String> types = known.getOrDefault("type", List.of()).stream().collect(Collectors.toSet());
        try {
            return new QuestionForm(known, new Question(region, wavelengthM, mjd, types), target, new ArrayList<>());
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "wrong_question", String.valueOf(e.getMessage()));
        }
    }

    /** A discovery that asks this question. */
    public Discovery discovery(Skytrawl client) {
        Discovery discovery = client.of(question);
        String radius = first(parameters, "radius");
        if (target != null && radius != null) {
            discovery.target(target, ConeText.radiusDeg(radius));
        }
        return "true".equals(first(parameters, "inclusive")) ? discovery.inclusive() : discovery;
    }

    private static @Nullable String first(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() || values.getFirst().isBlank() ? null : values.getFirst();
    }

    private static <T> @Nullable T read(
            Map<String, List<String>> parameters, String name, Function<String, T> reader) {
        String text = first(parameters, name);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "wrong_question", String.valueOf(e.getMessage()), name);
        }
    }
}
