package org.skytrawl.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.harvest.take.HarvestListener;
import org.skytrawl.model.Service;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.truth.HarvestTruth;
import org.skytrawl.simvo.universe.HarvestChange;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.HarvestTable.Oddity;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;

/** Tables lose, change and get rows after a harvest; an update reads the parts that changed, and no others. */
class HarvestUpdateIT {
    private static final int KILLS = 3;

    private SimulatedVo vo;

    @TempDir
    private Path temporary;

    @BeforeEach
    void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(6_000));
    }

    @AfterEach
    void end() {
        vo.close();
    }

    private static boolean counts(SimService sim) {
        return !SimHarvest.table(sim).is(Oddity.NO_COUNT);
    }

    private long pagesAsked(SimService sim) {
        return asked(sim).values().stream().mapToLong(times -> times).sum();
    }

    private Map<String, Long> asked(SimService sim) {
        return vo.wholeAnswers(sim).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("SELECT * "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static ServiceState state(Path dir, Service service) {
        try (HarvestFolder folder = HarvestFolder.read(dir)) {
            return folder.store(service).state();
        }
    }

    @Tag("slow")
    @Test
    void readsWhatChangedAndNothingElseAlthoughItIsKilled() throws IOException, InterruptedException {
        Path dir = temporary.resolve("harvest");
        SimHarvest.begin(dir, SimHarvest.services(vo));
        HarvestProcess.run(dir, new HarvestListener() {});
        assertThat(SimHarvest.found(dir)).isEqualTo(SimHarvest.expected(vo, HarvestTruth::of));

        nothingChanged(dir);

        vo.change();
        Map<Integer, Map<String, Long>> before = new HashMap<>();
        Map<Integer, List<Entry.Page>> pages = new HashMap<>();
        for (SimService sim : vo.universe().services()) {
            before.put(sim.number(), asked(sim));
            pages.put(sim.number(), state(dir, SimHarvest.service(sim)).pages());
        }
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = SimHarvest.process(dir, HarvestProcess.UPDATE);
            try (BufferedReader out = process.inputReader()) {
                for (int line = 0; line <= 4 * kill; line++) {
                    assertThat(out.readLine()).as("kill %s", kill).startsWith("page of ");
                }
                process.destroyForcibly();
            }
            process.waitFor();
        }
        HarvestProcess.run(dir, Instant.now(), new HarvestListener() {});

        assertThat(Harvest.status(dir, true))
                .allMatch(Harvest.ServiceStatus::complete)
                .allMatch(status -> status.gaps().isEmpty());
        assertThat(SimHarvest.found(dir))
                .isEqualTo(SimHarvest.expected(vo, table -> HarvestTruth.of(table, new HarvestChange(table))));
        for (SimService sim : vo.universe().services()) {
            if (counts(sim)) {
                onlyWhatChanged(dir, sim, before.get(sim.number()), pages.get(sim.number()));
            }
        }
    }

    private void nothingChanged(Path dir) throws IOException, InterruptedException {
        Map<Integer, Long> requests = new HashMap<>();
        Map<Integer, Long> pages = new HashMap<>();
        for (SimService sim : vo.universe().services()) {
            requests.put(sim.number(), sim.host().requests());
            pages.put(sim.number(), pagesAsked(sim));
        }
        HarvestProcess.run(dir, Instant.now(), new HarvestListener() {});
        for (SimService sim : vo.universe().services()) {
            if (counts(sim)) {
                assertThat(pagesAsked(sim)).as(sim.baseUrl()).isEqualTo(pages.get(sim.number()));
                assertThat(sim.host().requests() - requests.get(sim.number()))
                        .as(sim.baseUrl())
                        .isLessThan(10);
            } else {
                assertThat(pagesAsked(sim)).as(sim.baseUrl()).isGreaterThan(pages.get(sim.number()));
            }
        }
        assertThat(SimHarvest.found(dir)).isEqualTo(SimHarvest.expected(vo, HarvestTruth::of));
    }

    private void onlyWhatChanged(Path dir, SimService sim, Map<String, Long> before, List<Entry.Page> pages) {
        ServiceState state = state(dir, SimHarvest.service(sim));
        long kept = 0;
        for (Entry.Page page : pages) {
            Entry.Page now = state.page(new Cell(page.cell(), List.of()));
            if (page.equals(now)) {
                kept++;
                assertThat(asked(sim)).as(sim.baseUrl()).containsEntry(page.query(), before.get(page.query()));
            }
        }
        // rows are lost in one interval, altered in another, come at the end, and some have no time
        assertThat(pages.size() - kept).as(sim.baseUrl()).isBetween(1L, 8L);
        long again = asked(sim).entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - before.getOrDefault(entry.getKey(), 0L) - 1))
                .sum();
        assertThat(again).as(sim.baseUrl()).isLessThanOrEqualTo(KILLS + HarvestProcess.MOST_LATE);
    }

    @Test
    void aServiceThatCannotBeAskedKeepsItsPages() throws IOException, InterruptedException {
        Path dir = temporary.resolve("gone");
        Service service;
        List<Entry.Page> pages;
        try (SimulatedVo closed = SimulatedVo.start(
                SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(2_000))) {
            service = SimHarvest.service(closed.universe().services().get(3));
            SimHarvest.begin(dir, List.of(service));
            HarvestProcess.run(dir, new HarvestListener() {});
            pages = state(dir, service).pages();
        }
        HarvestProcess.run(dir, Instant.now(), new HarvestListener() {});
        Harvest.ServiceStatus status = Harvest.status(dir, true).getFirst();
        assertThat(status.complete()).isTrue();
        assertThat(status.gaps()).singleElement().matches(Entry.Gap::isOfTable);
        assertThat(state(dir, service).pages()).isEqualTo(pages);
    }

    @Test
    void anUpdateThatEndsByAFaultIsContinuedByTheNext() throws IOException, InterruptedException {
        Path dir = temporary.resolve("fault");
        SimService sim = vo.universe().services().stream()
                .filter(HarvestUpdateIT::counts)
                .findFirst()
                .orElseThrow();
        Service service = SimHarvest.service(sim);
        SimHarvest.begin(dir, List.of(service));
        HarvestProcess.run(dir, new HarvestListener() {});
        vo.change();
        HarvestProcess.run(dir, Instant.now(), new HarvestListener() {
            @Override
            public void page(Service of, long rows) {
                throw new IllegalStateException("odd");
            }
        });
        assertThat(Harvest.status(dir, true).getFirst())
                .matches(status -> !status.complete())
                .satisfies(status -> assertThat(status.gaps())
                        .isNotEmpty()
                        .allSatisfy(gap -> assertThat(gap.reason()).contains("IllegalStateException: odd")));
        HarvestProcess.run(dir, new HarvestListener() {});
        assertThat(Harvest.status(dir, true).getFirst().complete()).isTrue();
        HarvestTable table = SimHarvest.table(sim);
        assertThat(SimHarvest.found(dir))
                .containsOnly(Map.entry(sim.baseUrl(), HarvestTruth.of(table, new HarvestChange(table))));
    }

    @Test
    void pagesGrowAgainWhenTheServiceIsFastAgain() throws InterruptedException {
        Path dir = temporary.resolve("slow");
        Service service = SimHarvest.service(vo.universe().services().get(3));
        SimHarvest.begin(dir, List.of(service));
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            folder.store(service).append(new Entry.Limit(Instant.now(), 20, "no whole answer within 4 s", true));
        }
        HarvestProcess.run(dir, new HarvestListener() {});
        ServiceState state = state(dir, service);
        assertThat(state.isComplete()).isTrue();
        assertThat(state.limit()).matches(limit -> limit.rows() > 20 && limit.rows() <= HarvestProcess.PAGE_ROWS);
        assertThat(state.firmLimit()).isEqualTo(Long.MAX_VALUE);
    }
}
