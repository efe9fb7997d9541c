package org.skytrawl.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.server.VoServer;
import org.skytrawl.server.take.TableSender;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

/** Questions, plans, explanations and names, over HTTP. */
class QuestionIT {
    private static final String CONE = "cone=10.68,41.27,0.3&type=image";

    @TempDir
    private static Path folder;

    private static SimulatedVo vo;
    private static VoServer server;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(40, 11));
        server = VoServer.before(vo, folder, TableSender.none());
    }

    @AfterAll
    static void stop() {
        server.close();
        vo.close();
    }

    private static long count(JsonNode services, String decision) {
        return StreamSupport.stream(services.spliterator(), false)
                .filter(service -> service.at("/decision").asString().equals(decision))
                .count();
    }

    @Test
    void thePlanCountsWhatItLists() throws Exception {
        JsonNode plan = server.get(200, "api/plan?" + CONE + "&services=true");
        JsonNode services = plan.at("/services");
        assertThat(plan.at("/asked").intValue()).isPositive().isEqualTo((int) count(services, "query"));
        int leftOut = StreamSupport.stream(plan.at("/leftOut").spliterator(), false)
                .mapToInt(each -> each.at("/count").intValue())
                .sum();
        assertThat(leftOut).isEqualTo(services.size() - plan.at("/asked").intValue());
        int standbys = StreamSupport.stream(plan.at("/leftOut").spliterator(), false)
                .filter(each -> each.at("/reason").asString().equals("repeats"))
                .mapToInt(each -> each.at("/count").intValue())
                .sum();
        assertThat(count(services, "standby")).isPositive().isEqualTo(standbys);
        assertThat(plan.at("/hosts").intValue()).isBetween(1, plan.at("/asked").intValue());
        assertThat(plan.at("/requests/inAll").intValue())
                .isEqualTo(plan.at("/asked").intValue());
        assertThat(plan.at("/registry/source").asString()).contains("127.");
        assertThat(plan.at("/registry/stale").booleanValue()).isFalse();
        assertThat(server.get(200, "api/plan?" + CONE).has("services")).isFalse();
    }

    @Test
    void inclusiveAsksThoseWithoutDeclaredCoverage() throws Exception {
        JsonNode plan = server.get(200, "api/plan?" + CONE);
        JsonNode inclusive = server.get(200, "api/plan?" + CONE + "&inclusive=true");
        assertThat(plan.at("/leftOut").toString()).contains("\"undeclared\"", "without declared coverage");
        assertThat(inclusive.at("/leftOut").toString()).doesNotContain("\"undeclared\"");
        assertThat(inclusive.at("/asked").intValue())
                .isGreaterThan(plan.at("/asked").intValue());
    }

    @Test
    void aTargetListIsBoundedByItsRequests() throws Exception {
        String file = server.send(
                        201,
                        "targets",
                        "list.csv",
                        "id,ra,dec\na,10.68,41.27\nb,10.7,41.3\n".getBytes(StandardCharsets.UTF_8))
                .at("/file")
                .asString();
        JsonNode plan = server.get(200, "api/plan?targets=" + file + "&radius=0.1&type=image");
        assertThat(plan.at("/requests/inAll").intValue())
                .isGreaterThanOrEqualTo(plan.at("/asked").intValue());
        assertThat(plan.at("/requests/host").asString()).isNotEmpty();
    }

    @Test
    void anExplanationSaysWhyAndWhatIsAsked() throws Exception {
        JsonNode services =
                server.get(200, "api/plan?" + CONE + "&services=true").at("/services");
        for (JsonNode service : services) {
            JsonNode explained = server.get(
                    200,
                    "api/explain?" + CONE + "&ivoid=" + service.at("/ivoid").asString());
            JsonNode same = StreamSupport.stream(explained.at("/services").spliterator(), false)
                    .filter(each -> each.at("/service/key").equals(service.at("/key")))
                    .findFirst()
                    .orElseThrow();
            assertThat(same.at("/decision")).isEqualTo(service.at("/decision"));
            assertThat(same.at("/axes").size()).isEqualTo(4);
            assertThat(same.at("/axes/0/axis").asString()).isEqualTo("space");
            if (service.at("/decision").asString().equals("query")) {
                assertThat(same.at("/query").asString()).contains("10.68");
                assertThat(same.at("/axes/0/verdict").asString()).isEqualTo("yes");
            }
        }
    }

    @Test
    void anUnknownResourceIsNotFound() throws Exception {
        JsonNode error =
                server.get(404, "api/explain?" + CONE + "&ivoid=ivo://no/where").at("/error");
        assertThat(error.at("/code").asString()).isEqualTo("not_found");
        assertThat(error.at("/field").asString()).isEqualTo("ivoid");
        assertThat(server.get(400, "api/explain?" + CONE).at("/error/field").asString())
                .isEqualTo("ivoid");
    }

    @Test
    void namesAreResolved() throws Exception {
        JsonNode m31 = server.get(200, "api/resolve?name=M%2031");
        assertThat(m31.at("/raDeg").doubleValue()).isBetween(10.0, 11.0);
        assertThat(m31.at("/note").isNull()).isTrue();
        JsonNode question = server.get(200, "api/question?target=M%2031&radius=0.2&type=image");
        assertThat(question.at("/region/raDeg")).isEqualTo(m31.at("/raDeg"));
        assertThat(question.at("/place").asString()).isEqualTo("M 31, within 0.2 deg");
        assertThat(question.at("/command").asString()).isEqualTo("skytrawl images --target 'M 31' --radius 0.2");
        assertThat(question.at("/python").asString()).isEqualTo("skytrawl.images('M 31', radius=0.2 * u.deg)");
    }

    @Test
    void anUnknownNameIsNotFoundAndADeadResolverIsAnotherError() throws Exception {
        JsonNode unknown = server.get(404, "api/resolve?name=no%20such%20star").at("/error");
        assertThat(unknown.at("/code").asString()).isEqualTo("unknown_name");
        assertThat(unknown.at("/message").asString())
                .contains("do not know the name")
                .doesNotContain("--cone");
        JsonNode asked =
                server.get(404, "api/question?target=no%20such%20star&radius=1").at("/error");
        assertThat(asked.at("/field").asString()).isEqualTo("target");
        JsonNode failed = server.get(502, "api/resolve?name=error").at("/error");
        assertThat(failed.at("/code").asString()).isEqualTo("not_fetched");
        assertThat(server.get(400, "api/resolve").at("/error/field").asString()).isEqualTo("name");
    }

    @Test
    void wrongQuestionsNameTheirParameter() throws Exception {
        for (String path : new String[] {"api/question", "api/plan"}) {
            JsonNode error = server.get(400, path + "?cone=1,99,1").at("/error");
            assertThat(error.at("/field").asString()).isEqualTo("cone");
            assertThat(server.get(400, path + "?cone=1,1,1&hue=3")
                            .at("/error/field")
                            .asString())
                    .isEqualTo("hue");
        }
        assertThat(server.post(400, "api/runs", "{\"cone\": \"1,1\"}")
                        .at("/error/field")
                        .asString())
                .isEqualTo("cone");
    }
}
