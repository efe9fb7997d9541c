package org.skytrawl.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Skytrawl;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.server.take.TableSender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on any free port, and requests to it. */
final class TestServer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    final SkytrawlServer server;
    final List<String> said = new CopyOnWriteArrayList<>();
    final Skytrawl client;

    private TestServer(String registry, Path folder, @Nullable String token, SkytrawlServer.Bounds bounds)
            throws IOException {
        client = Skytrawl.builder()
                .registries(List.of(registry))
                .cacheDirectory(folder.resolve("cache"))
                .open();
        server = SkytrawlServer.start(
                new ServerOptions("127.0.0.1", 0, token, folder, List.of(registry)),
                client,
                TableSender.none(),
                bounds,
                said::add);
    }

    static TestServer start(String registry, Path folder) throws IOException {
        return start(registry, folder, null, RunLimits.DEFAULTS, Duration.ofSeconds(20));
    }

    static TestServer start(String registry, Path folder, @Nullable String token, RunLimits limits, Duration idle)
            throws IOException {
        return new TestServer(registry, folder, token, new SkytrawlServer.Bounds(limits, idle));
    }

    static TestServer start(String registry, Path folder, RunLimits limits, Duration facadeDeadline)
            throws IOException {
        return new TestServer(
                registry, folder, null, new SkytrawlServer.Bounds(limits, Duration.ofSeconds(20), facadeDeadline));
    }

    int port() {
        return URI.create(server.url()).getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(PATIENCE);
    }

    static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    static CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request) {
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return json(get(path));
    }

    /** Starts a run and gives its id. */
    String run(String question) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = post("api/runs", question);
        if (answer.statusCode() != 201) {
            throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8));
        }
        return json(answer).get("id").asString();
    }

    /** The run when it has this state, or another one that is an end. */
    JsonNode await(String id, String state) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode run = json("api/runs/" + id);
            String now = run.get("state").asString();
            if (now.equals(state) || !(now.equals("queued") || now.equals("running"))) {
                return run;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not " + state + ": " + json("api/runs/" + id));
    }

    /** Sends bytes as they are, as far as the server takes them, and gives the head of the answer and its body. */
    String raw(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getInputStream().transferTo(answer);
            } catch (SocketException e) {
                // it has answered, and closed what it does not read
                socket.getInputStream().transferTo(answer);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
