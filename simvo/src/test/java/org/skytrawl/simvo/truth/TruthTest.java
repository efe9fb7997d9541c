package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.simvo.truth.Datasets.example;
import static org.skytrawl.simvo.truth.SmallUniverse.EVERYWHERE;
import static org.skytrawl.simvo.truth.SmallUniverse.FAR_AWAY;
import static org.skytrawl.simvo.truth.SmallUniverse.PLACE_ONLY;
import static org.skytrawl.simvo.truth.SmallUniverse.as;
import static org.skytrawl.simvo.truth.SmallUniverse.fates;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

class TruthTest {
    private static final List<String> OBSCORE = List.of("ivoa.obscore");
    private static final String MAIN_ONLY = "c.main";

    private final SimServer server = SimServer.start();
    private final SmallUniverse sky = new SmallUniverse(server.host());

    TruthTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void coverageOutsideOrUndeclaredIsNotAsked() {
        sky.record("in", EVERYWHERE, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(1))))
                .record("out", FAR_AWAY, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(2))))
                .record("half", PLACE_ONLY, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(3))))
                .record("mum", Coverage.NONE, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(4))));
        TruthAnswer answer = sky.ask(Question.EXAMPLE);
        assertThat(fates(answer))
                .isEqualTo(Map.of(
                        "in SIA2", "ASKED_OK",
                        "out SIA2", "PRUNED_OUTSIDE",
                        "half SIA2", "PRUNED_UNDECLARED",
                        "mum SIA2", "PRUNED_UNDECLARED"));
        assertThat(answer.matching()).containsExactly(1, 2, 3, 4);
        assertThat(answer.reachable()).containsExactly(1);
        assertThat(sky.ask(Question.EXAMPLE.asInclusive()).reachable()).containsExactly(1, 3, 4);
    }

    @Test
    void onlyAxesThatAreAskedAreLookedAt() {
        sky.record("a", PLACE_ONLY, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(1))));
        Question placeOnly = new Question(Question.EXAMPLE.cone(), null, null, Set.of("image"), false);
        assertThat(sky.ask(placeOnly).reachable()).containsExactly(1);
    }

    @Test
    void oneRecordIsAskedByItsBestProtocol() {
        sky.record(
                "a",
                EVERYWHERE,
                as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))),
                as(Kind.SIA2_AS_SIA1, sky.service(SimProtocol.SIA2, example(1))));
        assertThat(fates(sky.ask(Question.EXAMPLE)))
                .isEqualTo(Map.of("a SIA1", "ELIDED ivo://t/a", "a SIA2", "ASKED_OK"));
    }

    @Test
    void anAuxiliaryCapabilityCountsWhereThereIsNoMainOne() {
        SimService main = sky.service(SimProtocol.SIA2, example(1));
        SimService site = sky.service(SimProtocol.SIA2, example(1), example(2));
        sky.record("a", EVERYWHERE, as(Kind.SIA2, main), as(Kind.SIA2_AUX, site))
                .record("b", EVERYWHERE, as(Kind.SIA2_AUX, site));
        assertThat(fates(sky.ask(Question.EXAMPLE))).isEqualTo(Map.of("a SIA2", "ASKED_OK", "b SIA2", "ASKED_OK"));
    }

    @Test
    void servedByObsTapIsLeftOutOnlyIfItsTableIsListed() {
        SimService tap = sky.service(SimProtocol.OBSTAP, example(1));
        sky.record("tap", EVERYWHERE, List.of(), OBSCORE, as(Kind.OBSTAP_MODEL, tap))
                .record(
                        "within",
                        EVERYWHERE,
                        List.of("tap"),
                        OBSCORE,
                        as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))))
                .record(
                        "beside",
                        EVERYWHERE,
                        List.of("tap"),
                        List.of(MAIN_ONLY),
                        as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(2))));
        TruthAnswer answer = sky.ask(Question.EXAMPLE);
        assertThat(fates(answer))
                .isEqualTo(Map.of(
                        "tap OBSTAP", "ASKED_OK", "within SIA1", "ELIDED ivo://t/tap", "beside SIA1", "ASKED_OK"));
        assertThat(answer.reachable()).containsExactly(1, 2);
    }

    @Test
    void twoThatServeEachOtherKeepTheBetter() {
        sky.record("a", EVERYWHERE, List.of("b"), List.of(), as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))))
                .record(
                        "b",
                        EVERYWHERE,
                        List.of("a"),
                        List.of(),
                        as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(1))));
        assertThat(fates(sky.ask(Question.EXAMPLE)))
                .isEqualTo(Map.of("a SIA1", "ELIDED ivo://t/b", "b SIA2", "ASKED_OK"));
    }

    @Test
    void aChainLeadsToItsEnd() {
        sky.record("a", EVERYWHERE, List.of("b"), List.of(), as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))))
                .record(
                        "b",
                        EVERYWHERE,
                        List.of("c"),
                        List.of(),
                        as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))))
                .record("c", EVERYWHERE, as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))));
        assertThat(fates(sky.ask(Question.EXAMPLE)))
                .isEqualTo(Map.of("a SIA1", "ELIDED ivo://t/c", "b SIA1", "ELIDED ivo://t/c", "c SIA1", "ASKED_OK"));
    }

    @Test
    void whatIsPrunedStandsForNobody() {
        SimService tap = sky.service(SimProtocol.OBSTAP, example(1));
        sky.record("tap", Coverage.NONE, List.of(), OBSCORE, as(Kind.OBSTAP_MODEL, tap))
                .record(
                        "a",
                        EVERYWHERE,
                        List.of("tap"),
                        OBSCORE,
                        as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))));
        assertThat(fates(sky.ask(Question.EXAMPLE)))
                .isEqualTo(Map.of("tap OBSTAP", "PRUNED_UNDECLARED", "a SIA1", "ASKED_OK"));
    }

    @Test
    void twinsByUrlAreAskedOnce() {
        SimService service = sky.service(SimProtocol.SIA1, example(1));
        Capability plain = as(Kind.SIA1, service, "?a=1&b=2");
        sky.record("one", EVERYWHERE, plain)
                .record("two", EVERYWHERE, as(Kind.SIA1, service, "?b=2&a=1&"))
                .record(
                        "zwei",
                        EVERYWHERE,
                        new Capability(Kind.SIA1, plain.accessUrl().replace("http:", "https:"), service.number()));
        assertThat(fates(sky.ask(Question.EXAMPLE)))
                .isEqualTo(Map.of(
                        "one SIA1", "ASKED_OK", "two SIA1", "ELIDED ivo://t/one", "zwei SIA1", "ELIDED ivo://t/one"));
    }

    @Test
    void allRegistrationsOfATableAreOneServiceWithTheirCoverageTogether() {
        SimService tap = sky.service(SimProtocol.OBSTAP, example(1));
        sky.record("tap", FAR_AWAY, List.of(), OBSCORE, as(Kind.OBSTAP_MODEL, tap))
                .record("b", FAR_AWAY, List.of(), OBSCORE, as(Kind.OBSTAP_TABLE_AUX, tap))
                .record("a", EVERYWHERE, List.of(), OBSCORE, as(Kind.OBSTAP_TABLE, tap));
        TruthAnswer answer = sky.ask(Question.EXAMPLE);
        assertThat(fates(answer)).isEqualTo(Map.of("tap OBSTAP", "ASKED_OK"));
        assertThat(answer.services().getFirst().ivoids()).containsExactly("ivo://t/tap", "ivo://t/a", "ivo://t/b");
    }

    @Test
    void aSilentRecordKeepsTheOthersOfATableFromSayingNo() {
        SimService tap = sky.service(SimProtocol.OBSTAP, example(1));
        sky.record("a", FAR_AWAY, List.of(), OBSCORE, as(Kind.OBSTAP_TABLE_AUX, tap))
                .record("b", Coverage.NONE, List.of(), OBSCORE, as(Kind.OBSTAP_TABLE_AUX, tap));
        assertThat(fates(sky.ask(Question.EXAMPLE))).isEqualTo(Map.of("a OBSTAP", "PRUNED_UNDECLARED"));
        assertThat(fates(sky.ask(Question.EXAMPLE.asInclusive()))).isEqualTo(Map.of("a OBSTAP", "ASKED_OK"));
    }

    @Test
    void ofAFaultyServiceWhatOthersHaveIsReachableAndTheRestPerhapsInPart() {
        sky.record("good", EVERYWHERE, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(1))))
                .record("cut", EVERYWHERE, as(Kind.SIA2, sky.service(SimProtocol.SIA2, "cut", example(1), example(2))))
                .record("down", EVERYWHERE, as(Kind.SIA2, sky.service(SimProtocol.SIA2, "http-500", example(3))));
        TruthAnswer answer = sky.ask(Question.EXAMPLE);
        assertThat(fates(answer))
                .isEqualTo(Map.of(
                        "good SIA2", "ASKED_OK", "cut SIA2", "ASKED_FAULTY cut", "down SIA2", "ASKED_FAULTY http-500"));
        assertThat(answer.matching()).containsExactly(1, 2, 3);
        assertThat(answer.reachable()).containsExactly(1);
        assertThat(answer.partial()).containsExactly(2);
        assertThat(answer.withFailOver()).containsExactly(1);
    }

    @Test
    void failOverReachesWhatWasLeftOutForTheSakeOfAFaultyOne() {
        SimService tap = sky.service(SimProtocol.OBSTAP, "html", example(1), example(2));
        sky.record("tap", EVERYWHERE, List.of(), OBSCORE, as(Kind.OBSTAP_MODEL, tap))
                .record(
                        "a",
                        EVERYWHERE,
                        List.of("tap"),
                        OBSCORE,
                        as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))));
        TruthAnswer answer = sky.ask(Question.EXAMPLE);
        assertThat(answer.reachable()).isEmpty();
        assertThat(answer.withFailOver()).containsExactly(1);
    }

    @Test
    void someCannotBeAskedEverything() {
        sky.record("one", EVERYWHERE, as(Kind.SIA1, sky.service(SimProtocol.SIA1, example(1))))
                .record("two", EVERYWHERE, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(1))))
                .record("members", EVERYWHERE, new Capability(Kind.SIA2_MEMBERS, "http://m.example/sia2", -1));
        Question noCone = new Question(null, null, Question.EXAMPLE.mjd(), Set.of("image"), false);
        assertThat(fates(sky.ask(noCone)))
                .isEqualTo(Map.of(
                        "one SIA1", "SKIPPED no cone",
                        "two SIA2", "ASKED_OK",
                        "members SIA2", "SKIPPED needs login"));
        Question spectra = new Question(Question.EXAMPLE.cone(), null, null, Set.of("spectrum"), false);
        assertThat(fates(sky.ask(spectra)).get("two SIA2")).isEqualTo("SKIPPED other types");
    }

    @Test
    void whereSpectraAreWantedSiaStandsForNoObsTap() {
        SimService tap = sky.service(SimProtocol.OBSTAP, example(1));
        sky.record("tap", EVERYWHERE, List.of("sia"), OBSCORE, as(Kind.OBSTAP_MODEL, tap))
                .record("sia", EVERYWHERE, as(Kind.SIA2, sky.service(SimProtocol.SIA2, example(1))));
        Question anything = new Question(Question.EXAMPLE.cone(), null, null, Set.of(), false);
        assertThat(fates(sky.ask(anything)).get("tap OBSTAP")).isEqualTo("ASKED_OK");
        assertThat(fates(sky.ask(Question.EXAMPLE)).get("tap OBSTAP")).isEqualTo("ELIDED ivo://t/sia");
    }
}
