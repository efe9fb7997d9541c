package org.skytrawl.simvo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.RawClient;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

class FaultPlanTest {
    private static final List<String> MIXED = Fault.all().stream()
            .filter(fault -> fault.keepsTruthExact() && !fault.isOdd())
            .map(Fault::name)
            .toList();

    private static Map<String, Long> counts(List<@Nullable Fault> faults) {
        return faults.stream()
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Fault::name, Collectors.counting()));
    }

    @Test
    void giveNoneWithoutPlan() {
        assertThat(FaultPlan.NONE.assign(3, 1)).containsExactly(null, null, null);
        assertThat(FaultPlan.parse(" ").assign(2, 1)).containsExactly(null, null);
        assertThat(FaultPlan.parse("0").assign(2, 1)).containsExactly(null, null);
        assertThat(FaultPlan.NONE.assign(0, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.3, 300, 90", "0.3, 10, 3", "0.25, 10, 3", "1, 7, 7", ".5, 60, 30", "0.001, 60, 0"})
    void givesOutTheShareExactly(String text, int services, int faulty) {
        for (int seed = 0; seed < 20; seed++) {
            List<@Nullable Fault> faults = FaultPlan.parse(text).assign(services, seed);
            assertThat(faults).hasSize(services);
            assertThat(faults.stream().filter(Objects::nonNull)).hasSize(faulty);
        }
    }

    @Test
    void spreadsTheKindsEvenly() {
        int kinds = MIXED.size();
        assertThat(counts(FaultPlan.parse("0.5").assign(6 * kinds, 7)).values())
                .hasSize(kinds)
                .containsOnly(3L);
        assertThat(counts(FaultPlan.parse("0.5").assign(5 * kinds, 7)).values())
                .hasSize(kinds)
                .containsOnly(2L, 3L);
    }

    @Test
    void givesOnlyByNameWhatMakesTheTruthInexact() {
        assertThat(counts(FaultPlan.parse("1").assign(300, 7)).keySet())
                .containsExactlyInAnyOrderElementsOf(MIXED)
                .doesNotContain("url-file");
        assertThat(counts(FaultPlan.parse("odd=1").assign(26, 7)))
                .hasSize(26)
                .allSatisfy((name, count) -> assertThat(name).startsWith("odd-"));
        assertThat(counts(FaultPlan.parse("url-file=1").assign(3, 7))).isEqualTo(Map.of("url-file", 3L));
    }

    @Test
    void takesTheKindsInTheirOrderFromOnePlaceOn() {
        Set<String> met = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Set<String> kinds = counts(FaultPlan.parse("0.3").assign(10, seed)).keySet();
            int first = IntStream.range(0, MIXED.size())
                    .filter(i -> kinds.contains(MIXED.get(i))
                            && kinds.contains(MIXED.get((i + 1) % MIXED.size()))
                            && kinds.contains(MIXED.get((i + 2) % MIXED.size())))
                    .findFirst()
                    .orElseThrow();
            met.add(MIXED.get(first));
        }
        assertThat(met).hasSizeGreaterThan(MIXED.size() / 2);
    }

    @Test
    void isTheSameForTheSameSeed() {
        FaultPlan plan = FaultPlan.parse("0.1,cut=0.2");
        assertThat(plan.assign(100, 7)).isEqualTo(plan.assign(100, 7)).isNotEqualTo(plan.assign(100, 8));
    }

    @Test
    void givesEachKindItsShare() {
        assertThat(counts(FaultPlan.parse("hang-before-headers=0.25,cut=0.1").assign(60, 3)))
                .isEqualTo(Map.of("hang-before-headers", 15L, "cut", 6L));
        // Rounded both up there would be one too many.
        assertThat(counts(FaultPlan.parse("cut=0.5,html=0.5").assign(3, 3))).isEqualTo(Map.of("cut", 2L, "html", 1L));
    }

    @Test
    void acceptsSharesThatMakeOneButForRounding() {
        String text = MIXED.stream().limit(10).map(name -> name + "=0.1").collect(Collectors.joining(","));
        assertThat(counts(FaultPlan.parse(text).assign(100, 1)).values()).containsOnly(10L);
    }

    @Test
    void givesServicesByTheirIndex() {
        List<@Nullable Fault> faults = FaultPlan.parse("cut@2, html@0,cut@3").assign(5, 1);
        assertThat(faults).containsExactly(Fault.named("html"), null, Fault.named("cut"), Fault.named("cut"), null);
        List<@Nullable Fault> mixed = FaultPlan.parse("drip@4,cut=0.8").assign(5, 1);
        assertThat(mixed)
                .containsExactly(
                        Fault.named("cut"),
                        Fault.named("cut"),
                        Fault.named("cut"),
                        Fault.named("cut"),
                        Fault.named("drip"));
        assertThatThrownBy(() -> FaultPlan.parse("cut@12").assign(12, 1))
                .hasMessageContaining("cut@12")
                .hasMessageContaining("12 services");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "-0.1",
                "1.5",
                "cut",
                "cut=2",
                "cut=",
                "cut@x",
                "cut@1.5",
                "0.3,",
                "cut=0.6,html=0.6",
                "cut@1/0",
                "cut=0.1/",
                "refuse=0.1/2",
                "reset-once@1/3",
                "upload-drops@1/2"
            })
    void namesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> FaultPlan.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesFaultsOfSomeRequests() throws Exception {
        FaultPlan plan = FaultPlan.parse("0.5/5,http-500@3/4");
        assertThat(plan).hasToString("0.5/5,http-500@3/4");
        List<@Nullable Fault> faults = plan.assign(200, 3);
        assertThat(faults)
                .filteredOn(fault -> fault != null && fault.oneOf() == 5)
                .hasSize(100)
                .extracting(fault -> String.valueOf(fault == null ? null : fault.name()))
                .doesNotContain("refuse", "reset-once", "http-404-twice");
        Fault rare = Objects.requireNonNull(faults.get(3));
        assertThat(rare.oneOf()).isEqualTo(4);
        assertThat(rare.effect()).isEqualTo(Fault.Effect.PART);
        String first = statuses(rare.ofOneService());
        assertThat(first.chars().filter(c -> c == '5').count()).isBetween(15L, 35L);
        assertThat(statuses(rare.ofOneService())).isEqualTo(first).isNotEqualTo(statuses(rare.ofOneService(1)));
        assertThat(statuses(Fault.named("http-500").ofOneService())).isEqualTo("5".repeat(100));
    }

    /** The first digits of the statuses of a hundred answers. */
    private static String statuses(Behaviour behaviour) throws Exception {
        try (SimServer server = SimServer.start()) {
            SimHost host = server.host();
            host.mount("/", request -> Response.text(200, "text/plain", "hello"), behaviour);
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                try (RawClient client = new RawClient(host.baseUrl())) {
                    all.append(client.get("/").answer().charAt("HTTP/1.1 ".length()));
                }
            }
            return all.toString();
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> FaultPlan.parse("kut=0.1"))
                .hasMessageContaining("'kut'")
                .hasMessageContaining("cut,");
        assertThatThrownBy(() -> FaultPlan.parse("0.3,boo")).hasMessageContaining("'boo'");
        assertThatThrownBy(() -> FaultPlan.parse("1.5")).hasMessageContaining("1.5");
        assertThatThrownBy(() -> FaultPlan.parse("cut@1,html@1")).hasMessageContaining("service 1 two faults");
    }

    @Test
    void writesItselfAsItIsRead() {
        FaultPlan plan = FaultPlan.parse("0.3,cut=0.25,html@4");
        assertThat(plan).hasToString("0.3,cut=0.25,html@4");
    }
}
