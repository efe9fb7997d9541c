package org.skytrawl.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.take.HarvestListener;
import org.skytrawl.model.Service;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.HarvestTruth;
import org.skytrawl.simvo.universe.HarvestTable.Oddity;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;

/** A harvest of 20 services, a third of which fail now and then, is killed ten times, and ends with the rows of the truth. */
@Order(1)
class HarvestIT {
    private static final int SERVICES = 20;
    private static final int ROWS = 14_000;
    private static final int KILLS = 10;

    private static final int MOST_SESSIONS = 3;
    private static final long SEED = 17;

    private SimulatedVo vo;

    @TempDir
    private Path temporary;

    @BeforeEach
    void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(10_000));
    }

    @AfterEach
    void end() {
        vo.close();
    }

    @Test
    void endsWithTheRowsOfTheTruthAlthoughItIsKilledTenTimes() throws IOException, InterruptedException {
        endsWithTheRowsOfTheTruth(ROWS, "200", "4");
    }

    @Test
    @Tag("long")
    void soDoesOneOfAMillionRows() throws IOException, InterruptedException {
        endsWithTheRowsOfTheTruth(1_000_000, "5000", "60");
    }

    private void endsWithTheRowsOfTheTruth(int rows, String... settings) throws IOException, InterruptedException {
        vo.close();
        vo = SimulatedVo.start(SimOptions.of(SERVICES, 4)
                .withLayout(Layout.HARVEST)
                .withRows(rows)
                .withFaults(FaultPlan.parse("0.34/5")));
        Path begun = temporary.resolve("harvest");
        SimHarvest.begin(begun, SimHarvest.services(vo));
        Random random = new Random(SEED);
        for (int kills = 0; kills < KILLS; kills++) {
            Process process = SimHarvest.process(begun, settings);
            int pages = random.nextInt(12);
            String last = "";
            try (BufferedReader out = process.inputReader()) {
                for (int line = 0; line <= pages; line++) {
                    String read = out.readLine();
                    last = read == null ? last : read;
                }
                assertThat(last).as("kill %s", kills).startsWith("page of ");
                process.destroyForcibly();
            }
            process.waitFor();
        }
        // as on another machine
        Path dir = Files.move(begun, temporary.resolve("elsewhere"));
        // what failed several times in a row is for the next session
        for (int session = 1; session <= MOST_SESSIONS && !isComplete(dir); session++) {
            assertThat(said(SimHarvest.process(dir, settings))).isEqualTo("end");
        }

        assertThat(Harvest.status(dir, true)).allSatisfy(status -> {
            assertThat(status.gaps()).as(status.service().accessUrl()).isEmpty();
            assertThat(status.complete()).as(status.service().accessUrl()).isTrue();
        });
        assertThat(SimHarvest.found(dir)).isEqualTo(SimHarvest.expected(vo, HarvestTruth::of));

        for (SimService sim : vo.universe().services()) {
            assertThat(sim.host().mostRequests()).as(sim.baseUrl()).isEqualTo(1);
            // a page that was whole on the wire when the process was killed, but not yet in the folder
            long again = vo.wholeAnswers(sim).entrySet().stream()
                    .filter(asked -> asked.getKey().startsWith("SELECT * "))
                    .mapToLong(asked -> asked.getValue() - 1)
                    .sum();
            // a table that grows is counted again, and read again where it grew
            if (!SimHarvest.table(sim).is(Oddity.GROWS)) {
                assertThat(again)
                        .as("%s: %s", sim.number(), vo.wholeAnswers(sim))
                        .isLessThanOrEqualTo(KILLS + HarvestProcess.MOST_LATE);
            }
        }
    }

    private static boolean isComplete(Path dir) {
        return Harvest.status(dir, false).stream().allMatch(Harvest.ServiceStatus::complete);
    }

    /** The last line of a process. */
    private static String said(Process process) throws IOException, InterruptedException {
        String said = "";
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said = line;
            }
        }
        process.waitFor();
        return said;
    }

    @Test
    void theSecondOfTwoHarvestsSaysSo() {
        Path dir = temporary.resolve("taken");
        try (HarvestFolder first = HarvestFolder.open(dir)) {
            assertThat(first.path()).isEqualTo(dir);
            assertThatThrownBy(() -> HarvestFolder.open(dir))
                    .isInstanceOf(HarvestException.class)
                    .hasMessageContaining("another harvest writes to " + dir)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        HarvestFolder.open(dir).close();
    }

    @Test
    void refusesAFolderOfSomethingElse() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> HarvestFolder.open(file)).hasMessage(file + " is not a folder");
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.createFile(other.resolve("thesis.tex"));
        assertThatThrownBy(() -> HarvestFolder.open(other)).hasMessageContaining("is not the folder of a harvest");
        assertThatThrownBy(() -> Harvest.status(other, false)).hasMessageContaining("is not the folder of a harvest");
        assertThatThrownBy(() -> HarvestFolder.open(file.resolve("below"))).isInstanceOf(HarvestException.class);
    }

    @Test
    void namesAFileThatIsDamagedOrForeign() throws IOException, InterruptedException {
        Path dir = temporary.resolve("damaged");
        List<Service> healthy = vo.universe().services().stream()
                .filter(sim -> sim.fault() == null && SimHarvest.table(sim).is(Oddity.RELEASE_DATES))
                .map(SimHarvest::service)
                .limit(1)
                .toList();
        SimHarvest.begin(dir, healthy);
        HarvestProcess.run(dir, new HarvestListener() {});
        Path page = SimHarvest.pages(dir).getFirst();
        byte[] whole = Files.readAllBytes(page);

        byte[] flipped = whole.clone();
        flipped[flipped.length / 2] ^= 1;
        Files.write(page, flipped);
        assertThatThrownBy(() -> Harvest.status(dir, true)).hasMessageContaining(page.toString());
        Files.write(page, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> Harvest.status(dir, false)).hasMessageContaining(page.toString());
        Files.delete(page);
        assertThatThrownBy(() -> HarvestProcess.run(dir, new HarvestListener() {}))
                .hasMessageStartingWith(page + " is missing: remove ");
        Files.write(page, whole);
        Path foreign = Files.write(page.resolveSibling("other.parquet"), whole);
        assertThatThrownBy(() -> HarvestProcess.run(dir, new HarvestListener() {}))
                .hasMessageContaining(foreign.toString());
        Files.delete(foreign);
        HarvestProcess.run(dir, new HarvestListener() {});
    }

    @Test
    void endsWithAnErrorThatNamesWhatItCannotWrite() throws IOException {
        Path dir = temporary.resolve("unwritable");
        SimHarvest.begin(dir, SimHarvest.services(vo).subList(0, 3));
        try (Stream<Path> all = Files.list(dir.resolve("pages"))) {
            assertThat(all).isEmpty();
        }
        Files.delete(dir.resolve("pages"));
        Files.createFile(dir.resolve("pages"));
        assertThatThrownBy(() -> HarvestProcess.run(dir, new HarvestListener() {}))
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining(dir.toString());
    }

    @Test
    void goesOnAfterItCouldNotWriteAPage() throws IOException, InterruptedException {
        Path dir = temporary.resolve("disk");
        List<Service> healthy = vo.universe().services().stream()
                .filter(sim -> sim.fault() == null)
                .map(SimHarvest::service)
                .limit(3)
                .toList();
        SimHarvest.begin(dir, healthy);
        Path away = temporary.resolve("away");
        HarvestListener unplugs = new HarvestListener() {
            private int pages;

            @Override
            public synchronized void page(Service service, long rows) {
                if (++pages == 4) {
                    try {
                        Files.move(dir.resolve("pages"), away);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        assertThatThrownBy(() -> HarvestProcess.run(dir, unplugs))
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("cannot write " + dir.resolve("pages"));
        Files.move(away, dir.resolve("pages"));
        HarvestProcess.run(dir, new HarvestListener() {});
        assertThat(Harvest.status(dir, true)).hasSize(3).allMatch(Harvest.ServiceStatus::complete);
    }
}
