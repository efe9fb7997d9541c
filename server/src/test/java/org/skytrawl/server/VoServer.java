package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.skytrawl.Skytrawl;
import org.skytrawl.server.take.TableSender;
import org.skytrawl.simvo.SimulatedVo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server before a simulated VO, and a client of its API. */
public final class VoServer implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Skytrawl client;
    private final SkytrawlServer server;

    private VoServer(Skytrawl client, SkytrawlServer server) {
        this.client = client;
        this.server = server;
    }

    /** @param folder of the client's cache and of the server's data */
    public static VoServer before(SimulatedVo vo, Path folder, TableSender sender) throws IOException {
        Skytrawl client = Skytrawl.builder()
                .registries(List.of(vo.registryUrl()))
                .nameResolvers(List.of(vo.sesameUrl()))
                .cacheDirectory(folder.resolve("cache"))
                .open();
        return new VoServer(
                client,
                SkytrawlServer.start(
                        new ServerOptions("127.0.0.1", 0, null, folder.resolve("data"), List.of()),
                        client,
                        sender,
                        sentence -> {}));
    }

    /** The folder of the server's data. */
    public Path folder() {
        return server.folder();
    }

    public URI uri(String path) {
        return URI.create(server.url() + path);
    }

    /** {@code a=b&c=d} of names and values in turn. */
    public static String query(String... pairs) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            query.append(i == 0 ? "" : "&")
                    .append(pairs[i])
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> post(String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .POST(body)
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    /** The JSON of an answer with this status. */
    public JsonNode get(int status, String path) throws IOException, InterruptedException {
        return json(status, get(path));
    }

    public JsonNode post(int status, String path, String json) throws IOException, InterruptedException {
        return json(status, post(path, "application/json", BodyPublishers.ofString(json)));
    }

    /** Sends a file. */
    public JsonNode send(int status, String kind, String name, byte... content)
            throws IOException, InterruptedException {
        return json(
                status,
                post(
                        "api/files?" + query("kind", kind, "name", name),
                        "application/octet-stream",
                        BodyPublishers.ofByteArray(content)));
    }

    public static JsonNode json(int status, HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        return MAPPER.readTree(body);
    }

    /** Starts a run and waits for its end. */
    public JsonNode run(String question) throws IOException, InterruptedException {
        String id = post(201, "api/runs", question).at("/id").asString();
        return until("api/runs/" + id, "running", "queued");
    }

    /** Asks until the state is none of these. */
    public JsonNode until(String path, String... states) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode json = get(200, path);
            if (!List.of(states).contains(json.at("/state").asString())) {
                return json;
            }
            assertThat(System.nanoTime()).as("waiting for the end of %s", json).isLessThan(end);
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
        http.close();
    }
}
