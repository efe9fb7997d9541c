package org.skytrawl.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.truth.HarvestTruth;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.SimService;

/** Harvests of a simulated VO, in processes that can be killed, and what they have. */
final class SimHarvest {
    private SimHarvest() {}

    static HarvestTable table(SimService service) {
        HarvestTable table = service.harvest();
        assertThat(table).isNotNull();
        return table;
    }

    static Service service(SimService sim) {
        HarvestTable table = table(sim);
        Service service = Service.of(
                List.of(new Ivoid("ivo://sim.example/harvest/" + sim.number())),
                "Service " + sim.number(),
                Protocol.named("OBSTAP"),
                sim.baseUrl(),
                "ivoa.obscore");
        return table.limits().declared()
                ? service.withMaxRecords((long) table.limits().hard())
                : service;
    }

    static List<Service> services(SimulatedVo vo) {
        return vo.universe().services().stream().map(SimHarvest::service).toList();
    }

    static void begin(Path dir, List<Service> services) {
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            var unused = Harvest.begin(
                    folder, new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true), services);
        }
    }

    static Process process(Path dir, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HarvestProcess.class.getName(),
                dir.toString()));
        command.addAll(Arrays.asList(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What each service has. */
    static Map<String, HarvestTruth> expected(SimulatedVo vo, Function<HarvestTable, HarvestTruth> truth) {
        Map<String, HarvestTruth> expected = new HashMap<>();
        vo.universe().services().forEach(sim -> expected.put(sim.baseUrl(), truth.apply(table(sim))));
        return expected;
    }

    /** What there is of each service in the pages of a folder. */
    static Map<String, HarvestTruth> found(Path dir) throws IOException {
        Map<String, HarvestTruth> found = new HashMap<>();
        Harvest.status(dir, false).forEach(status -> found.put(status.service().accessUrl(), HarvestTruth.NOTHING));
        for (Path page : pages(dir)) {
            add(page, found);
        }
        return found;
    }

    static List<Path> pages(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("pages"))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static void add(Path page, Map<String, HarvestTruth> found) throws IOException {
        List<String> names =
                Stream.of(ObsCoreColumn.values()).map(ObsCoreColumn::name).toList();
        try (ParquetFileReader reader =
                        ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(Files.readAllBytes(page))));
                RowReader row = reader.rowReader()) {
            String service = reader.getFileMetaData()
                    .keyValueMetadata()
                    .get("skytrawl_service")
                    .split(" ")[0];
            while (row.hasNext()) {
                row.next();
                List<@Nullable Object> cells = new ArrayList<>();
                for (ObsCoreColumn column : ObsCoreColumn.values()) {
                    String name = column.name();
                    cells.add(
                            row.isNull(name)
                                    ? null
                                    : switch (column.type()) {
                                        case TEXT -> row.getString(name);
                                        case INTEGER -> (Object) row.getLong(name);
                                        case REAL -> (Object) row.getDouble(name);
                                    });
                }
                found.compute(service, (key, sum) -> sum.with(names, cells.toArray()));
            }
        }
    }
}
