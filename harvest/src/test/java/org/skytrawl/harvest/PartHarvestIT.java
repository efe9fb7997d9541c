package org.skytrawl.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.SimService.Published;

/** A harvest of SIA2 and SSA services, some of which fail now and then, that is killed and ends with the rows of the truth. */
@Order(1)
@Tag("slow")
class PartHarvestIT {
    private static final int SERVICES = 10;
    private static final int KILLS = 2;
    private static final long SEED = 23;

    @TempDir
    private Path temporary;

    private static Service service(SimService sim) {
        return Service.of(
                List.of(new Ivoid("ivo://sim.example/parts/" + sim.number())),
                "Service " + sim.number(),
                Protocol.named(sim.protocol().name()),
                sim.baseUrl(),
                null);
    }

    @Test
    void endsWithTheRowsOfTheTruth() throws IOException, InterruptedException {
        SimOptions options = SimOptions.of(60, 4).withFaults(FaultPlan.parse("http-500=0.12/3,cut=0.12/3,html=0.12/3"));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            List<SimService> sims = vo.universe().services().stream()
                    .filter(sim -> Set.of(SimProtocol.SIA2, SimProtocol.SSA).contains(sim.protocol()))
                    .limit(SERVICES)
                    .toList();
            Path dir = temporary.resolve("harvest");
            try (HarvestFolder folder = HarvestFolder.open(dir)) {
                var unused = Harvest.begin(
                        folder,
                        new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true),
                        sims.stream().map(PartHarvestIT::service).toList());
            }
            Random random = new Random(SEED);
            for (int kill = 0; kill < KILLS; kill++) {
                kill(dir, random.nextInt(20));
            }
            assertThat(last(dir)).isEqualTo("end");

            Map<String, Harvest.ServiceStatus> all = Harvest.status(dir, true).stream()
                    .collect(Collectors.toMap(status -> status.service().accessUrl(), status -> status));
            Map<String, List<String>> found = accessUrls(dir);
            int divided = 0;
            for (SimService sim : sims) {
                Harvest.ServiceStatus status = all.get(sim.baseUrl());
                List<String> urls = found.getOrDefault(sim.baseUrl(), List.of());
                assertThat(urls).as(sim.baseUrl()).doesNotHaveDuplicates();
                if (status.complete()) {
                    assertThat(urls)
                            .as(sim.baseUrl())
                            .containsExactlyInAnyOrderElementsOf(urls(sim.published().stream()));
                } else {
                    // what has no time is not asked for, and this is said
                    divided++;
                    assertThat(status.gaps())
                            .as(sim.baseUrl())
                            .singleElement()
                            .satisfies(gap -> assertThat(gap.reason()).contains("cannot be asked for"));
                    assertThat(urls(sim.published().stream())).as(sim.baseUrl()).containsAll(urls);
                    assertThat(urls)
                            .as(sim.baseUrl())
                            .containsAll(urls(sim.published().stream()
                                    .filter(one -> one.dataset().mjd() != null)));
                }
                assertThat(sim.host().mostRequests()).as(sim.baseUrl()).isEqualTo(1);
            }
            assertThat(divided).isGreaterThan(SERVICES / 2);
        }
    }

    private static List<String> urls(Stream<Published> published) {
        return published.map(Published::accessUrl).toList();
    }

    private static Process process(Path dir) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HarvestProcess.class.getName(),
                        dir.toString(),
                        "10")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void kill(Path dir, int pages) throws IOException, InterruptedException {
        Process process = process(dir);
        try (BufferedReader out = process.inputReader()) {
            for (int line = 0; line <= pages; line++) {
                assertThat(out.readLine()).startsWith("page of ");
            }
            process.destroyForcibly();
        }
        process.waitFor();
    }

    private static String last(Path dir) throws IOException, InterruptedException {
        Process process = process(dir);
        String last = "";
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
        }
        process.waitFor();
        return last;
    }

    /** The URLs of all rows, by the URL of the service. */
    private static Map<String, List<String>> accessUrls(Path dir) {
        try (HarvestFolder folder = HarvestFolder.read(dir)) {
            return HarvestPages.of(folder).pages().stream()
                    .collect(Collectors.groupingBy(
                            page -> page.service().accessUrl(),
                            Collectors.flatMapping(PartHarvestIT::accessUrls, Collectors.toList())));
        }
    }

    private static Stream<String> accessUrls(HarvestPages.Page page) {
        List<String> urls = new ArrayList<>();
        try (StoredRows rows = page.open(List.of("access_url"), new AtomicLong())) {
            while (rows.next()) {
                urls.add(String.valueOf(rows.text("access_url")));
            }
        }
        return urls.stream();
    }
}
