package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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

/** Each fault of a simulated service is a finding of {@code skytrawl check}; a healthy service has none. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class CheckFaultsIT {
    private static final SimOptions HEALTHY = SimOptions.of(400, 5);

    /** A fault of an SIA2 service, unless another protocol is named, and the codes of all errors and warnings; {@code ?}: perhaps. */
    private static final String EXPECTED = """
            healthy
            refuse NO_ANSWER
            hang-before-headers TIMED_OUT
            hang-after-headers TIMED_OUT
            drip TIMED_OUT
            cut BROKEN_ANSWER ERROR_WITHOUT_DOCUMENT?
            http-500 HTTP_ERROR
            http-503 HTTP_ERROR
            html NOT_VOTABLE ERROR_WITHOUT_DOCUMENT
            votable-error REFUSED
            overflow
            reset NO_ANSWER
            reset-once
            http-503-once HTTP_ERROR?
            http-429-once HTTP_ERROR?
            http-404 HTTP_ERROR
            http-404-twice HTTP_ERROR
            empty NOT_VOTABLE ERROR_WITHOUT_DOCUMENT
            external-entity BROKEN_ANSWER XML_REPAIRED
            billion-laughs BROKEN_ANSWER XML_REPAIRED
            stream-file BROKEN_ANSWER COLUMN_MISSING UCD_MISSING
            stream-http BROKEN_ANSWER COLUMN_MISSING UCD_MISSING
            gzip-bomb BROKEN_ANSWER? TIMED_OUT? ERROR_WITHOUT_DOCUMENT?
            deflate-bomb BROKEN_ANSWER? TIMED_OUT? ERROR_WITHOUT_DOCUMENT?
            endless-body TIMED_OUT ERROR_WITHOUT_DOCUMENT?
            endless-rows TIMED_OUT MAXREC_IGNORED? ERROR_WITHOUT_DOCUMENT?
            huge-headers BROKEN_ANSWER
            redirect-loop BAD_REDIRECT
            redirect-file BAD_REDIRECT
            redirect-ftp BAD_REDIRECT
            huge-cell BROKEN_ANSWER ERROR_WITHOUT_DOCUMENT?
            deep-nesting BROKEN_ANSWER
            attlist BROKEN_ANSWER
            row_flood MAXREC_IGNORED TIMED_OUT?
            row_flood_same MAXREC_IGNORED TIMED_OUT?
            table_refs ERROR_WITHOUT_DOCUMENT?
            unit_blanks UNIT_UNKNOWN
            header_blanks CONTENT_TYPE
            strange-titles
            url_slashes CELL_UNREADABLE
            url-javascript URL_ODD
            url-file URL_ODD
            upper-case COLUMN_NAME
            row-limit
            no-intersects
            no-s-region
            no-frame
            no-circle
            no-geometry
            upload-drops
            upload-doubles
            upload-shifts
            upload-same
            upload-crosses
            upload-no-columns
            upload-reorders
            no-polygon
            no-moc
            odd-null-words CELL_NULL_WORD
            odd-fill-values CELL_OUT_OF_RANGE
            odd-units UNIT_OTHER
            odd-energies DATATYPE UNIT_OTHER UNIT_MISSING
            odd-frequencies UNIT_OTHER
            odd-sexagesimal
            odd-regions
            odd-upper-case-types TYPE_UNKNOWN
            odd-urls URL_ESCAPED_TWICE
            odd-names
            odd-long-rows ROW_WIDTH BROKEN_ANSWER
            odd-params
            odd-broken-cells XML_REPAIRED CHARACTERS_REPLACED
            odd-ampersands XML_REPAIRED
            odd-two-tables SEVERAL_TABLES
            odd-two-resources SEVERAL_TABLES
            odd-warning-before XML_REPAIRED
            odd-hint TRUNCATED_WITH_OK
            odd-latin-1
            odd-wrong-encoding XML_REPAIRED CHARACTERS_REPLACED
            odd-gzip COMPRESSED_UNANNOUNCED
            odd-gzip-twice COMPRESSED_UNANNOUNCED
            odd-deflate COMPRESSED_UNANNOUNCED
            odd-no-type
            odd-refusals REFUSED BEST_QUERY_REFUSED
            odd-cookie
            OBSTAP healthy
            OBSTAP no-intersects BEST_QUERY_REFUSED
            OBSTAP no-s-region BEST_QUERY_REFUSED
            OBSTAP no-frame BEST_QUERY_REFUSED
            OBSTAP no-circle BEST_QUERY_REFUSED
            OBSTAP no-geometry BEST_QUERY_REFUSED
            OBSTAP http-500 HTTP_ERROR BEST_QUERY_REFUSED
            OBSTAP odd-units UNIT_OTHER
            OBSTAP odd-fill-values CELL_OUT_OF_RANGE
            SIA1 healthy
            SIA1 http-404 HTTP_ERROR ERROR_WITHOUT_DOCUMENT
            SIA1 stream-file BROKEN_ANSWER COLUMN_MISSING
            SIA1 odd-sexagesimal DATATYPE
            SIA1 odd-urls URL_ESCAPED_TWICE
            SIA1 url-javascript URL_ODD
            SSA healthy UTYPE_OTHER?
            SSA http-500 HTTP_ERROR ERROR_WITHOUT_DOCUMENT
            SSA html NOT_VOTABLE ERROR_WITHOUT_DOCUMENT
            SSA votable-error REFUSED
            SSA cut BROKEN_ANSWER ERROR_WITHOUT_DOCUMENT? UTYPE_OTHER?
            SSA http-404 HTTP_ERROR ERROR_WITHOUT_DOCUMENT
            SSA url-javascript URL_ODD UTYPE_OTHER?
            SSA odd-urls URL_ESCAPED_TWICE UTYPE_OTHER?
            SSA odd-refusals BEST_QUERY_REFUSED? REFUSED? UTYPE_OTHER?
            """;

    private static final Map<String, Integer> SERVICES = new HashMap<>();
    private static final Map<Layout, SimulatedVo> VOS = new EnumMap<>(Layout.class);

    private record Expected(SimProtocol protocol, String fault, Set<String> codes, Set<String> maybe) {
        static List<Expected> all() {
            return EXPECTED.lines().map(Expected::of).toList();
        }

        private static Expected of(String line) {
            List<String> words = new ArrayList<>(List.of(line.split(" ")));
            String first = words.getFirst();
            boolean isNamed =
                    Stream.of(SimProtocol.values()).anyMatch(each -> each.name().equals(first));
            SimProtocol protocol = isNamed ? SimProtocol.valueOf(words.removeFirst()) : SimProtocol.SIA2;
            String fault = words.removeFirst();
            return new Expected(
                    protocol,
                    fault,
                    words.stream().filter(word -> !word.endsWith("?")).collect(Collectors.toSet()),
                    words.stream()
                            .filter(word -> word.endsWith("?"))
                            .map(word -> word.replace("?", ""))
                            .collect(Collectors.toSet()));
        }

        Layout layout() {
            return protocol == SimProtocol.SSA ? Layout.SPECTRA : Layout.PLAIN;
        }

        String key() {
            return protocol + " " + fault;
        }

        @Override
        public String toString() {
            return key();
        }
    }

    /** VOs with a service for each expectation. */
    @BeforeAll
    static void start() throws Exception {
        for (Layout layout : List.of(Layout.PLAIN, Layout.SPECTRA)) {
            SimOptions options = HEALTHY.withLayout(layout);
            List<SimProtocol> protocols;
            try (SimulatedVo healthy = SimulatedVo.start(options)) {
                protocols = healthy.universe().services().stream()
                        .map(SimService::protocol)
                        .toList();
            }
            List<String> plan = new ArrayList<>();
            Set<Integer> used = new HashSet<>();
            for (Expected expected : Expected.all()) {
                if (expected.layout() != layout) {
                    continue;
                }
                int service = 0;
                while (protocols.get(service) != expected.protocol() || !used.add(service)) {
                    service++;
                }
                SERVICES.put(expected.key(), service);
                if (!expected.fault().equals("healthy")) {
                    plan.add(expected.fault() + "@" + service);
                }
            }
            VOS.put(layout, SimulatedVo.start(options.withFaults(FaultPlan.parse(String.join(",", plan)))));
        }
    }

    @AfterAll
    static void stop() {
        VOS.values().forEach(SimulatedVo::close);
    }

    static List<Expected> expectations() {
        return Expected.all();
    }

    @Test
    void everyFaultIsExpected() {
        assertThat(Expected.all().stream().map(Expected::key))
                .containsAll(Fault.all().stream()
                        .map(fault -> "SIA2 " + fault.name())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void findsTheFault(Expected expected) {
        SimService service = Objects.requireNonNull(VOS.get(expected.layout()))
                .universe()
                .services()
                .get(SERVICES.get(expected.key()));
        String url = service.baseUrl() + (service.tableName() == null ? "" : "#" + service.tableName());
        String option = "--" + expected.protocol().name().toLowerCase(Locale.ROOT);
        // a busy machine must not make a healthy service late
        boolean isLate = Stream.concat(expected.codes().stream(), expected.maybe().stream())
                .anyMatch("TIMED_OUT"::equals);
        String timeout = isLate ? "1500ms" : "30s";
        Cli said = Cli.run(
                "check", option, url, "--cone", "10.68,41.27,0.5", "--format", "json", "-q", "--timeout", timeout);
        assertThat(said.err()).isEmpty();
        JsonNode report = JsonMapper.shared().readTree(said.out());
        Set<String> found = report.path("findings")
                .valueStream()
                .filter(finding -> !finding.path("severity").asString().equals("note"))
                .map(finding -> finding.path("code").asString())
                .collect(Collectors.toSet());
        Set<String> surely = new HashSet<>(found);
        surely.removeAll(expected.maybe());
        surely.addAll(expected.codes());
        assertThat(found).as("%s", report).containsAll(expected.codes());
        assertThat(surely).as("%s", report).isEqualTo(expected.codes());
        boolean isAnswered = report.path("verdict").path("answered").asBoolean();
        int errors = report.path("verdict").path("errors").asInt();
        assertThat(said.status()).isEqualTo(!isAnswered ? 1 : errors > 0 ? 3 : 0);
    }
}
