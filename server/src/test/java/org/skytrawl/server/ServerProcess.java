package org.skytrawl.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.skytrawl.Skytrawl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** @param before words of a command that runs the server, such as one with less of something */
    static ServerProcess start(String registry, Path folder, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                registry,
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = out.readLine();
        if (url == null) {
            process.destroyForcibly();
            throw new IOException("the server did not start");
        }
        return new ServerProcess(process, url);
    }

    public static void main(String... args) throws Exception {
        Path folder = Path.of(args[1]);
        Skytrawl client = Skytrawl.builder()
                .registries(List.of(args[0]))
                .cacheDirectory(folder.resolve("cache"))
                .open();
        SkytrawlServer server =
                SkytrawlServer.start(new ServerOptions("127.0.0.1", 0, null, folder, List.of()), client);
        System.out.println(server.url());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(method, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
        return JsonMapper.builder().build().readTree(answer.body());
    }

    HttpResponse<byte[]> send(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + path))
                                .timeout(TestServer.PATIENCE)
                                .header("Content-Type", type)
                                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    /** As kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
