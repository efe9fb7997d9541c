package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.sky.SkyPoint;

/** What must hold for any answers: tried on small worlds in which everything collides with everything. */
class MergePropertiesTest {
    private static final List<Service> SERVICES = List.of(
            Records.service(ObsTap.PROTOCOL, "a"),
            Records.service(Sia2.PROTOCOL, "a"),
            Records.service(Sia2.PROTOCOL, "b"),
            Records.service(Sia1.PROTOCOL, "c"));
    private static final String[] DIDS = {null, "", "d1", "d2", "d3", "ivo://X/y?a", "ivo://x/y?a", "IVO://x/Y#a"};
    private static final String[] URLS = {
        null, " ", "http://h/1", "https://H/1", "http://h/2", "http://h/3", "http://h/4", "nowhere"
    };
    private static final String[] FORMATS = {
        null,
        "image/fits",
        "IMAGE/FITS",
        "application/fits",
        "image/jpeg",
        "application/x-votable+xml",
        "application/x-votable+xml; serialization=BINARY2",
        "application/x-votable+xml;content=datalink"
    };

    /** One row as it came. */
    private record Row(Service service, String query, ObsCoreRecord record) {
        @Nullable
        String did() {
            return PublisherDid.of(record.text(ObsCoreColumn.obs_publisher_did));
        }

        @Nullable
        String url() {
            return CanonicalUrl.of(record.text(ObsCoreColumn.access_url));
        }

        @Nullable
        String format() {
            String format = record.text(ObsCoreColumn.access_format);
            return format == null ? null : format.toLowerCase(Locale.ROOT).replace(" ", "");
        }

        @Nullable
        String kind() {
            String format = format();
            return format == null
                    ? null
                    : format.endsWith("/fits")
                            ? "fits"
                            : format.endsWith("datalink") ? "datalink" : format.split(";", -1)[0];
        }

        /** The URL, or the text that cannot be used as one. */
        @Nullable
        String urlText() {
            String text = record.text(ObsCoreColumn.access_url);
            return url() != null ? url() : text == null || text.isBlank() ? null : text;
        }

        /** Right ascension in degrees; what is not known is like itself. */
        double ra() {
            double ra = record.number(ObsCoreColumn.s_ra);
            return Double.isNaN(ra) ? -1 : ra;
        }
    }

    private static List<Row> rows(Random random, int count, int urls) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Records record = Records.of(
                    DIDS[random.nextInt(DIDS.length)],
                    FORMATS[random.nextInt(FORMATS.length)],
                    urls == 0 ? URLS[random.nextInt(URLS.length)] : "http://h/" + random.nextInt(urls));
            if (random.nextInt(3) > 0) {
                record.at(random.nextInt(10) > 0 ? 1 : 2);
            }
            if (random.nextBoolean()) {
                // most rows can be told apart, some cannot
                record.titled("row " + i);
            }
            rows.add(
                    new Row(SERVICES.get(random.nextInt(SERVICES.size())), "?part=" + random.nextInt(2), record.get()));
        }
        return rows;
    }

    /** Rows of few identities, whose positions, bands and times fit to each other, contradict each other or are not known. */
    private static List<Row> contradicting(Random random, int count, boolean wide) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Records record = Records.of(
                    random.nextInt(3) == 0 ? null : DIDS[2 + random.nextInt(3)],
                    FORMATS[1 + random.nextInt(3)],
                    "http://h/" + random.nextInt(1 + count / 4));
            if (random.nextInt(3) > 0) {
                double lo = random.nextInt(wide ? 8 : 3) + 0.5;
                record.with(ObsCoreColumn.t_min, lo).with(ObsCoreColumn.t_max, lo + random.nextInt(3));
            }
            if (random.nextInt(3) > 0) {
                record.at(random.nextInt(wide ? 4 : 2)).with(ObsCoreColumn.s_dec, random.nextInt(2));
                if (random.nextBoolean()) {
                    record.with(ObsCoreColumn.s_fov, 0.5 + random.nextInt(3));
                }
            }
            if (random.nextInt(3) == 0) {
                record.with(ObsCoreColumn.em_min, 1e-7 * (1 + random.nextInt(3)));
            }
            rows.add(new Row(
                    SERVICES.get(random.nextInt(SERVICES.size())),
                    "",
                    record.titled("row " + i).get()));
        }
        return rows;
    }

    private static boolean contradict(ObsCoreRecord a, ObsCoreRecord b) {
        return isBefore(a, b, ObsCoreColumn.t_max, ObsCoreColumn.t_min)
                || isBefore(a, b, ObsCoreColumn.em_max, ObsCoreColumn.em_min)
                || lieApart(a, b);
    }

    private static boolean lieApart(ObsCoreRecord a, ObsCoreRecord b) {
        double reachDeg = 0.1 + (orZero(a, ObsCoreColumn.s_fov) + orZero(b, ObsCoreColumn.s_fov)) / 2;
        return !Double.isNaN(a.number(ObsCoreColumn.s_ra) + b.number(ObsCoreColumn.s_ra))
                && centre(a).separationDeg(centre(b)) > reachDeg;
    }

    private static SkyPoint centre(ObsCoreRecord record) {
        return SkyPoint.ofDegrees(orZero(record, ObsCoreColumn.s_ra), orZero(record, ObsCoreColumn.s_dec));
    }

    private static double orZero(ObsCoreRecord record, ObsCoreColumn column) {
        return Double.isNaN(record.number(column)) ? 0 : record.number(column);
    }

    private static boolean isBefore(ObsCoreRecord a, ObsCoreRecord b, ObsCoreColumn max, ObsCoreColumn min) {
        return a.number(max) < b.number(min) - 0.2 || b.number(max) < a.number(min) - 0.2;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverMakesOneOfRecordsThatContradictEachOther(long seed) {
        Random random = new Random(seed);
        int joined = 0;
        for (int world = 0; world < 40; world++) {
            List<Row> rows = contradicting(random, world % 4 == 3 ? 500 : 4 + random.nextInt(20), world % 2 == 0);
            RecordPool pool = new RecordPool(answers(rows));
            Groups groups = RecordIdentity.of(pool);
            for (int i = 0; i < pool.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (groups.rootOf(i) == groups.rootOf(j)) {
                        joined++;
                        assertThat(contradict(pool.record(i), pool.record(j))).isFalse();
                    }
                }
            }
            String expected = shown(Merger.merge(answers(rows)));
            Collections.shuffle(rows, random);
            assertThat(shown(Merger.merge(answers(rows)))).isEqualTo(expected);
        }
        assertThat(joined).isGreaterThan(100);
    }

    /** Each run of rows of one query becomes an answer: so the order of rows makes that of answers too. */
    private static List<Answer> answers(List<Row> rows) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < rows.size(); ) {
            Row head = rows.get(i);
            List<ObsCoreRecord> records = new ArrayList<>();
            for (;
                    i < rows.size()
                            && rows.get(i).service == head.service
                            && rows.get(i).query.equals(head.query);
                    i++) {
                records.add(rows.get(i).record);
            }
            answers.add(Records.answer(head.service, head.query, records.toArray(ObsCoreRecord[]::new)));
        }
        return answers;
    }

    private static String shown(MergeResult result) {
        StringBuilder text = new StringBuilder(result.contributions().toString());
        for (FoundDataset dataset : result.datasets()) {
            text.append('\n').append(dataset.origins());
            for (ObsCoreColumn column : dataset.record().layout().columns()) {
                text.append(' ')
                        .append(column)
                        .append('=')
                        .append(dataset.record().value(column));
            }
        }
        return text.toString();
    }

    private static void permute(List<Row> rows, int from, Runnable each) {
        if (from == rows.size()) {
            each.run();
            return;
        }
        for (int i = from; i < rows.size(); i++) {
            Collections.swap(rows, from, i);
            permute(rows, from + 1, each);
            Collections.swap(rows, from, i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void doesNotDependOnTheOrderOfAFewRows(long seed) {
        Random random = new Random(seed);
        for (int world = 0; world < 20; world++) {
            List<Row> rows = rows(random, 5, world % 2 == 0 ? 0 : 2);
            String expected = shown(Merger.merge(answers(rows)));
            permute(
                    rows,
                    0,
                    () -> assertThat(shown(Merger.merge(answers(rows)))).isEqualTo(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void doesNotDependOnTheOrderOfManyRows(long seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random, 1000, seed % 2 == 0 ? 0 : 300);
        String expected = shown(Merger.merge(answers(rows)));
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(rows, random);
            assertThat(shown(Merger.merge(answers(rows)))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isNotChangedByAnAnswerThatComesTwice(long seed) {
        List<Row> rows = rows(new Random(seed), 300, 0);
        // what has no usable URL need not match even itself: its DID or format may be blank, or the DID void
        rows.removeIf(row -> row.url() == null);
        List<Row> twice = new ArrayList<>(rows);
        twice.addAll(rows);
        MergeResult once = Merger.merge(answers(rows));
        assertThat(shown(Merger.merge(answers(twice)))).isEqualTo(shown(once));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsNothingMoreToMergeInItsOwnResult(long seed) {
        Random random = new Random(seed);
        int merged = 0;
        for (int world = 0; world < 50; world++) {
            List<Row> rows = rows(random, 12, world % 2 == 0 ? 0 : 6);
            // a record without DID may be kept for one that has it, and a void DID may lose its other URLs, as may a
            // DID
            // with several formats of one kind
            rows.removeIf(row -> row.did() == null);
            Oracle oracle = new Oracle(rows);
            rows.removeIf(row -> oracle.voidDids.contains(row.did())
                    || oracle.severalOfOneKind.contains(row.did() + " " + row.kind()));
            List<Row> again = new ArrayList<>();
            for (FoundDataset dataset : Merger.merge(answers(rows)).datasets()) {
                again.add(new Row(serviceOf(dataset), "", dataset.record()));
            }
            merged += rows.size() - again.size();
            assertThat(Merger.merge(answers(again)).datasets())
                    .extracting(FoundDataset::record)
                    .containsExactlyInAnyOrderElementsOf(
                            again.stream().map(Row::record).toList());
        }
        assertThat(merged).isGreaterThan(20);
    }

    /** Each dataset at several services, in several formats: each format at a URL of its own, which may differ between services. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void makesOneRowOfEachFormatOfADataset(long seed) {
        Random random = new Random(seed);
        List<String> formats = List.of(
                "application/fits",
                "application/x-votable+xml",
                "application/x-votable+xml;content=datalink",
                "image/png",
                "text/csv");
        for (int world = 0; world < 20; world++) {
            List<Row> rows = new ArrayList<>();
            Set<String> expected = new HashSet<>();
            for (int dataset = 0; dataset < 20; dataset++) {
                for (Service service : SERVICES) {
                    for (String format : formats) {
                        if (random.nextInt(3) == 0) {
                            continue;
                        }
                        String local = "?" + dataset;
                        String url = "http://"
                                + (random.nextBoolean()
                                        ? "h"
                                        : service.accessUrl().substring(7, 8)) + "/" + dataset + "."
                                + formats.indexOf(format);
                        rows.add(new Row(
                                service,
                                "",
                                Records.of(
                                                (random.nextBoolean() ? "ivo://X/y" : "IVO://x/Y") + local,
                                                random.nextBoolean() ? format : format.toUpperCase(Locale.ROOT),
                                                url)
                                        .at(dataset)
                                        .get()));
                        expected.add(local + format);
                    }
                }
            }
            Collections.shuffle(rows, random);
            MergeResult merged = Merger.merge(answers(rows));
            assertThat(merged.datasets()).hasSize(expected.size());
            assertThat(DatasetCount.of(merged.datasets())).isEqualTo(20);
            String shown = shown(merged);
            Collections.shuffle(rows, random);
            assertThat(shown(Merger.merge(answers(rows)))).isEqualTo(shown);
        }
    }

    private static Service serviceOf(FoundDataset dataset) {
        return SERVICES.stream()
                .filter(it -> it.ivoid().equals(dataset.origin().ivoid())
                        && it.protocol().equals(dataset.origin().protocol()))
                .findFirst()
                .orElseThrow();
    }

    /** The rules of the specification, pair by pair, without any cleverness. */
    private static final class Oracle {
        private final List<Row> rows;
        private final Set<String> voidDids = new HashSet<>();
        private final Set<String> sharedUrls = new HashSet<>();
        private final Set<String> severalOfOneKind = new HashSet<>();

        Oracle(List<Row> rows) {
            this.rows = rows;
            pairs((a, b) -> a.service == b.service
                            && sameDid(a, b)
                            && a.urlText() != null
                            && b.urlText() != null
                            && !a.urlText().equals(b.urlText()))
                    .forEach(this::severalUrls);
            pairs((a, b) -> a.service == b.service
                            && sameUrlText(a, b)
                            && (a.did() == null || b.did() == null || sameDid(a, b))
                            && a.ra() != b.ra())
                    .forEach(pair -> sharedUrls.add(pair.a().urlText()));
            pairs((a, b) -> sameUrlText(a, b) && sharedUrls.contains(a.urlText()) && sameDid(a, b) && a.ra() != b.ra())
                    .forEach(pair -> voidDids.add(pair.a().did()));
        }

        private void severalUrls(Pair pair) {
            String a = pair.a().format();
            String b = pair.b().format();
            if (a == null || b == null || a.equals(b)) {
                voidDids.add(pair.a().did());
            } else if (sameKind(pair.a(), pair.b())) {
                severalOfOneKind.add(pair.a().did() + " " + pair.a().kind());
            }
        }

        private static boolean sameKind(Row a, Row b) {
            return a.kind() != null && a.kind().equals(b.kind());
        }

        private static boolean sameDid(Row a, Row b) {
            return a.did() != null && a.did().equals(b.did());
        }

        private static boolean sameUrlText(Row a, Row b) {
            return a.urlText() != null && a.urlText().equals(b.urlText());
        }

        private record Pair(Row a, Row b) {}

        private List<Pair> pairs(BiPredicate<Row, Row> rule) {
            List<Pair> pairs = new ArrayList<>();
            for (Row a : rows) {
                for (Row b : rows) {
                    if (a != b && rule.test(a, b)) {
                        pairs.add(new Pair(a, b));
                    }
                }
            }
            return pairs;
        }

        private boolean samePlace(Row a, Row b) {
            return a.url() != null && a.url().equals(b.url()) && (!sharedUrls.contains(a.url()) || a.ra() == b.ra());
        }

        private @Nullable String didAtPlace(Row row) {
            return row.did() != null
                    ? row.did()
                    : rows.stream()
                            .filter(other -> samePlace(row, other) && other.did() != null)
                            .map(Row::did)
                            .min(String::compareTo)
                            .orElse(null);
        }

        boolean joins(Row a, Row b) {
            boolean byDid = sameDid(a, b)
                    && !voidDids.contains(a.did())
                    && sameKind(a, b)
                    && (Objects.equals(a.format(), b.format()) || !severalOfOneKind.contains(a.did() + " " + a.kind()));
            return byDid || (samePlace(a, b) && Objects.equals(didAtPlace(a), didAtPlace(b)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void makesTheGroupsThatTheRulesSayPairByPair(long seed) {
        Random random = new Random(seed);
        for (int world = 0; world < 20; world++) {
            List<Row> rows = rows(random, 5 + random.nextInt(20), world % 3 == 0 ? 0 : 2 + world);
            // in the pool's order, so that the numbers are the same
            RecordPool pool = new RecordPool(answers(rows));
            List<Row> pooled = new ArrayList<>();
            for (int i = 0; i < pool.size(); i++) {
                pooled.add(new Row(pool.services().get(pool.service(i)), "", pool.record(i)));
            }
            Groups actual = RecordIdentity.of(pool);
            Groups expected = new Groups(pool.size());
            Oracle oracle = new Oracle(pooled);
            for (int i = 0; i < pooled.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (oracle.joins(pooled.get(i), pooled.get(j))) {
                        expected.join(i, j);
                    }
                }
            }
            for (int i = 0; i < pooled.size(); i++) {
                assertThat(actual.rootOf(i)).isEqualTo(expected.rootOf(i));
            }
            assertNoRuleIsBroken(pooled, actual);
        }
    }

    private static void assertNoRuleIsBroken(List<Row> rows, Groups groups) {
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                Row a = rows.get(i);
                Row b = rows.get(j);
                if (groups.rootOf(i) != groups.rootOf(j)) {
                    continue;
                }
                if (a.did() != null && b.did() != null) {
                    assertThat(a.did()).as("DIDs of one dataset").isEqualTo(b.did());
                }
                if (a.service == b.service && a.url() != null && a.url().equals(b.url())) {
                    assertThat(a.ra()).as("places of one service's URL").isEqualTo(b.ra());
                }
                if (a.did() == null && a.url() == null) {
                    throw new AssertionError("a record without DID and URL was merged: " + a);
                }
            }
        }
    }

    @Test
    void tellsKeysApartWhoseHashesAreEqual() {
        String[] keys = {"a", "b", "a", "c", "b"};
        HashIndex index = new HashIndex(keys.length);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            ids.add(index.idOf(7, 7, i, (a, b) -> keys[a].equals(keys[b])));
        }
        assertThat(ids).containsExactly(0, 1, 0, 2, 1);
        assertThat(index.first(1)).isEqualTo(1);
        assertThat(index.size()).isEqualTo(3);
    }
}
