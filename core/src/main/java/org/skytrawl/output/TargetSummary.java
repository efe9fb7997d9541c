package org.skytrawl.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Service;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetPairs;
import org.skytrawl.model.TargetSet;
import org.skytrawl.model.Times;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.UnansweredTargets;

/**
 * What a run found for each target of its list: number of datasets, collections, first and last time, and how many services did not
 * answer for it. {@link ResultWriter} writes it as a table with a row for each target in the order given. Takes some 20 bytes a
 * target. Immutable and thread-safe.
 */
public final class TargetSummary {
    private static final int MOST_COLLECTIONS = 20;
    private static final int MOST_SERVICES = 10;
    private static final int LONGEST_NAME = 100;

    private final ResultExtract result;
    private final TargetPairs pairs;
    private final TargetList list;

    /** The first pair of each row, and the end of the last. */
    private final int[] starts;

    private final List<Service> incomplete;
    private final List<TargetSet> left;

    /** Between two neighbouring bounds all targets lack the same services. */
    private final int[] bounds;

    private final @Nullable Missing[] missing;

    /** The services that did not answer for a target. */
    private record Missing(int services, @Nullable String names) {}

    private TargetSummary(ResultExtract result, TargetPairs pairs, Map<Service, TargetSet> unanswered) {
        this.result = result;
        this.pairs = pairs;
        this.list = pairs.targets();
        this.starts = new int[list.size() + 1];
        for (int i = 0; i < pairs.size(); i++) {
            starts[list.row(pairs.number(i)) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        this.incomplete = List.copyOf(unanswered.keySet());
        this.left = List.copyOf(unanswered.values());
        this.bounds = bounds(left);
        this.missing = new @Nullable Missing[bounds.length + 1];
    }

    /**
     * @param datasets all that the run found
     * @throws IllegalArgumentException if the question of the run has no target list
     */
    public static TargetSummary of(List<FoundDataset> datasets, ProvenanceLog log) {
        return of(ResultExtract.of(datasets, log));
    }

    static TargetSummary of(ResultExtract result) {
        TargetPairs pairs = result.allPairs();
        if (pairs == null) {
            throw new IllegalArgumentException("the question has no target list");
        }
        return new TargetSummary(
                result,
                pairs,
                UnansweredTargets.of(
                        result.log().events(),
                        Objects.requireNonNull(
                                Objects.requireNonNull(result.log().question()).targets())));
    }

    private static int[] bounds(List<TargetSet> sets) {
        int[] all = new int[2 * sets.stream().mapToInt(TargetSet::ranges).sum()];
        int[] used = {0};
        for (TargetSet set : sets) {
            set.forEachRange((from, to) -> {
                all[used[0]++] = from;
                all[used[0]++] = to;
            });
        }
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    /** The number of targets. */
    public int targets() {
        return list.size();
    }

    /** The number of pairs of target and dataset. */
    public int pairs() {
        return pairs.size();
    }

    /** The number of targets with at least one dataset. */
    public int withDatasets() {
        int found = 0;
        for (int row = 0; row < list.size(); row++) {
            found += datasets(row) > 0 ? 1 : 0;
        }
        return found;
    }

    /** The number of targets for which at least one service did not answer completely. */
    public int incomplete() {
        TargetSet all = TargetSet.EMPTY;
        for (TargetSet set : left) {
            all = all.union(set);
        }
        return all.size();
    }

    ResultExtract result() {
        return result;
    }

    List<Row> rows() {
        return new DatasetRow.Lazy<>(list.size(), row -> new Row(this, row));
    }

    private int datasets(int row) {
        return starts[row + 1] - starts[row];
    }

    private Missing missing(int row) {
        int number = list.numberOfRow(row);
        int place = Arrays.binarySearch(bounds, number);
        int segment = place >= 0 ? place + 1 : -place - 1;
        Missing known = missing[segment];
        if (known == null) {
            List<String> names = new ArrayList<>();
            int count = 0;
            for (int i = 0; i < left.size(); i++) {
                if (left.get(i).contains(number)) {
                    count++;
                    if (names.size() < MOST_SERVICES) {
                        names.add(shortened(incomplete.get(i).ivoid().value()));
                    }
                }
            }
            known = new Missing(count, joined(names, count));
            missing[segment] = known;
        }
        return known;
    }

    private @Nullable String collections(int row) {
        NavigableSet<String> names = new TreeSet<>();
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            String name = pairs.dataset(i).record().text(ObsCoreColumn.obs_collection);
            if (name != null) {
                names.add(shortened(name));
            }
        }
        return joined(names.stream().limit(MOST_COLLECTIONS).toList(), names.size());
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private static @Nullable String joined(List<String> names, int all) {
        String more = all > names.size() ? " and " + (all - names.size()) + " more" : "";
        return names.isEmpty() ? null : String.join(", ", names) + more;
    }

    /** MJD; null if no dataset has a time. */
    private @Nullable Double firstMjd(int row) {
        double first = Double.POSITIVE_INFINITY;
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            ObsCoreRecord record = pairs.dataset(i).record();
            double from = record.number(ObsCoreColumn.t_min);
            double time = Double.isNaN(from) ? record.number(ObsCoreColumn.t_max) : from;
            first = time < first ? time : first;
        }
        return Double.isInfinite(first) ? null : first;
    }

    private @Nullable Double lastMjd(int row) {
        double last = Double.NEGATIVE_INFINITY;
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            ObsCoreRecord record = pairs.dataset(i).record();
            double to = record.number(ObsCoreColumn.t_max);
            double time = Double.isNaN(to) ? record.number(ObsCoreColumn.t_min) : to;
            last = time > last ? time : last;
        }
        return Double.isInfinite(last) ? null : last;
    }

    private static @Nullable String iso(@Nullable Double mjd) {
        return mjd == null ? null : Times.iso(mjd);
    }

    /** A target, by its place in the order given. Values are computed on access. */
    record Row(TargetSummary of, int row) {
        static final List<TableColumn<Row>> COLUMNS = List.of(
                TableColumn.text(
                        "target",
                        "meta.id;meta.main",
                        "Target of the list",
                        row -> row.target().id()),
                TableColumn.<Row>of(
                                "ra",
                                Double.class,
                                "pos.eq.ra;meta.main",
                                "ICRS right ascension",
                                row -> row.target().raDeg())
                        .in("deg"),
                TableColumn.<Row>of(
                                "dec",
                                Double.class,
                                "pos.eq.dec;meta.main",
                                "ICRS declination",
                                row -> row.target().decDeg())
                        .in("deg"),
                TableColumn.<Row>of(
                                "radius",
                                Double.class,
                                "pos.angDistance",
                                "Radius of its circle",
                                row -> row.target().radiusDeg())
                        .in("deg"),
                TableColumn.of(
                        "datasets",
                        Long.class,
                        "meta.number",
                        "Number of datasets that the run found for it, each format counted",
                        row -> (long) row.of.datasets(row.row)),
                TableColumn.text(
                        "collections", "meta.id", "Collections of these datasets", row -> row.of.collections(row.row)),
                TableColumn.<Row>of(
                                "t_min",
                                Double.class,
                                "time.start;obs.exposure",
                                "Start of the first of these datasets (MJD, UTC)",
                                row -> row.of.firstMjd(row.row))
                        .in("d"),
                TableColumn.<Row>of(
                                "t_max",
                                Double.class,
                                "time.end;obs.exposure",
                                "End of the last of these datasets (MJD, UTC)",
                                row -> row.of.lastMjd(row.row))
                        .in("d"),
                TableColumn.text(
                        "first", "time.start", "Start of the first, ISO 8601", row -> iso(row.of.firstMjd(row.row))),
                TableColumn.text("last", "time.end", "End of the last, ISO 8601", row -> iso(row.of.lastMjd(row.row))),
                TableColumn.of(
                        "services_incomplete",
                        Long.class,
                        "meta.number",
                        "Number of services that did not answer completely for it",
                        row -> (long) row.of.missing(row.row).services),
                TableColumn.text(
                        "incomplete",
                        "meta.ref.ivoid",
                        "Resources of these services, the first " + MOST_SERVICES,
                        row -> row.of.missing(row.row).names));

        private Target target() {
            return of.list.target(of.list.numberOfRow(row));
        }
    }
}
