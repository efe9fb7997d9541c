package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.simvo.truth.Datasets.example;
import static org.skytrawl.simvo.truth.SmallUniverse.EVERYWHERE;
import static org.skytrawl.simvo.truth.SmallUniverse.as;
import static org.skytrawl.simvo.truth.SmallUniverse.fates;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimProtocol;

class FailOverTest {
    private final SimServer server = SimServer.start();
    private final SmallUniverse sky = new SmallUniverse(server.host());

    FailOverTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    /** An SIA2 service with one dataset of its own, so that the datasets tell who was asked. */
    private void service(String name, int dataset, @Nullable String fault, String... servedBy) {
        sky.record(
                name,
                EVERYWHERE,
                List.of(servedBy),
                List.of(),
                as(Kind.SIA2, sky.service(SimProtocol.SIA2, fault, example(dataset))));
    }

    private TruthAnswer answer() {
        return sky.ask(Question.EXAMPLE);
    }

    @Test
    void whoAnswersThoughOddlyNeedsNobodyInItsPlace() {
        service("a", 1, null, "b");
        service("b", 2, "strange-titles");
        assertThat(fates(answer())).isEqualTo(Map.of("a SIA2", "ELIDED ivo://t/b", "b SIA2", "ASKED_OK"));
        assertThat(answer().reachable()).containsExactly(2);
        assertThat(answer().withFailOver()).containsExactly(2);
        assertThat(answer().partial()).isEmpty();
        assertThat(answer().services())
                .filteredOn(service -> service.fate().kind() == Fate.Kind.ASKED_OK)
                .singleElement()
                .returns("strange-titles", RegisteredService::fault);
    }

    @Test
    void ofAChainTheNextIsAsked() {
        service("a", 1, null, "b");
        service("b", 2, null, "c");
        service("c", 3, "http-500");
        assertThat(answer().reachable()).isEmpty();
        assertThat(answer().withFailOver()).containsExactly(2);
    }

    @Test
    void ofAChainTheNextButOneIsAskedIfTheNextFailsToo() {
        service("a", 1, null, "b");
        service("b", 2, "empty", "c");
        service("c", 3, "http-500");
        assertThat(answer().withFailOver()).containsExactly(1);
    }

    @Test
    void aChainThatFailsToItsBeginningGivesNothing() {
        service("a", 1, "html", "b");
        service("b", 2, "empty", "c");
        service("c", 3, "http-500");
        assertThat(answer().matching()).containsExactly(1, 2, 3);
        assertThat(answer().withFailOver()).isEmpty();
    }

    @Test
    void ofTwoThatServeEachOtherTheOtherIsAsked() {
        service("a", 1, "http-500", "b");
        service("b", 2, null, "a");
        assertThat(fates(answer()).get("b SIA2")).isEqualTo("ELIDED ivo://t/a");
        assertThat(answer().withFailOver()).containsExactly(2);
    }

    @Test
    void whoLeadsToTwoThatServeEachOtherWaitsForBoth() {
        service("a", 1, "http-500", "b");
        service("b", 2, null, "a");
        service("c", 3, null, "a");
        assertThat(answer().withFailOver()).containsExactly(2);
    }

    @Test
    void whoLeadsToTwoThatServeEachOtherIsAskedIfBothFail() {
        service("a", 1, "http-500", "b");
        service("b", 2, "html", "a");
        service("c", 3, null, "a");
        assertThat(answer().withFailOver()).containsExactly(3);
    }

    @Test
    void oneOfSeveralThatHaveTheDataIsEnough() {
        service("a", 1, null, "b", "c");
        service("b", 2, "http-500");
        service("c", 3, null);
        assertThat(fates(answer()).get("a SIA2")).isEqualTo("ELIDED ivo://t/b");
        assertThat(answer().withFailOver()).containsExactly(3);
    }

    @Test
    void allThatWereLeftOutForOneAreAskedIfNoneLeadsToAnother() {
        service("a", 1, null, "c");
        service("b", 2, null, "c");
        service("c", 3, "drip");
        assertThat(answer().withFailOver()).containsExactly(1, 2);
    }

    @Test
    void aRecordIsAskedByOneProtocolAfterTheOther() {
        sky.record(
                "a",
                EVERYWHERE,
                as(Kind.OBSTAP_TABLE, sky.service(SimProtocol.OBSTAP, "http-404", example(1))),
                as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(2))),
                as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(3))));
        assertThat(answer().withFailOver()).containsExactly(2);
    }

    @Test
    void aPartOfAnAnswerIsNotEnough() {
        service("a", 1, "cut", "b");
        service("b", 2, "overflow", "c");
        service("c", 3, "cut");
        assertThat(answer().reachable()).isEmpty();
        assertThat(answer().withFailOver()).isEmpty();
        assertThat(answer().partial()).containsExactly(1, 2, 3);
    }

    @Test
    void aPartInPlaceOfNothingMayBeFound() {
        service("a", 1, null, "b");
        service("b", 2, "cut", "c");
        service("c", 3, "http-500");
        assertThat(answer().withFailOver()).containsExactly(1);
        assertThat(answer().partial()).containsExactly(2);
    }

    @Test
    void whoMustBeAskedOtherwiseMayGiveMoreAtTheEdge() {
        Dataset atTheEdge = Datasets.at(2, 10.68, 41.27 + 2.25, new Extent.FieldOfView(4.4));
        Dataset beyond = Datasets.at(3, 10.68, 41.27 + 2.35, new Extent.FieldOfView(4.2));
        sky.record(
                "odd",
                EVERYWHERE,
                as(Kind.OBSTAP_TABLE, sky.service(SimProtocol.OBSTAP, "upper-case", example(1), atTheEdge, beyond)));
        assertThat(answer().reachable()).containsExactly(1);
        assertThat(answer().partial()).isEmpty();
        sky.record(
                "simple",
                EVERYWHERE,
                as(Kind.OBSTAP_TABLE, sky.service(SimProtocol.OBSTAP, "no-geometry", atTheEdge, beyond)));
        assertThat(answer().reachable()).containsExactly(1);
        assertThat(answer().partial()).containsExactly(2);
    }

    @Test
    void onlyTheEdgeOfThePlaceIsUncertain() {
        Question wide = new Question(Question.EXAMPLE.cone(), null, null, Set.of("cube"), true);
        Dataset image = Datasets.at(1, 10.68, 41.27 + 0.25, new Extent.FieldOfView(0.2));
        assertThat(DatasetMatch.mayCount(SimProtocol.OBSTAP, image, Question.EXAMPLE))
                .isTrue();
        assertThat(DatasetMatch.mayCount(SimProtocol.OBSTAP, image, wide)).isFalse();
        Question later =
                new Question(Question.EXAMPLE.cone(), null, new Question.Range(59_000, 60_000), Set.of("image"), true);
        assertThat(DatasetMatch.mayCount(SimProtocol.OBSTAP, image, later)).isFalse();
    }
}
