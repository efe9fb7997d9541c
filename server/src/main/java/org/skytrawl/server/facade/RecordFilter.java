package org.skytrawl.server.facade;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;

/**
 * What is judged here, of the merged datasets, by parameters that services need not know. Several values of a parameter: one must
 * match. A dataset without the value does not match. Values are compared by case (DALI 1.1 section 3), except identifiers and media
 * types. Not thread-safe.
 */
final class RecordFilter {
    /** SIA1 gives one date, that of the middle of the observation. */
    private static final double SIA1_SLACK_D = 0.1;

    private final Parameters parameters;
    private final List<Predicate<FoundDataset>> conditions = new ArrayList<>();

    RecordFilter(Parameters parameters) {
        this.parameters = parameters;
    }

    Predicate<FoundDataset> build() {
        List<Predicate<FoundDataset>> all = List.copyOf(conditions);
        return dataset -> all.stream().allMatch(condition -> condition.test(dataset));
    }

    void add(Predicate<FoundDataset> condition) {
        conditions.add(condition);
    }

    void equal(String name, ObsCoreColumn column) {
        texts(name, column, String::equals);
    }

    void equalInAnyCase(String name, ObsCoreColumn column) {
        texts(name, column, String::equalsIgnoreCase);
    }

    private void texts(String name, ObsCoreColumn column, BiPredicate<String, String> isSame) {
        List<String> wanted = parameters.all(name);
        if (!wanted.isEmpty()) {
            add(dataset -> {
                String text = dataset.record().text(column);
                return text != null && wanted.stream().anyMatch(it -> isSame.test(it, text.strip()));
            });
        }
    }

    /** Numbers in an interval. */
    void within(String name, ObsCoreColumn column) {
        within(name, column, 1);
    }

    /** @param perUnit the column's unit for one unit of the parameter */
    void within(String name, ObsCoreColumn column, double perUnit) {
        List<Interval> wanted = NumberRange.all(parameters, name);
        if (!wanted.isEmpty()) {
            add(dataset -> {
                double value = dataset.record().number(column) / perUnit;
                return wanted.stream().anyMatch(it -> it.lo() <= value && value <= it.hi());
            });
        }
    }

    /** CALIB: integers from 0 to 4 (SIA 2.0 section 2.1.12). */
    void calibrationLevel() {
        List<Interval> wanted = NumberRange.all(parameters, "CALIB");
        for (Interval level : wanted) {
            if (level.lo() != level.hi() || level.lo() % 1 != 0 || level.lo() < 0 || level.lo() > 4) {
                throw FacadeException.wrong("CALIB", "an integer from 0 to 4");
            }
        }
        within("CALIB", ObsCoreColumn.calib_level);
    }

    /** POL: states among those of {@code pol_states}, such as {@code /I/Q/}. */
    void polarization() {
        List<String> wanted = parameters.all("POL").stream()
                .map(it -> it.toUpperCase(Locale.ROOT))
                .toList();
        if (!wanted.isEmpty()) {
            add(dataset -> {
                String states = dataset.record().text(ObsCoreColumn.pol_states);
                return states != null
                        && wanted.stream()
                                .anyMatch(it -> ("/" + states.toUpperCase(Locale.ROOT) + "/").contains("/" + it + "/"));
            });
        }
    }

    /** Media types; all spellings of FITS are one, and all of VOTable. */
    void formats(List<String> mediaTypes) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String type : mediaTypes) {
            AccessFormat format = AccessFormat.of(type);
            if (format != null) {
                wanted.add(format.kind());
            }
        }
        if (!mediaTypes.isEmpty()) {
            add(dataset -> {
                AccessFormat format = format(dataset);
                return format != null && wanted.contains(format.kind());
            });
        }
    }

    static @Nullable AccessFormat format(FoundDataset dataset) {
        return AccessFormat.of(dataset.record().text(ObsCoreColumn.access_format));
    }

    /** The question asks for the span around several intervals: here each of them counts. */
    void wavelengthsM(List<Interval> wanted) {
        if (!wanted.contains(NumberRange.ALL_POSITIVE)) {
            anyOf(wanted.stream()
                    .map(it -> new Question(null, it, null, Set.of()))
                    .toList());
        }
    }

    /** As {@link #wavelengthsM}. */
    void mjds(List<Interval> wanted) {
        if (!wanted.contains(NumberRange.ALL)) {
            anyOf(wanted.stream()
                    .map(it -> new Question(null, null, it, Set.of()))
                    .toList());
        }
    }

    private void anyOf(List<Question> questions) {
        if (questions.size() > 1) {
            List<DatasetJudge> judges =
                    questions.stream().map(it -> new DatasetJudge(it, false)).toList();
            add(dataset -> {
                double slackD = dataset.origin().protocol().name().equals("SIA1") ? SIA1_SLACK_D : 0;
                return judges.stream()
                        .anyMatch(judge -> judge.judge(dataset.record(), null, false, slackD)
                                        .ruling()
                                == DatasetJudge.Ruling.KEEP);
            });
        }
    }
}
