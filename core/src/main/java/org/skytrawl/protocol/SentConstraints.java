package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.net.FetchRequest;

/**
 * The constraints that a query sends as parameters of a URL (SIA2, SSA): those of the question, or a part of them after an overflow.
 * Services may refuse some of the parameters.
 *
 * @param region null if no position is sent
 * @param wavelengthM null if no band is sent
 * @param mjd null if no time is sent
 */
public record SentConstraints(
        @Nullable Region region,
        @Nullable Interval wavelengthM,
        @Nullable Interval mjd) {
    /**
     * Services omit records of unknown band or time. An inclusive question needs those, so it sends neither where the position bounds
     * the query.
     */
    public static SentConstraints of(Question question, boolean inclusive) {
        Region region = Position.sent(question);
        return region != null && inclusive
                ? new SentConstraints(region, null, null)
                : new SentConstraints(region, question.wavelengthM(), question.mjd());
    }

    /** The same band and time at another place. */
    public SentConstraints at(@Nullable Region place) {
        return new SentConstraints(place, wavelengthM, mjd);
    }

    /** The same band and time at each of the cones that together contain the region. */
    public List<SentConstraints> inCones() {
        return region == null
                ? List.of(this)
                : region.enclosingCones().stream().map(this::at).toList();
    }

    /** Those of TIME, BAND and MAXREC that are sent and that the query can do without, in the order in which services refuse them. */
    public List<String> removable() {
        List<String> parameters = new ArrayList<>();
        // something must bound the query
        if (mjd != null && (region != null || wavelengthM != null)) {
            parameters.add("TIME");
        }
        if (wavelengthM != null && region != null) {
            parameters.add("BAND");
        }
        parameters.add("MAXREC");
        return parameters;
    }

    /**
     * The form with all parameters, and one without each choice of the removable ones.
     *
     * @param name of the form with all parameters, or null for the usual form
     * @param urlsWithout the requests without these parameters
     */
    public static List<QueryForm> forms(
            @Nullable String name,
            List<String> removable,
            boolean appliesPosition,
            Function<Set<String>, List<String>> urlsWithout) {
        List<QueryForm> forms = new ArrayList<>();
        forms.add(form(name, appliesPosition, Set.of(), urlsWithout));
        for (Set<String> leftOut : leavingOut(removable)) {
            String without = "without " + String.join(", ", leftOut);
            forms.add(form(name == null ? without : name + " " + without, appliesPosition, leftOut, urlsWithout));
        }
        return forms;
    }

    private static QueryForm form(
            @Nullable String name,
            boolean appliesPosition,
            Set<String> leftOut,
            Function<Set<String>, List<String>> urlsWithout) {
        List<String> urls = urlsWithout.apply(leftOut);
        List<FetchRequest> requests = urls.stream().map(FetchRequest::get).toList();
        return new QueryForm(name, String.join(" ; ", urls), requests, appliesPosition, leftOut);
    }

    /** One more at each step, then the other choices. */
    private static List<Set<String>> leavingOut(List<String> parameters) {
        int all = (1 << parameters.size()) - 1;
        return IntStream.rangeClosed(1, all)
                .boxed()
                .sorted(Comparator.comparing(bits -> (bits & (bits + 1)) != 0))
                .map(bits -> IntStream.range(0, parameters.size())
                        .filter(i -> ((bits >> i) & 1) == 1)
                        .mapToObj(parameters::get)
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
                .map(Collections::unmodifiableSet)
                .toList();
    }

    /**
     * Parts for a query that overflowed: by time or else by band if the question has one (adding it would omit records that do not
     * have it), else by position.
     *
     * @param leftOut parameters that the service refuses
     * @param wanted the whole region of the question: parts outside of it are omitted
     */
    public List<SentConstraints> split(RowSample sample, Set<String> leftOut, @Nullable Region wanted) {
        List<Interval> times = leftOut.contains("TIME") ? List.of() : halves(mjd, sample.between(ObsCoreColumn.t_min));
        if (!times.isEmpty()) {
            return times.stream()
                    .map(half -> new SentConstraints(region, wavelengthM, half))
                    .toList();
        }
        List<Interval> bands =
                leftOut.contains("BAND") ? List.of() : halves(wavelengthM, sample.between(ObsCoreColumn.em_min));
        if (!bands.isEmpty()) {
            return bands.stream()
                    .map(half -> new SentConstraints(region, half, mjd))
                    .toList();
        }
        if (region == null) {
            return List.of();
        }
        List<SentConstraints> cones = inCones();
        return cones.size() > 1
                ? cones
                : SubCones.of(region.enclosingCones().getFirst(), wanted).stream()
                        .map(this::at)
                        .toList();
    }

    /** Empty if the interval does not contain the middle. */
    private static List<Interval> halves(@Nullable Interval whole, double middle) {
        return whole != null && middle > whole.lo() && middle < whole.hi()
                ? List.of(new Interval(whole.lo(), middle), new Interval(middle, whole.hi()))
                : List.of();
    }
}
