package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each fault of a simulated service is a finding of the command {@code check}; a healthy service has none. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckFaultsIT {
    private static final SimOptions HEALTHY = SimOptions.of(400, 5).withLayout(Layout.PLAIN);
    private static final Map<String, Integer> SERVICES = new HashMap<>();

    private static SimulatedVo vo;

    @BeforeAll
    static void start() throws Exception {
        List<SimProtocol> protocols;
        try (SimulatedVo plain = SimulatedVo.start(HEALTHY)) {
            protocols = plain.universe().services().stream()
                    .map(SimService::protocol)
                    .toList();
        }
        List<String> plan = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (SimProtocol protocol : SimProtocol.values()) {
            List<String> names = new ArrayList<>(List.of("healthy"));
            Fault.all().forEach(fault -> names.add(fault.name()));
            for (String name : names) {
                for (int i = 0; i < protocols.size(); i++) {
                    if (protocols.get(i) == protocol && used.add(i)) {
                        SERVICES.put(protocol + " " + name, i);
                        if (!name.equals("healthy")) {
                            plan.add(name + "@" + i);
                        }
                        break;
                    }
                }
            }
        }
        vo = SimulatedVo.start(HEALTHY.withFaults(FaultPlan.parse(String.join(",", plan))));
    }

    @AfterAll
    static void stop() {
        vo.close();
    }

    static Stream<Arguments> all() {
        return Stream.of(SimProtocol.values()).flatMap(p -> Stream.concat(Stream.of("healthy"), Fault.all().stream().map(Fault::name)).map(n -> Arguments.of(p, n)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void show(SimProtocol protocol, String name) {
        Integer i = SERVICES.get(protocol + " " + name);
        if (i == null) { System.out.println("NONE " + protocol + " " + name); return; }
        SimService service = vo.universe().services().get(i);
        String url = service.baseUrl() + (protocol == SimProtocol.OBSTAP ? "#" + service.tableName() : "");
        long t = System.nanoTime();
        Cli said = Cli.run("check", "--" + protocol.name().toLowerCase(java.util.Locale.ROOT), url, "--cone", "10.68,41.27,0.5", "--format", "json", "-q", "--timeout", "1s");
        JsonNode report = JsonMapper.shared().readTree(said.out());
        String codes = report.path("findings").valueStream().map(f -> f.path("severity").asString().charAt(0) + ":" + f.path("code").asString()).distinct().collect(Collectors.joining(" "));
        System.out.println("RES " + protocol + " " + name + " exit " + said.status() + " " + codes + " " + (System.nanoTime() - t) / 1000000 + "ms " + said.err());
    }
}
