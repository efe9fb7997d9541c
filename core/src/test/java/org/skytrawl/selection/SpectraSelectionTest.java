package org.skytrawl.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.Verdict;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Elided;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;

/** Questions for spectra, for several product types and for any, asked of services of all protocols. */
class SpectraSelectionTest {
    private static final Question IMAGES = asked("image");
    private static final Question SPECTRA = asked("spectrum");
    private static final Question ANY = asked();

    private static Question asked(String... types) {
        return new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of(types));
    }

    private static Candidate ssa(String ivoid, String... servedBy) {
        return candidate(Ssa.PROTOCOL, ivoid, "http://" + ivoid.substring(6) + "/ssa?", null, servedBy);
    }

    private static Candidate sia2(String ivoid, String... servedBy) {
        return candidate(Sia2.PROTOCOL, ivoid, "http://" + ivoid.substring(6) + "/sia2?", null, servedBy);
    }

    private static Candidate obsTap(String ivoid, String... servedBy) {
        return candidate(ObsTap.PROTOCOL, ivoid, "http://" + ivoid.substring(6) + "/tap", "ivoa.obscore", servedBy);
    }

    private static Candidate candidate(
            Protocol protocol, String ivoid, String url, @Nullable String table, String... servedBy) {
        Service service = Service.of(List.of(new Ivoid(ivoid)), ivoid, protocol, url, table);
        return new Candidate(service, Stream.of(servedBy).map(Ivoid::new).toList(), Set.of(), null);
    }

    private static Candidate listing(Candidate it, String... tables) {
        return new Candidate(it.service(), it.servedBy(), Set.of(tables), null);
    }

    private static Candidate declaring(Candidate it, String... types) {
        return new Candidate(
                it.service().with(it.service().declared().withProductTypes(Set.of(types))),
                it.servedBy(),
                it.tableNames(),
                null);
    }

    private static Candidate theory(Candidate it) {
        return new Candidate(
                it.service().with(it.service().declared().withTheory(true)), it.servedBy(), it.tableNames(), null);
    }

    private static Selection select(Question question, Candidate... candidates) {
        return select(question, false, candidates);
    }

    /** Inclusive, as the candidates declare no coverage. */
    private static Selection select(Question question, boolean theory, Candidate... candidates) {
        return ServiceSelection.select(
                List.of(candidates), question, new DiscoveryOptions.Which(true, true, theory), true);
    }

    private static @Nullable ServiceOutcome outcome(Selection selection, Candidate of) {
        return selection.decisions().stream()
                .filter(decision -> decision.service().equals(of.service()))
                .findFirst()
                .orElseThrow()
                .exclusion()
                .orElse(null);
    }

    private static Skipped.@Nullable Why why(Selection selection, Candidate of) {
        return outcome(selection, of) instanceof Skipped skipped ? skipped.why() : null;
    }

    @Test
    void aQuestionForImagesIsAskedOfNoSsaServiceAndOfTheOthersAsBefore() {
        Candidate tap = obsTap("ivo://a/tap");
        Candidate served = listing(sia2("ivo://a/s", "ivo://a/tap"), "ivoa.obscore");
        Candidate alone = sia2("ivo://b/x", "ivo://b/spectra");
        Candidate spectra = ssa("ivo://b/x");
        Candidate server = ssa("ivo://b/spectra");
        Selection before = select(IMAGES, tap, served, alone);
        Selection now = select(IMAGES, spectra, tap, server, served, alone);
        assertThat(now.kept()).isEqualTo(before.kept()).containsExactly(tap.service(), alone.service());
        assertThat(outcome(now, served)).isEqualTo(outcome(before, served)).isInstanceOf(Elided.class);
        for (Candidate each : List.of(spectra, server)) {
            assertThat(outcome(now, each))
                    .isEqualTo(new Skipped(
                            Skipped.Why.NO_SPECTRA, "of protocol SSA, which has only spectra, SEDs and time series"));
        }
    }

    @Test
    void aQuestionForSpectraIsAskedOfSsaAndObsTap() {
        Candidate spectra = ssa("ivo://a/x");
        Candidate images = sia2("ivo://a/y");
        Candidate tap = obsTap("ivo://a/tap");
        Selection selection = select(SPECTRA, images, spectra, tap);
        assertThat(selection.kept()).containsExactly(tap.service(), spectra.service());
        assertThat(why(selection, images)).isEqualTo(Skipped.Why.NO_IMAGES);
    }

    @Test
    void ofAResourceWithSiaAndSsaBothAreAskedForAnyDatasetAndOneForOneType() {
        Candidate images = sia2("ivo://a/x");
        Candidate old = candidate(Sia1.PROTOCOL, "ivo://a/x", "http://a/sia?", null);
        Candidate spectra = ssa("ivo://a/x");
        for (Question question : List.of(ANY, asked("image", "spectrum"), asked("cube", "timeseries"))) {
            Selection selection = select(question, images, spectra, old);
            assertThat(selection.kept()).containsExactly(spectra.service(), images.service());
            assertThat(outcome(selection, old)).isEqualTo(new Elided(new Ivoid("ivo://a/x"), "same resource by SIA2"));
        }
        assertThat(select(SPECTRA, images, spectra, old).kept()).containsExactly(spectra.service());
        assertThat(select(IMAGES, images, spectra, old).kept()).containsExactly(images.service());
    }

    @Test
    void obsTapOfTheSameResourceStandsForSsaAndIfItFailsSsaIsAsked() {
        Candidate spectra = ssa("ivo://a/x");
        Candidate tap = obsTap("ivo://a/x");
        Selection selection = select(SPECTRA, spectra, tap);
        assertThat(selection.kept()).containsExactly(tap.service());
        assertThat(outcome(selection, spectra))
                .isEqualTo(new Elided(new Ivoid("ivo://a/x"), "same resource by ObsTAP"));
        assertThat(selection.reserve().withoutAnswerOf(tap.service()))
                .extracting(Decision::service)
                .containsExactly(spectra.service());
    }

    @Test
    void obsTapThatServesAnSsaResourceStandsForItOnlyIfTheResourceListsItsTable() {
        Candidate tap = obsTap("ivo://a/tap");
        Candidate spectra = ssa("ivo://a/x", "ivo://a/tap");
        for (Question question : List.of(SPECTRA, ANY)) {
            assertThat(select(question, tap, spectra).kept()).hasSize(2);
            assertThat(select(question, tap, listing(spectra, "a.spectra")).kept())
                    .hasSize(2);
            assertThat(select(question, tap, listing(spectra, "IVOA.ObsCore")).kept())
                    .containsExactly(tap.service());
        }
    }

    @Test
    void siaThatServesAnSsaResourceNeverStandsForItNorTheOtherWayRound() {
        Candidate spectra = ssa("ivo://a/spectra", "ivo://a/images");
        Candidate images = sia2("ivo://a/images", "ivo://a/spectra");
        for (Question question : List.of(ANY, asked("image", "spectrum"))) {
            assertThat(select(question, spectra, images).kept()).containsExactly(spectra.service(), images.service());
        }
        assertThat(select(SPECTRA, spectra, images).kept()).containsExactly(spectra.service());
        assertThat(select(IMAGES, spectra, images).kept()).containsExactly(images.service());
    }

    /** SSA, SIA2 and ObsTAP that serve each other: a cycle keeps what gives all types. */
    @Test
    void ofACycleOfAllProtocolsObsTapIsKept() {
        Candidate spectra = listing(ssa("ivo://a/1", "ivo://a/2"), "ivoa.obscore");
        Candidate images = listing(sia2("ivo://a/2", "ivo://a/3"), "ivoa.obscore");
        Candidate tap = listing(obsTap("ivo://a/3", "ivo://a/1"), "ivoa.obscore");
        // the way from SSA to ObsTAP leads over SIA2, which has no spectra
        assertThat(select(ANY, spectra, images, tap).kept()).containsExactly(tap.service(), spectra.service());
        Candidate both = listing(ssa("ivo://a/1", "ivo://a/2", "ivo://a/3"), "ivoa.obscore");
        assertThat(select(ANY, both, images, tap).kept()).containsExactly(tap.service());
        assertThat(select(SPECTRA, both, images, tap).kept()).containsExactly(tap.service());
    }

    @Test
    void ssaThatServesAnObsCoreTableStandsForItOnlyIfSpectraAreAllThatIsAsked() {
        Candidate tap = obsTap("ivo://a/t", "ivo://a/s");
        Candidate spectra = ssa("ivo://a/s");
        assertThat(select(SPECTRA, tap, spectra).kept()).containsExactly(spectra.service());
        for (Question question : List.of(ANY, asked("spectrum", "image"), asked("spectrally-resolved-dataset"))) {
            assertThat(select(question, tap, spectra).kept()).hasSize(2);
        }
    }

    @Test
    void elidesTwinsOfTheSameUrlAndPrefersHttps() {
        Candidate plain = candidate(Ssa.PROTOCOL, "ivo://a/x", "http://a.org/ssa?REQUEST=queryData", null);
        Candidate secure = candidate(Ssa.PROTOCOL, "ivo://a/x", "https://a.org:443/ssa?REQUEST=queryData&", null);
        Candidate other = candidate(Ssa.PROTOCOL, "ivo://b/x", "http://A.org/ssa?REQUEST=queryData", null);
        Candidate sia = candidate(Sia2.PROTOCOL, "ivo://c/x", "http://a.org/ssa?REQUEST=queryData", null);
        assertThat(select(ANY, plain, other, sia, secure).kept()).containsExactly(secure.service(), sia.service());
    }

    @ParameterizedTest
    @CsvSource({
        "spectrum, spectrum, false",
        "spectrum, timeseries, true",
        "timeseries light-curve, spectrum, true",
        "spectrum timeseries, timeseries, false",
        // narrower and broader terms, on either side
        "slit-spectrum, spectrum, false",
        "spectrum, slit-spectrum, false",
        "spectrally-resolved-dataset, spectrum, false",
        "temporally-resolved-dataset, spectrum, false",
        "polarization-resolved-dataset, light-curve, true",
        "event-list, event, false",
        // a word that is not in the vocabulary may mean anything
        "echelle, spectrum, false",
        "timeseries echelle, spectrum, false",
        // a type asked for that is no term
        "timeseries, echelle, true",
    })
    void productTypesThatTheRegistryDeclaresExclude(String declared, String asked, boolean skipped) {
        Candidate tap = declaring(obsTap("ivo://a/x"), declared.split(" "));
        Selection selection = select(asked(asked), tap);
        assertThat(why(selection, tap)).isEqualTo(skipped ? Skipped.Why.OTHER_TYPES : null);
        assertThat(select(ANY, tap).kept()).hasSize(1);
        assertThat(selection
                        .explain(new Ivoid("ivo://a/x"))
                        .getFirst()
                        .judgement()
                        .verdicts())
                .containsEntry(
                        Axis.PRODUCT_TYPE,
                        skipped ? Verdict.NO : declared.contains("echelle") ? Verdict.UNKNOWN : Verdict.YES);
    }

    @Test
    void whatIsSkippedForItsProductTypesSaysWhichItDeclares() {
        Candidate tap = declaring(obsTap("ivo://a/x"), "timeseries", "image");
        assertThat(outcome(select(SPECTRA, tap), tap))
                .isEqualTo(new Skipped(Skipped.Why.OTHER_TYPES, "it declares other product types: image, timeseries"));
    }

    @Test
    void aServiceThatDeclaresOtherTypesDoesNotStandForOne() {
        Candidate spectra = listing(ssa("ivo://a/x", "ivo://a/tap"), "ivoa.obscore");
        Candidate tap = obsTap("ivo://a/tap");
        assertThat(select(ANY, spectra, declaring(tap, "image")).kept()).hasSize(2);
        assertThat(select(ANY, spectra, declaring(tap, "image", "spectrum")).kept())
                .hasSize(2);
        assertThat(select(SPECTRA, spectra, declaring(tap, "image", "spectrum")).kept())
                .hasSize(1);
        assertThat(select(ANY, declaring(spectra, "spectrum"), declaring(tap, "image", "spectrum"))
                        .kept())
                .hasSize(1);
        assertThat(select(ANY, declaring(spectra, "timeseries"), declaring(tap, "image", "spectrum"))
                        .kept())
                .hasSize(2);
        // a declaration that the protocol contradicts does not count
        assertThat(select(ANY, declaring(spectra, "image"), declaring(tap, "image"))
                        .kept())
                .hasSize(2);
    }

    @Test
    void theoryIsSkippedInAnyProtocolUnlessItIsWanted() {
        Candidate spectra = theory(ssa("ivo://a/1"));
        Candidate images = theory(sia2("ivo://a/2"));
        Candidate tap = theory(obsTap("ivo://a/3"));
        Candidate observed = ssa("ivo://a/4", "ivo://a/1");
        Selection selection = select(ANY, spectra, images, tap, observed);
        assertThat(selection.kept()).containsExactly(observed.service());
        assertThat(List.of(why(selection, spectra), why(selection, images), why(selection, tap)))
                .containsOnly(Skipped.Why.THEORY);
        assertThat(select(ANY, true, spectra, images, tap).kept()).hasSize(3);
        // the protocol is the plainer reason
        assertThat(why(select(IMAGES, spectra), spectra)).isEqualTo(Skipped.Why.NO_SPECTRA);
    }

    @Test
    void whatAPersonHasChosenIsNotSkippedForWhatItDeclares() {
        Candidate chosen = theory(declaring(ssa("ivo://a/1"), "timeseries"));
        assertThat(ServiceSelection.select(
                                List.of(chosen), SPECTRA, new DiscoveryOptions.Which(false, true, false), false)
                        .kept())
                .hasSize(1);
    }

    @Test
    void inAnyGraphWhatStandsForAServiceGivesTheTypesAskedThatItHasAndOrderDoesNotCount() {
        Random random = new Random(14);
        List<Question> questions = List.of(ANY, SPECTRA, IMAGES, asked("image", "spectrum"), asked("timeseries"));
        for (int round = 0; round < 400; round++) {
            List<Candidate> candidates = randomGraph(random);
            Question question = questions.get(round % questions.size());
            Selection selection = select(question, candidates.toArray(Candidate[]::new));
            TypesGiven types = new TypesGiven(question.productTypes());
            for (Decision decision : selection.decisions()) {
                decision.representedBy().ifPresent(by -> {
                    assertThat(types.givesAllOf(by, decision.service())).isTrue();
                    assertThat(selection.kept()).contains(by);
                });
            }
            Collections.shuffle(candidates, random);
            assertThat(select(question, candidates.toArray(Candidate[]::new)).decisions())
                    .isEqualTo(selection.decisions());
        }
    }

    private static List<Candidate> randomGraph(Random random) {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, String> ofResources = new HashMap<>();
        int count = 2 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            String ivoid = "ivo://a/" + random.nextInt(4);
            String server = "ivo://a/" + random.nextInt(4);
            Candidate it = switch (random.nextInt(4)) {
                case 0 -> ssa(ivoid, server);
                case 1 -> sia2(ivoid, server);
                case 2 -> candidate(Sia1.PROTOCOL, ivoid, "http://" + i + "/sia", null, server);
                default -> obsTap(ivoid, server);
            };
            it = random.nextBoolean() ? listing(it, "ivoa.obscore") : it;
            // types are those of the resource
            String types = ofResources.computeIfAbsent(
                    ivoid, first -> List.of("spectrum image", "timeseries", "").get(random.nextInt(3)));
            candidates.add(types.isEmpty() ? it : declaring(it, types.split(" ")));
        }
        return candidates;
    }
}
