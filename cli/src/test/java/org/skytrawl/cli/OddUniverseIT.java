package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.command.TruthCheck;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;

/** Services that write their answers in odd ways lose no dataset and no value. */
@Timeout(180)
class OddUniverseIT {
    /** The records of universes without faults, by file. */
    private static final Map<String, Map<String, ObsCoreRecord>> PLAIN = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aUniverseWithAThirdOfThemIsFoundExactly(long seed) throws Exception {
        SimOptions third = SimOptions.of(150, seed).withFaults(FaultPlan.parse("odd=0.34"));
        isFoundExactly(third, "image");
        isFoundExactly(third, "spectrum");
    }

    private static Stream<String> oddities() {
        return Fault.all().stream().filter(Fault::isOdd).map(Fault::name);
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void losesNothing(String oddity) throws Exception {
        FaultPlan all = FaultPlan.parse(oddity + "=1");
        isFoundExactly(SimOptions.of(20, 7).withLayout(Layout.PLAIN).withFaults(all), "image");
        isFoundExactly(SimOptions.of(20, 7).withLayout(Layout.SPECTRA).withFaults(all), "spectrum");
        isFoundExactly(SimOptions.of(20, 3).withFaults(FaultPlan.parse(oddity + "=0.5")), "image");
    }

    private void isFoundExactly(SimOptions options, String type) throws Exception {
        SimOptions healthy = options.withFaults(FaultPlan.NONE);
        String universe = type + " " + healthy;
        Map<String, ObsCoreRecord> plain = PLAIN.get(universe);
        if (plain == null) {
            plain = plainRecords(healthy, type);
            PLAIN.put(universe, plain);
        }
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryResult found = run(vo, type);
            List<@Nullable String> urls = found.datasets().stream()
                    .map(dataset -> dataset.record().text(ObsCoreColumn.access_url))
                    .toList();
            TruthCheck check = TruthCheck.of(urls, vo, vo.truth(Question.EXAMPLE.of(type)));
            assertThat(check.isRight()).as(check.verdict()).isTrue();
            assertThat(check.found()).isEqualTo(check.reachable()).isPositive();
            assertThat(found.log().services())
                    .allSatisfy(ended -> assertThat(ended.outcome())
                            .as(
                                    "%s %s",
                                    ended.service().protocol(), ended.service().accessUrl())
                            .isInstanceOfAny(
                                    ServiceOutcome.Answered.class,
                                    ServiceOutcome.Pruned.class,
                                    ServiceOutcome.Elided.class,
                                    ServiceOutcome.Skipped.class));
            List<String> wrong = new ArrayList<>();
            for (FoundDataset dataset : found.datasets()) {
                String id = fileOf(dataset, vo);
                ObsCoreRecord expected = Objects.requireNonNull(plain.get(id));
                Map<String, @Nullable Object> truth = truthOf(vo, id);
                String protocol = dataset.origin().protocol().name();
                boolean hasAll = protocol.equals("OBSTAP") || protocol.equals("SIA2");
                for (ObsCoreColumn column : ObsCoreColumn.values()) {
                    @Nullable Object value = dataset.record().value(column);
                    String where = id + " " + column + " by " + dataset.origin().protocol();
                    if (!isSame(column, value, expected.value(column))) {
                        wrong.add(where + ": " + value + ", plain " + expected.value(column));
                    }
                    if (hasAll
                            && truth.containsKey(column.name())
                            && !isSame(column, value, truth.get(column.name()))) {
                        wrong.add(where + ": " + value + ", truth " + truth.get(column.name()));
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private Map<String, ObsCoreRecord> plainRecords(SimOptions healthy, String type) throws Exception {
        Map<String, ObsCoreRecord> plain = new HashMap<>();
        try (SimulatedVo vo = SimulatedVo.start(healthy)) {
            run(vo, type).datasets().forEach(dataset -> plain.put(fileOf(dataset, vo), dataset.record()));
        }
        return plain;
    }

    private DiscoveryResult run(SimulatedVo vo, String type) throws InterruptedException {
        return Discovery.images()
                .productTypes(type)
                .cone(10.68, 41.27, 0.2)
                .time("2009-01-01", "2020-12-31")
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(folder)
                .run();
    }

    private static String fileOf(FoundDataset dataset, SimulatedVo vo) {
        String url = Objects.requireNonNull(dataset.record().text(ObsCoreColumn.access_url));
        return Objects.requireNonNull(vo.fileId(url), url);
    }

    private static Map<String, @Nullable Object> truthOf(SimulatedVo vo, String id) {
        SimService.Published published = vo.universe().services().stream()
                .flatMap(service -> service.published().stream())
                .filter(each -> id.equals(vo.fileId(each.accessUrl())))
                .findFirst()
                .orElseThrow();
        @Nullable Object[] row = ObsCoreTable.row(published);
        Map<String, @Nullable Object> truth = new HashMap<>();
        for (int i = 0; i < row.length; i++) {
            truth.put(ObsCoreTable.COLUMNS.get(i).name(), row[i]);
        }
        return truth;
    }

    /** Numbers to what a change of units and back costs; outlines are texts in the words of their services; ports differ. */
    private static boolean isSame(ObsCoreColumn column, @Nullable Object value, @Nullable Object expected) {
        if (column == ObsCoreColumn.access_url) {
            return value != null;
        }
        if (value == null || expected == null) {
            return value == expected;
        }
        if (value instanceof Number number && expected instanceof Number other) {
            double most = Math.max(1e-9, 1e-9 * Math.abs(other.doubleValue()));
            double difference = Math.abs(number.doubleValue() - other.doubleValue());
            return difference <= (column.name().startsWith("em_") ? 1e-9 * other.doubleValue() : most);
        }
        return column == ObsCoreColumn.s_region
                || value.toString()
                        .toLowerCase(Locale.ROOT)
                        .equals(expected.toString().toLowerCase(Locale.ROOT));
    }
}
