package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.ListedService.Dataset;
import org.skytrawl.protocol.ListedService.Way;
import org.skytrawl.protocol.TargetWay.Proof;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.skytrawl.sky.SkyCircle;

/** How a service is asked for the targets of a list: by which requests, and that no way makes a wrong pair or loses one. */
@Timeout(60)
class TargetsExecutionIT {
    private static final Way UPLOAD = new Way("upload", Proof.RETURNED_LIST, 40);
    private static final Way SEVERAL = new Way("several-pos", Proof.KNOWN_TARGETS, 40);
    private static final Way OR = new Way("circles-or", Proof.REFUSAL, 40);
    private static final int TARGETS = 100;

    private final QueryAsker asker = new QueryAsker();
    private final TargetList targets = targets();

    /** A dataset at every second target, of those with one between them a bare centre. */
    private final List<Dataset> datasets = datasets(true);

    private final ListedService listed = new ListedService(targets, datasets);
    private TargetSet left = TargetSet.EMPTY;
    private final AcceptedQueryForms forms = new AcceptedQueryForms();
    private int budget = 1000;
    private Duration timeout = Duration.ofSeconds(20);
    private Deadline runEnd = Deadline.never();

    @AfterEach
    void close() {
        asker.close();
    }

    private static TargetList targets() {
        TargetList.Builder list = new TargetList.Builder();
        for (int i = 0; i < TARGETS; i++) {
            // all over the sky, with both poles and RA 0
            double decDeg = i == 0 ? 90 : i == 1 ? -90 : -80 + 1.6 * i;
            list.add(new Target("T" + i, i % 10 == 0 ? 0 : i * 137.5 % 360, decDeg, 0.1));
        }
        return list.build();
    }

    private List<Dataset> datasets(boolean haveExtent) {
        List<Dataset> all = new ArrayList<>();
        for (int i = 0; i < TARGETS; i += 2) {
            int number = targets.numberOfRow(i);
            SkyCircle at = targets.circles().circle(number);
            all.add(new Dataset(i, new SkyCircle(at.centre(), 0.05), haveExtent));
            all.add(new Dataset(i + 1000, new SkyCircle(at.centre(), 0.15), haveExtent));
        }
        return all;
    }

    private Set<String> truth() {
        Set<String> pairs = new TreeSet<>();
        for (Dataset dataset : datasets) {
            targets.circles().overlapping(dataset.footprint(), number -> pairs.add(pair(number, dataset.number())));
        }
        return pairs;
    }

    private String pair(int target, int dataset) {
        return targets.id(target) + " " + dataset;
    }

    private Set<String> pairs() {
        Set<String> pairs = new TreeSet<>();
        for (ObsCoreRecord record : asker.records) {
            String url = String.valueOf(record.text(ObsCoreColumn.access_url));
            TargetMatches matches = record.matches();
            for (int i = 0; matches != null && i < matches.size(); i++) {
                assertThat(pairs.add(pair(matches.number(i), Integer.parseInt(url.substring("http://data/".length())))))
                        .isTrue();
            }
        }
        return pairs;
    }

    private QueryResult ask(LoopbackService server, TargetWay... ways) {
        return ask(server, TargetRegion.of(targets), ways);
    }

    private QueryResult ask(LoopbackService server, TargetRegion region, TargetWay... ways) {
        TargetsQuery query = new TargetsQuery(
                new ListedService.Listed(ways),
                Questions.service(Sia2.PROTOCOL, server.url()),
                new Question(region, null, null, Set.of()),
                false);
        QueryContext by = new QueryContext(asker.fetcher, 1 << 20, true, true, budget, forms);
        FetchContext context = new FetchContext(runEnd, asker.cancellation).eachWithin(timeout);
        QueryResult result = query.ask(by, context, asker::take);
        QueryFacts.Targets asked =
                java.util.Objects.requireNonNull(result.facts().targets());
        assertThat(asked.asked()).isEqualTo(region.size());
        assertThat(result.facts().attempts()).isLessThanOrEqualTo(budget);
        left = asked.left();
        return result;
    }

    private void findsAll(QueryResult result) {
        assertThat(result.outcome()).isEqualTo(new Answered());
        assertThat(left.isEmpty()).isTrue();
        assertThat(pairs()).isEqualTo(truth());
    }

    /** What was sent, shortly: {@code POS}, {@code LIST 40}, {@code T 40}. */
    private static List<String> sent(LoopbackService server) {
        return server.requests().stream()
                .map(request -> {
                    String url = request.substring(request.indexOf('?') + 1, request.indexOf(" HTTP"));
                    String name = url.substring(0, url.indexOf('='));
                    return name.equals("POS")
                            ? name
                            : name + " "
                                    + (1 + url.chars().filter(c -> c == ',').count());
                })
                .toList();
    }

    @Test
    void asksEachAloneWithoutAWay() throws Exception {
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server);
            findsAll(result);
            assertThat(result.facts().form()).isEqualTo("100 alone");
            assertThat(result.facts().query()).startsWith(server.url() + "?POS=CIRCLE");
            assertThat(result.facts().attempts()).isEqualTo(TARGETS);
            assertThat(result.facts().records()).isEqualTo(asker.records.size());
        }
    }

    @Test
    void uploadsInParts() throws Exception {
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server, UPLOAD);
            findsAll(result);
            assertThat(result.facts().form()).startsWith("upload, in 3 parts; ");
            assertThat(result.facts().attempts()).isLessThan(15);
        }
    }

    @Test
    void bringsKnownTargetsWithEachOfSeveral() throws Exception {
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server, SEVERAL);
            findsAll(result);
            assertThat(result.facts().form()).startsWith("several-pos, in 3 parts; ");
            assertThat(result.facts().attempts()).isLessThan(20);
        }
    }

    @Test
    void asksForSeveralCircles() throws Exception {
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server, OR);
            findsAll(result);
            assertThat(result.facts().form()).isEqualTo("circles-or, in 3 parts; 1 alone");
            assertThat(sent(server)).containsExactly("POS", "T 40", "T 40", "T 19");
        }
    }

    @Test
    void asksForTargetsNearEachOtherByOneCircle() throws Exception {
        TargetList.Builder near = new TargetList.Builder();
        for (int i = 0; i < 30; i++) {
            near.add(new Target("N" + i, (359.99 + 0.001 * i) % 360, 41 + 0.0004 * i, 0.01));
        }
        TargetList list = near.build();
        ListedService service =
                new ListedService(list, List.of(new Dataset(7, list.circles().circle(3), true)));
        try (LoopbackService server = new LoopbackService(service)) {
            QueryResult result = ask(server, TargetRegion.of(list));
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).isEqualTo("a circle");
            assertThat(result.facts().attempts()).isEqualTo(1);
            Set<Integer> found = new TreeSet<>();
            list.circles().overlapping(list.circles().circle(3), found::add);
            TargetMatches matches =
                    java.util.Objects.requireNonNull(asker.records.getFirst().matches());
            assertThat(IntStream.range(0, matches.size()).mapToObj(matches::number))
                    .containsExactlyElementsOf(found);
        }
    }

    private static Stream<Arguments> faults() {
        UnaryOperator<List<Integer>> drops = numbers -> numbers.subList(0, (numbers.size() + 1) / 2);
        UnaryOperator<List<Integer>> dropsOne = numbers -> numbers.subList(1, numbers.size());
        UnaryOperator<List<Integer>> first = numbers -> numbers.subList(0, 1);
        UnaryOperator<List<Integer>> last = numbers -> numbers.subList(numbers.size() - 1, numbers.size());
        UnaryOperator<List<Integer>> others =
                numbers -> numbers.stream().map(n -> (n + 50) % TARGETS).toList();
        UnaryOperator<List<Integer>> none = numbers -> List.of();
        UnaryOperator<List<Integer>> all =
                numbers -> IntStream.range(0, TARGETS).boxed().toList();
        UnaryOperator<List<Integer>> doubles =
                numbers -> Stream.concat(numbers.stream(), numbers.stream()).toList();
        UnaryOperator<List<Integer>> turned = numbers -> {
            List<Integer> other = new ArrayList<>(numbers);
            Collections.reverse(other);
            return other;
        };
        UnaryOperator<List<Integer>> same = numbers -> numbers;
        return Stream.of(
                Arguments.of("upload drops", UPLOAD, drops, drops),
                Arguments.of("upload drops one", UPLOAD, dropsOne, dropsOne),
                Arguments.of("upload doubles", UPLOAD, doubles, doubles),
                Arguments.of("upload doubles the list only", UPLOAD, same, doubles),
                Arguments.of("upload reorders", UPLOAD, turned, turned),
                Arguments.of("upload is ignored", UPLOAD, all, same),
                Arguments.of("upload gives nothing", UPLOAD, none, same),
                Arguments.of("upload of another", UPLOAD, others, others),
                Arguments.of("upload of another, but for the list", UPLOAD, others, same),
                Arguments.of("first POS", SEVERAL, first, same),
                Arguments.of("last POS", SEVERAL, last, same),
                Arguments.of("first half of POS", SEVERAL, drops, same),
                Arguments.of("all but the first POS", SEVERAL, dropsOne, same),
                Arguments.of("POS of another", SEVERAL, others, same),
                Arguments.of("no POS", SEVERAL, none, same),
                Arguments.of("POS ignored", SEVERAL, all, same));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void findsAllInSpiteOf(
            String fault, Way way, UnaryOperator<List<Integer>> used, UnaryOperator<List<Integer>> returned)
            throws Exception {
        listed.used = used;
        listed.returned = returned;
        try (LoopbackService server = new LoopbackService(listed)) {
            findsAll(ask(server, way));
        }
    }

    @Test
    void findsHiddenLimits() throws Exception {
        listed.mostTargets = 12;
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server, OR);
            findsAll(result);
            assertThat(sent(server)).startsWith("POS", "T 40", "T 10", "T 10");
            assertThat(result.facts().form()).isEqualTo("circles-or, in 10 parts; 1 alone");
        }
    }

    @Test
    void turnsToTheNextWayWhenOneIsRefused() throws Exception {
        listed.mostTargets = 0;
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server, UPLOAD, OR);
            findsAll(result);
            assertThat(result.facts().form())
                    .startsWith("upload given up (HTTP 400")
                    .endsWith("; 100 alone");
        }
    }

    @Test
    void doesNotTryARefusedWayAgain() throws Exception {
        listed.mostTargets = 0;
        try (LoopbackService server = new LoopbackService(listed)) {
            findsAll(ask(server, OR));
            int before = server.connections();
            asker.records.clear();
            QueryResult result = ask(server, OR);
            findsAll(result);
            assertThat(sent(server).subList(before, before + TARGETS)).containsOnly("POS");
            assertThat(result.facts().form()).startsWith("circles-or given up (HTTP 400");
        }
    }

    @Test
    void halvesWhatOverflows() throws Exception {
        listed.mostRows = 30;
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server, OR);
            findsAll(result);
            assertThat(sent(server)).startsWith("POS", "T 40", "T 20", "T 20");
        }
    }

    @Test
    void asksAloneWhereTheWordOfTheServiceDecides() throws Exception {
        ListedService service = new ListedService(targets, datasets(false));
        try (LoopbackService server = new LoopbackService(service)) {
            QueryResult result = ask(server, OR);
            findsAll(result);
            assertThat(result.facts().form()).matches("circles-or, in \\d+ parts; \\d+ alone");
            assertThat(result.facts().attempts()).isLessThan(TARGETS + 22);
        }
    }

    @Test
    void keepsTheLimitOfRequests() throws Exception {
        budget = 30;
        try (LoopbackService server = new LoopbackService(listed)) {
            QueryResult result = ask(server);
            assertThat(result.outcome())
                    .isEqualTo(new Incomplete(
                            FailureCode.REQUEST_LIMIT,
                            null,
                            "70 of 100 targets not asked for: the limit of 30 requests is reached"
                                    + " (--requests-per-service)"));
            assertThat(server.connections()).isEqualTo(30);
            assertThat(left.size()).isEqualTo(70);
            assertThat(truth()).containsAll(pairs());
        }
    }

    @Test
    void endsAfterTwoFailuresInARow() throws Exception {
        byte[] sorry = "<html>sorry</html>".getBytes(StandardCharsets.UTF_8);
        listed.single = LoopbackService.answering(404, sorry);
        try (LoopbackService server = new LoopbackService(listed)) {
            ServiceOutcome outcome = ask(server).outcome();
            assertThat(outcome).isInstanceOf(Failed.class);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(left.size()).isEqualTo(TARGETS);
        }
    }

    @Test
    void goesOnWithSingleRequestsIfOthersFail() throws Exception {
        listed.several = LoopbackService.answering(404, new byte[0]);
        try (LoopbackService server = new LoopbackService(listed)) {
            findsAll(ask(server, OR));
            assertThat(server.connections()).isLessThan(TARGETS + 12);
        }
    }

    @Test
    void aHangingServiceEndsAtItsTimeout() throws Exception {
        timeout = Duration.ofMillis(300);
        try (LoopbackService server = new LoopbackService(LoopbackService.silent())) {
            assertThat(ask(server).outcome()).isInstanceOf(TimedOut.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void theEndOfTheRunKeepsWhatThereIs() throws Exception {
        try (LoopbackService server = new LoopbackService(
                listed,
                listed,
                listed,
                (service, out) -> LoopbackService.silent().serve(service, out))) {
            runEnd = Deadline.after(Duration.ofSeconds(1));
            ServiceOutcome outcome = ask(server).outcome();
            assertThat(outcome)
                    .isEqualTo(new Incomplete(
                            FailureCode.TIME_LIMIT, null, "timed out while waiting; 97 of 100 targets not answered"));
            assertThat(left.size()).isEqualTo(97);
        }
    }

    @Test
    void aCancelKeepsWhatThereIs() throws Exception {
        try (LoopbackService server = new LoopbackService(listed, listed, listed, (service, out) -> {
            asker.cancellation.cancel();
            LoopbackService.silent().serve(service, out);
        })) {
            assertThat(ask(server).outcome()).isInstanceOf(Cancelled.class);
            assertThat(left.size()).isEqualTo(97);
        }
    }
}
