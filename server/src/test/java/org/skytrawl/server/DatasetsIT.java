package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

/** The datasets of a run, through HTTP. */
class DatasetsIT {
    private static final String QUESTION = "{\"cone\": \"150,2,60\", \"inclusive\": \"true\"}";

    @TempDir
    static Path folder;

    private static SimulatedVo vo;
    private static TestServer server;
    private static String id;
    private static int total;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(40, 3));
        server = TestServer.start(vo.registryUrl(), folder);
        id = server.run(QUESTION);
        total = server.await(id, "done").get("datasets").asInt();
        assertThat(total).isGreaterThan(20);
    }

    @AfterAll
    static void end() {
        server.close();
        vo.close();
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        return server.json("api/runs/" + id + "/" + path);
    }

    @Test
    void pagesHaveEachRowOnce() throws Exception {
        Set<Integer> rows = new HashSet<>();
        for (int page = 0; page * 7 < total; page++) {
            JsonNode answer = get("datasets?size=7&sort=-t_min,obs_title&page=" + page);
            assertThat(answer.get("total").asInt()).isEqualTo(total);
            assertThat(answer.get("provisional").asBoolean()).isFalse();
            answer.get("rows").forEach(row -> rows.add(row.get("row").asInt()));
        }
        assertThat(rows).hasSize(total);
        JsonNode run = server.json("api/runs/" + id);
        assertThat(get("datasets").get("revision")).isEqualTo(run.get("revision"));
    }

    @Test
    void eachCountOfAFacetIsThatOfItsFilter() throws Exception {
        JsonNode facets = get("facets?protocol=SIA2&protocol=OBSTAP").get("facets");
        for (String facet : facets.propertyNames()) {
            int most = 0;
            for (JsonNode value : facets.get(facet)) {
                String others = facet.equals("protocol") ? "" : "&protocol=SIA2&protocol=OBSTAP";
                String text = URLEncoder.encode(value.get("value").asString(), StandardCharsets.UTF_8);
                JsonNode page = get("datasets?size=1&" + facet + "=" + text + others);
                assertThat(page.get("filtered").asInt())
                        .as(facet + " " + value)
                        .isEqualTo(value.get("count").asInt());
                if (++most == 5) {
                    break;
                }
            }
        }
    }

    @Test
    void theMapAndTheDiagramShowEachRowOrCountIt() throws Exception {
        JsonNode map = get("footprints");
        assertThat(map.get("shapes").size() + map.get("unplaced").asInt()).isEqualTo(total);
        JsonNode density = get("footprints?most=10");
        int counted = 0;
        for (JsonNode cell : density.get("density").get("cells")) {
            counted += cell.get(1).asInt();
        }
        assertThat(counted + density.get("unplaced").asInt()).isEqualTo(total);
        JsonNode coverage = get("coverage?most=5");
        assertThat(coverage.get("rows").size()).isEqualTo(5);
        assertThat(5 + coverage.get("left").asInt() + coverage.get("unknown").asInt())
                .isEqualTo(total);
    }

    @Test
    void aCardHasTheOriginsWithTheirQueries() throws Exception {
        for (int row = 0; row < 20; row++) {
            JsonNode card = get("datasets/" + row);
            JsonNode origin = card.get("origins").get(0);
            assertThat(origin.get("service").get("key").isNull()).isFalse();
            String start = origin.get("service").get("protocol").asString().equals("OBSTAP") ? "SELECT" : "http";
            assertThat(origin.get("query").asString()).startsWith(start);
            assertThat(card.get("formats").toString()).contains("\"row\":" + row);
        }
        assertThat(server.get("api/runs/" + id + "/datasets/" + total).statusCode())
                .isEqualTo(404);
    }

    @Test
    void filesAreThoseOfTheCommandLine() throws Exception {
        ServedRun run = server.server.runs().get(id);
        for (OutputFormat format : OutputFormat.values()) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            format.writer().write(run.datasets(), run.log(), expected);
            HttpResponse<byte[]> file = server.get("api/runs/" + id + "/result?format=" + format.title());
            assertThat(file.body()).as(format.title()).isEqualTo(expected.toByteArray());
            assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                    .matches("attachment; filename=\"skytrawl-150\\.0000\\+2\\.0000-\\d{8}\\." + format.extension()
                            + "\"");
        }
    }

    @Test
    void aPartSaysThatItIsOne() throws Exception {
        String votable =
                new String(server.get("api/runs/" + id + "/result?rows=0,5,7").body(), StandardCharsets.UTF_8);
        assertThat(votable)
                .contains(
                        "<INFO name=\"filter\" value=\"3 chosen rows\">only rows that meet these filters are in this file")
                .contains("nrows=\"3\"");
        int images = get("datasets?type=image").get("filtered").asInt();
        String csv = new String(
                server.get("api/runs/" + id + "/result?format=csv&type=image").body(), StandardCharsets.UTF_8);
        assertThat(ResultExtract.of(
                                server.server.runs().get(id).datasets(),
                                server.server.runs().get(id).log())
                        .size())
                .isEqualTo(total);
        assertThat(csv.lines().count()).isGreaterThanOrEqualTo(images + 1);
    }

    @Test
    void wrongParametersAreNamed() throws Exception {
        for (String wrong :
                new String[] {"sort=nothing", "columns=a,b", "size=1001", "page=-1", "band=pink", "rows=x"}) {
            HttpResponse<byte[]> answer = server.get("api/runs/" + id + "/datasets?" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(TestServer.json(answer).get("error").get("field").asString())
                    .isEqualTo(wrong.substring(0, wrong.indexOf('=')));
        }
    }

    @Test
    void rowsComeWhileTheRunGoesOn() throws Exception {
        try (SimulatedVo slow =
                        SimulatedVo.start(SimOptions.of(40, 3).withLatency(new Latency.Fixed(Duration.ofSeconds(3))));
                TestServer other = TestServer.start(slow.registryUrl(), folder.resolve("slow"))) {
            String running = other.run(QUESTION);
            JsonNode first = other.json("api/runs/" + running + "/datasets");
            assertThat(first.get("provisional").asBoolean()).isTrue();
            other.await(running, "done");
            JsonNode last = other.json("api/runs/" + running + "/datasets");
            assertThat(last.get("provisional").asBoolean()).isFalse();
            assertThat(last.get("revision").asLong())
                    .isGreaterThan(first.get("revision").asLong());
        }
    }
}
