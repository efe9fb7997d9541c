package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as the wild gives them: each case of {@code wild/expected.json}, asked by the command. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WildIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> STANDARD_IDS = Map.of(
            "SIA1", "ivo://ivoa.net/std/sia",
            "SIA2", "ivo://ivoa.net/std/sia#query-2.0",
            "OBSTAP", "ivo://ivoa.net/std/tap");
    private static final Set<String> POSITIONS_AND_TIMES = Set.of("s_ra", "s_dec", "t_min", "t_max");

    @TempDir
    private Path folder;

    static Stream<Arguments> cases() throws IOException {
        JsonNode all = JSON.readTree(resource("expected.json")).path("cases");
        List<Arguments> cases = new ArrayList<>();
        for (JsonNode one : all) {
            String name = one.path("name").asString();
            if (one.path("variants").isEmpty()) {
                cases.add(Arguments.of(name, one, Map.of(), List.of(one.path("expect"))));
            }
            for (JsonNode variant : one.path("variants")) {
                Map<String, String> words = new java.util.HashMap<>();
                variant.path("replace").forEachEntry((from, to) -> words.put(from, to.asString()));
                cases.add(Arguments.of(
                        name + " " + variant.path("name").asString(),
                        one,
                        words,
                        List.of(one.path("expect"), variant.path("expect"))));
            }
        }
        assertThat(cases).hasSizeGreaterThan(60);
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void comesOutAsItShould(String name, JsonNode asked, Map<String, String> words, List<JsonNode> expected)
            throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.start();
            List<String> list = new ArrayList<>(List.of("ivoid,title,standard_id,access_url,table_name"));
            int number = 0;
            for (JsonNode service : asked.path("services")) {
                String path = "/" + number++ + "/";
                server.createContext(path, exchange -> answer(exchange, service.path("answers"), words));
                String protocol = service.path("protocol").asString();
                list.add("ivo://wild/%d,Wild %d,%s,http://127.0.0.1:%d%s%s,%s"
                        .formatted(
                                number,
                                number,
                                STANDARD_IDS.get(protocol),
                                server.getAddress().getPort(),
                                path,
                                service.path("path").asString(""),
                                protocol.equals("OBSTAP") ? "ivoa.obscore" : ""));
            }
            judge(run(asked.path("ask"), Files.write(folder.resolve("services.csv"), list)), expected);
        } finally {
            server.stop(0);
        }
    }

    private record Result(List<JsonNode> datasets, List<JsonNode> services, String said) {
        String keyOf(JsonNode dataset) {
            String id = dataset.path("obs_id").asString("");
            String url = dataset.path("access_url").asString("");
            return !id.isEmpty()
                    ? id
                    : !url.isEmpty()
                            ? url.substring(url.lastIndexOf('/') + 1)
                            : dataset.path("obs_title").asString("");
        }

        long sum(String member) {
            return services.stream()
                    .mapToLong(service -> service.path(member).asLong(0))
                    .sum();
        }

        List<String> texts(String member) {
            return services.stream()
                    .map(service -> service.path(member).asString(""))
                    .toList();
        }
    }

    private Result run(JsonNode ask, Path list) throws IOException {
        Path log = folder.resolve("run.jsonl");
        Path found = folder.resolve("found.jsonl");
        List<String> words =
                new ArrayList<>(List.of("images", "--services", list.toString(), "-o", found.toString(), "--log"));
        words.add(log.toString());
        ask.forEachEntry((option, value) -> {
            words.add("--" + option);
            if (!value.isBoolean()) {
                words.add(value.asString());
            }
        });
        Cli said = Cli.run(words.toArray(String[]::new));
        return new Result(lines(found), only(lines(log), "service"), said.err());
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(JSON::readTree).toList()
                : List.of();
    }

    private static List<JsonNode> only(List<JsonNode> events, String kind) {
        return events.stream()
                .filter(event -> event.path("event").asString().equals(kind))
                .toList();
    }

    private static void judge(Result result, List<JsonNode> expected) {
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode expect : expected) {
            expect.forEachEntry((what, value) -> {
                switch (what) {
                    case "datasets" ->
                        softly.assertThat(result.datasets()).as(what).hasSize(value.asInt());
                    case "only" ->
                        softly.assertThat(result.datasets().stream().map(result::keyOf))
                                .as(what)
                                .containsExactlyInAnyOrder(texts(value));
                    case "cells" -> value.forEachEntry((key, cells) -> judgeCells(softly, result, key, cells));
                    case "outcome", "code" ->
                        softly.assertThat(result.texts(what)).as(what).containsOnly(value.asString());
                    case "message" ->
                        softly.assertThat(result.texts(what))
                                .as(what)
                                .anyMatch(text -> Pattern.compile(value.asString())
                                        .matcher(text)
                                        .find());
                    case "message_not" ->
                        softly.assertThat(result.texts("message"))
                                .as(what)
                                .noneMatch(text -> Pattern.compile(value.asString())
                                        .matcher(text)
                                        .find());
                    case "query_not" ->
                        softly.assertThat(result.texts("query"))
                                .as(what)
                                .noneMatch(text -> Pattern.compile(value.asString())
                                        .matcher(text)
                                        .find());
                    default -> judgeCount(softly, what, result.sum(what), value);
                }
            });
        }
        softly.assertThat(softly.wasSuccess())
                .as("services %s%ndatasets %s%nsaid %s", result.services(), result.datasets(), result.said())
                .isTrue();
        softly.assertAll();
    }

    private static void judgeCount(SoftAssertions softly, String what, long count, JsonNode value) {
        if (value.isNumber()) {
            softly.assertThat(count).as(what).isEqualTo(value.asLong());
        } else {
            softly.assertThat(value.asString()).startsWith(">=");
            softly.assertThat(count)
                    .as(what)
                    .isGreaterThanOrEqualTo(Long.parseLong(value.asString().substring(2)));
        }
    }

    private static void judgeCells(SoftAssertions softly, Result result, String key, JsonNode cells) {
        List<JsonNode> rows = result.datasets().stream()
                .filter(dataset -> key.equals("*") || result.keyOf(dataset).equals(key))
                .toList();
        softly.assertThat(rows).as("rows of %s", key).isNotEmpty();
        for (JsonNode row : rows) {
            cells.forEachEntry((column, value) -> softly.assertThat(fits(column, row.path(column), value))
                    .as("%s of %s: %s, expected %s", column, key, row.path(column), value)
                    .isTrue());
        }
    }

    private static boolean fits(String column, JsonNode cell, JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().anyMatch(any -> fits(column, cell, any));
        }
        if (value.isNull()) {
            return cell.isMissingNode() || cell.isNull() || cell.asString("x").isEmpty();
        }
        if (value.isObject()) {
            return Pattern.compile(value.path("re").asString())
                    .matcher(cell.asString(""))
                    .find();
        }
        if (value.isNumber()) {
            double slack = POSITIONS_AND_TIMES.contains(column) ? 0.002 : 0.005 * Math.abs(value.asDouble());
            return cell.isNumber() && Math.abs(cell.asDouble() - value.asDouble()) <= slack;
        }
        return cell.asString("").equals(value.asString());
    }

    private static String[] texts(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToObj(i -> list.get(i).asString())
                .toArray(String[]::new);
    }

    private static void answer(HttpExchange exchange, JsonNode answers, Map<String, String> words) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " ";
            String body = URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            JsonNode answer = answers.valueStream()
                    .filter(one -> applies(one.path("if_request_has").asString(""), request, body))
                    .findFirst()
                    .orElse(null);
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = body(answer.path("file").asString(null), words);
            exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
            answer.path("headers")
                    .forEachEntry((name, value) -> exchange.getResponseHeaders().set(name, value.asString()));
            int status = Integer.parseInt(answer.path("status").asString("200").substring(0, 3));
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static boolean applies(String pattern, String request, String body) {
        Pattern wanted = Pattern.compile(pattern);
        return wanted.matcher(request).find() || wanted.matcher(body).find();
    }

    private static byte[] body(@Nullable String file, Map<String, String> words) throws IOException {
        if (file == null) {
            return new byte[0];
        }
        byte[] bytes = resource(file);
        if (words.isEmpty()) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = WildIT.class.getResourceAsStream("/wild/" + name)) {
            return java.util.Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
