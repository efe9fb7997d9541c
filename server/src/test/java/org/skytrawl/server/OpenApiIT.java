package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

/** The description of the API says what the server does. */
class OpenApiIT {
    private static final String QUESTION = "?cone=150,2,10&type=image";

    @TempDir
    Path folder;

    @Test
    void itsAddressesAreThoseOfTheServer() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(10, 1));
                TestServer server = TestServer.start(vo.registryUrl(), folder)) {
            Set<String> described = new TreeSet<>();
            server.json("api/openapi.json")
                    .get("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .propertyNames()
                            .forEach(method ->
                                    described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
            Set<String> served = new TreeSet<>(server.server.addresses());
            served.removeIf(address -> !address.contains(" /api/"));
            assertThat(described).isEqualTo(served);
        }
    }

    @Test
    void answersHaveTheMembersThatItNames() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(30, 1));
                TestServer server = TestServer.start(vo.registryUrl(), folder)) {
            JsonNode api = server.json("api/openapi.json");
            String id = server.run("{\"cone\": \"150,2,10\"}");
            check(api, "Run", server.json("api/runs/" + id));
            check(api, "Run", server.await(id, "done"));
            check(api, "Runs", server.json("api/runs"));
            check(api, "Server", server.json("api/server"));
            check(api, "Ping", server.json("api/ping"));
            check(api, "Question", server.json("api/question" + QUESTION));
            check(api, "Plan", server.json("api/plan" + QUESTION + "&services=true"));
            check(api, "Error", server.json("api/runs/nothing"));
            check(api, "Error", server.json("api/question?cone=1"));
            for (JsonNode service : server.json("api/runs/" + id + "/services").get("services")) {
                check(api, "ServiceOfRun", service);
            }
            String ivoid = server.json("api/runs/" + id + "/services")
                    .at("/services/0/ivoid")
                    .asString();
            check(api, "Explanation", server.json("api/explain" + QUESTION + "&ivoid=" + ivoid));
            check(api, "Datasets", server.json("api/runs/" + id + "/datasets?size=20"));
            check(api, "Dataset", server.json("api/runs/" + id + "/datasets/0"));
            check(api, "Columns", server.json("api/runs/" + id + "/columns"));
            check(api, "Facets", server.json("api/runs/" + id + "/facets"));
            check(api, "Footprints", server.json("api/runs/" + id + "/footprints"));
            check(api, "Footprints", server.json("api/runs/" + id + "/footprints?most=0"));
            check(api, "Coverage", server.json("api/runs/" + id + "/coverage"));
        }
    }

    private static void check(JsonNode api, String schema, JsonNode answer) {
        match(api, api.get("components").get("schemas").get(schema), answer, schema);
    }

    private static void match(JsonNode api, JsonNode schema, JsonNode value, String where) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asString();
            match(api, api.at(name.substring(1)), value, where);
            return;
        }
        if (schema.has("anyOf")) {
            if (!value.isNull()) {
                match(api, schema.get("anyOf").get(0), value, where);
            }
            return;
        }
        if (!schema.has("type")) {
            return;
        }
        switch (schema.get("type").asString()) {
            case "object" -> {
                assertThat(value.isObject()).as(where + ": " + value).isTrue();
                JsonNode members = schema.get("properties");
                if (members != null) {
                    for (String name : value.propertyNames()) {
                        assertThat(members.has(name)).as(where + "." + name).isTrue();
                        match(api, members.get(name), value.get(name), where + "." + name);
                    }
                }
            }
            case "array" -> {
                assertThat(value.isArray()).as(where + ": " + value).isTrue();
                if (schema.has("items")) {
                    value.forEach(item -> match(api, schema.get("items"), item, where + "[]"));
                }
            }
            case "string" ->
                assertThat(value.isString()).as(where + ": " + value).isTrue();
            case "boolean" ->
                assertThat(value.isBoolean()).as(where + ": " + value).isTrue();
            default -> assertThat(value.isNumber()).as(where + ": " + value).isTrue();
        }
    }
}
