package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.simvo.truth.SmallUniverse.EVERYWHERE;
import static org.skytrawl.simvo.truth.SmallUniverse.as;
import static org.skytrawl.simvo.truth.SmallUniverse.fates;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

class SpectraTruthTest {
    private static final Question SPECTRA = Question.EXAMPLE.of("spectrum");

    private final SimServer server = SimServer.start();
    private final SmallUniverse universe = new SmallUniverse(server.host());

    SpectraTruthTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private static Dataset of(int id, String type) {
        return Datasets.of(id, type, 10.68, 41.27, new Extent.FieldOfView(0.001), Datasets.IN_2010, Datasets.RED);
    }

    @Test
    void narrowerTypesMatchAndBroaderOnesMay() {
        SimService tap = universe.service(
                SimProtocol.OBSTAP, of(0, "spectrum"), of(1, "sed"), of(2, "light-curve"), of(3, "timeseries"));
        universe.record("a", EVERYWHERE, as(Kind.OBSTAP_MODEL, tap));
        assertThat(universe.ask(SPECTRA).reachable()).containsExactly(0, 1);
        assertThat(universe.ask(Question.EXAMPLE.of("timeseries")).reachable()).containsExactly(2, 3);
        Question sed = Question.EXAMPLE.of("sed");
        assertThat(universe.ask(sed).reachable()).containsExactly(1);
        assertThat(universe.ask(sed.asInclusive()).reachable()).containsExactly(0, 1);
        assertThat(universe.ask(Question.EXAMPLE.of()).reachable()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void theoryIsAskedOnlyIfItIsWanted() {
        universe.record("t", EVERYWHERE, as(Kind.SSA_THEORY, universe.service(SimProtocol.SSA, of(0, "spectrum"))));
        assertThat(fates(universe.ask(SPECTRA))).containsEntry("t SSA", "SKIPPED theory");
        assertThat(universe.ask(SPECTRA.withTheory()).reachable()).containsExactly(0);
    }

    @Test
    void imagesAskNoSsaServiceAndSpectraNoSiaService() {
        universe.record(
                "b",
                EVERYWHERE,
                as(Kind.SIA2, universe.service(SimProtocol.SIA2, of(0, "image"))),
                as(Kind.SSA, universe.service(SimProtocol.SSA, of(1, "spectrum"))));
        assertThat(fates(universe.ask(Question.EXAMPLE)))
                .containsEntry("b SIA2", "ASKED_OK")
                .containsEntry("b SSA", "SKIPPED other types");
        assertThat(fates(universe.ask(SPECTRA)))
                .containsEntry("b SIA2", "SKIPPED other types")
                .containsEntry("b SSA", "ASKED_OK");
        // neither has what the other has
        assertThat(fates(universe.ask(Question.EXAMPLE.of())))
                .containsEntry("b SIA2", "ASKED_OK")
                .containsEntry("b SSA", "ASKED_OK");
    }

    @Test
    void obsTapReplacesSsaOnlyWithItsTableNamed() {
        SimService tap = universe.service(SimProtocol.OBSTAP, of(0, "spectrum"));
        SimService in = universe.service(SimProtocol.SSA, of(0, "spectrum"));
        SimService out = universe.service(SimProtocol.SSA, of(1, "spectrum"));
        universe.record("tap", EVERYWHERE, as(Kind.OBSTAP_MODEL, tap))
                .record("in", EVERYWHERE, List.of("tap"), List.of("ivoa.obscore"), as(Kind.SSA, in))
                .record("out", EVERYWHERE, List.of("tap"), List.of("out.main"), as(Kind.SSA, out));
        assertThat(fates(universe.ask(SPECTRA)))
                .containsEntry("in SSA", "ELIDED ivo://t/tap")
                .containsEntry("out SSA", "ASKED_OK");
    }

    @Test
    void declaredTypesDecideIfTheyCannotMatch() {
        assertThat(TypeTerms.mayHave(Set.of("timeseries"), Set.of("spectrum"))).isFalse();
        assertThat(TypeTerms.mayHave(Set.of("timeseries"), Set.of("light-curve")))
                .isTrue();
        assertThat(TypeTerms.mayHave(Set.of("light-curve"), Set.of("timeseries")))
                .isTrue();
        assertThat(TypeTerms.mayHave(Set.of(), Set.of("spectrum"))).isTrue();
        assertThat(TypeTerms.mayHave(Set.of("timeseries"), Set.of())).isTrue();
    }
}
