package org.skytrawl.server.question;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.DurationText;
import org.skytrawl.model.Interval;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Spectrum;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.Times;
import org.skytrawl.model.TypeWords;
import org.skytrawl.model.UnknownNameException;
import org.skytrawl.region.GivenRegion;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.question.QuestionForm.SentFiles;
import org.skytrawl.targets.ReadTargets;
import org.skytrawl.targets.TargetText;
import tools.jackson.databind.JsonNode;

/**
 * Understands questions as the command line does. A region is the ASCII form of a MOC or a file that was sent before: no path of a
 * file is ever taken from a request. Thread-safe.
 */
public final class QuestionReader {
    private static final List<String> PLACES =
            List.of("cone", "galactic", "target", "polygon", "moc", "footprint", "targets");
    private static final String PLACES_IN_WORDS = "cone, galactic, target, polygon, moc, footprint and targets";

    /** More than the resolvers' own bounds together. */
    private static final Duration MOST_FOR_NAMES = Duration.ofSeconds(30);

    private static final int NAMES_AT_ONCE = 8;
    private static final int MOST_TYPE_CHARS = 100;

    private final Skytrawl client;
    private final SentRegions sent;
    private final Semaphore resolving = new Semaphore(NAMES_AT_ONCE);

    public QuestionReader(Skytrawl client, Uploads uploads) {
        this.client = client;
        this.sent = new SentRegions(uploads);
    }

    /** The parts of a question that its place gives. */
    private record Place(
            @Nullable Region region, @Nullable ResolvedTarget target, List<String> notes, SentFiles files) {
        static Place of(@Nullable Region region) {
            return new Place(region, null, List.of(), SentFiles.NONE);
        }
    }

    /** The question of a query string, without parameters that are not part of it. */
    public QuestionForm read(Context ctx, String... others) throws InterruptedException {
        Map<String, List<String>> parameters = new LinkedHashMap<>(ctx.queryParamMap());
        Arrays.asList(others).forEach(parameters::remove);
        return read(parameters);
    }

    /** The question that is a JSON object. */
    public QuestionForm read(JsonNode object) throws InterruptedException {
        return read(Json.parameters(object));
    }

    /**
     * Understands a question; resolves its name.
     *
     * @throws ApiException 400 naming the parameter that is not understood; 404 for an unknown name or file; 502 if no name
     *     resolver answers
     * @throws InterruptedException if this thread is interrupted while a name is resolved
     */
    public QuestionForm read(Map<String, List<String>> parameters) throws InterruptedException {
        GivenParameters given = GivenParameters.of(parameters);
        Double radiusDeg = checkedRadius(given);
        // what costs nothing comes first: a name is resolved, and a file is read, only for a question that is else
        // right
        Interval wavelengthM = given.read("spectrum", Spectrum::parse);
        Interval mjd = given.read("time", Times::parseInterval);
        TypeWords types = types(given.all("type"));
        DiscoveryOptions options = options(given);
        if (wavelengthM == null && mjd == null && PLACES.stream().noneMatch(given::has)) {
            throw new ApiException(
                    400,
                    "wrong_question",
                    "give at least one of " + PLACES_IN_WORDS.replace(" and ", ", ")
                            + ", spectrum and time: a question without limits is refused");
        }
        Place place = place(given, radiusDeg);
        List<String> notes = new ArrayList<>(place.notes);
        notes.addAll(types == null ? List.of() : types.notes());
        try {
            Question question = new Question(place.region, wavelengthM, mjd, types == null ? Set.of() : types.types());
            return new QuestionForm(given.values(), question, place.target, notes, options, place.files);
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "wrong_question", PlainText.of(e.getMessage(), 1000));
        }
    }

    /** The radius, after a look at what goes together. */
    private static @Nullable Double checkedRadius(GivenParameters given) {
        List<String> places = PLACES.stream().filter(given::has).toList();
        if (places.size() > 1) {
            throw GivenParameters.wrong(places.get(1), "give only one of " + PLACES_IN_WORDS);
        }
        if (given.has("radius")
                && !given.has("cone")
                && !given.has("galactic")
                && !given.has("target")
                && !given.has("targets")) {
            throw GivenParameters.wrong(
                    "radius",
                    "needs target, targets, cone or galactic"
                            + (places.isEmpty() ? "" : "; a polygon, MOC or footprint has no radius"));
        }
        if (given.has("probability") && !given.has("moc")) {
            throw GivenParameters.wrong("probability", "needs moc with a probability map");
        }
        if (given.has("target") && !given.has("radius")) {
            throw GivenParameters.wrong("radius", "target needs a radius, such as 0.2 or 12arcmin");
        }
        return given.read("radius", ConeText::radiusDeg);
    }

    private static @Nullable TypeWords types(List<String> given) {
        List<String> words = given.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .filter(word -> !word.isBlank())
                .toList();
        if (words.stream().anyMatch(word -> word.length() > MOST_TYPE_CHARS)) {
            throw GivenParameters.wrong("type", "a type has at most " + MOST_TYPE_CHARS + " characters");
        }
        return words.isEmpty() ? null : TypeWords.of(words);
    }

    private static DiscoveryOptions options(GivenParameters given) {
        DiscoveryOptions options =
                DiscoveryOptions.DEFAULTS.withInclusive(given.flag("inclusive")).withTheory(given.flag("theory"));
        Duration timeout = given.read("timeout", DurationText::parse);
        Duration deadline = given.read("deadline", DurationText::parse);
        options = timeout == null ? options : options.withServiceTimeout(timeout);
        return deadline == null ? options : options.withRunDeadline(deadline);
    }

    private Place place(GivenParameters given, @Nullable Double radiusDeg) throws InterruptedException {
        String name = given.text("target");
        if (name != null && radiusDeg != null) {
            return named(name, radiusDeg);
        }
        String circles = given.text("targets");
        if (circles != null && TargetText.isIn(circles)) {
            return Place.of(given.read("targets", text -> TargetRegion.of(TargetText.parse(text, radiusDeg))));
        }
        if (circles != null) {
            SentRegions.Sent<ReadTargets> list = sent.targets(given, radiusDeg);
            ReadTargets targets = list.value();
            List<String> notes = new ArrayList<>();
            notes.add("given as --targets " + list.name() + ": " + targets.columns());
            notes.addAll(targets.notes());
            return new Place(TargetRegion.of(targets.list()), null, notes, new SentFiles(list.names(), targets));
        }
        if (given.has("moc") || given.has("footprint")) {
            SentRegions.Sent<GivenRegion> region = sent.region(given);
            return new Place(
                    region.value().region(), null, region.value().notes(), new SentFiles(region.names(), null));
        }
        if (given.has("polygon")) {
            return Place.of(given.read("polygon", PolygonRegion::parse));
        }
        if (given.has("galactic")) {
            return new Place(
                    given.read("galactic", text -> ConeText.galactic(text, radiusDeg)),
                    null,
                    List.of("given as --galactic " + shown(given.text("galactic")) + withRadius(given)),
                    SentFiles.NONE);
        }
        Region cone = given.read("cone", text -> ConeText.equatorial(text, radiusDeg));
        String text = given.text("cone");
        String radius = given.text("radius");
        boolean isPlain = text == null
                || (ConeText.isDecimal(text)
                        && (radius == null || radius.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))));
        return isPlain
                ? Place.of(cone)
                : new Place(cone, null, List.of("given as --cone " + shown(text) + withRadius(given)), SentFiles.NONE);
    }

    private static String withRadius(GivenParameters given) {
        return given.has("radius") ? " --radius " + shown(given.text("radius")) : "";
    }

    private static String shown(@Nullable String text) {
        return PlainText.of(text, 200);
    }

    private Place named(String name, double radiusDeg) throws InterruptedException {
        List<String> notes = new ArrayList<>();
        ResolvedTarget target = resolve(name, "target", notes);
        return new Place(new Cone(target.raDeg(), target.decDeg(), radiusDeg), target, notes, SentFiles.NONE);
    }

    /**
     * Resolves a name.
     *
     * @param field the parameter that has it
     * @param notes receives notes on the answer
     * @throws ApiException 404 {@code unknown_name}, 502 if no resolver answers, 429 if too many names are asked for at once
     */
    public ResolvedTarget resolve(String name, String field, List<String> notes) throws InterruptedException {
        if (!resolving.tryAcquire()) {
            throw new ApiException(
                    429, "too_many_requests", "at most " + NAMES_AT_ONCE + " names are resolved at once", field);
        }
        try {
            return client.resolve(name, MOST_FOR_NAMES, notes::add);
        } catch (IllegalArgumentException e) {
            throw GivenParameters.wrong(field, String.valueOf(e.getMessage()));
        } catch (UnknownNameException e) {
            throw new ApiException(404, "unknown_name", withoutOptions(e), field);
        } catch (DiscoveryException e) {
            throw new ApiException(502, "not_fetched", withoutOptions(e), field);
        } finally {
            resolving.release();
        }
    }

    private static String withoutOptions(DiscoveryException e) {
        return PlainText.of(e.getMessage(), 1000)
                .replace("give a position with --cone", "give a position")
                .replace("a position with --cone instead", "a position instead");
    }
}
