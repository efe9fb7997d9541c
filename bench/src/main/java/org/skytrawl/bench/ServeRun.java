package org.skytrawl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast the page's API is while 50 browsers follow one run of 300 services and 20 SIA2 requests come at once, beside the same
 * requests to the idle server. The simulated VO and the server are processes of their own; the server has a heap of 1 GiB.
 * Argument: a folder for files.
 */
final class ServeRun {
    private static final int SERVICES = 300;
    private static final int STREAMS = 50;
    private static final int FACADE_REQUESTS = 20;
    private static final int SAMPLES = 300;
    private static final double MOST_S = 0.1;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern SERVICES_OF = Pattern.compile("name=\"services_(asked|incomplete)\" value=\"(\\d+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String url;

    private ServeRun(String url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Measured.say("%s", Measured.machine());
        int status;
        try (SimvoProcess vo = SimvoProcess.start(
                folder,
                "--services",
                "" + SERVICES,
                "--seed",
                "7",
                "--latency",
                "lognormal:2s,0.6",
                "--faults",
                "0.1")) {
            ProcessBuilder builder = SimvoProcess.command(List.of("serve", "--port", "0"));
            builder.command().add(1, "-Xmx1g");
            builder.environment().put("IVOA_REGISTRY", vo.registryUrl());
            builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
            builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
            Process server =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try {
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
                String line = out.readLine();
                if (line == null) {
                    throw new IOException("the server did not start");
                }
                status = new ServeRun(line.strip()).compared();
                Measured.say("the server had at most %d MB of memory, the JVM's own included", peakMb(server));
            } finally {
                server.destroy();
                if (!server.waitFor(10, TimeUnit.SECONDS)) {
                    server.destroyForcibly();
                }
            }
        }
        System.exit(status);
    }

    private int compared() throws Exception {
        String first = start("{\"cone\":\"10.68,41.27,5\",\"timeout\":\"8s\"}");
        awaitEnd(first);
        sample(first);
        double idleS = sample(first);
        String run = start("{\"cone\":\"10.68,41.27,6\",\"timeout\":\"8s\"}");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(threads.submit(() -> follow(run)));
            }
            List<Future<Told>> facade = new ArrayList<>();
            for (int i = 0; i < FACADE_REQUESTS; i++) {
                String pos = "CIRCLE+" + (10 + i * 0.05) + "+41.27+0.3";
                facade.add(threads.submit(() -> told("sia2?POS=" + pos)));
            }
            Future<Double> own = threads.submit(() -> {
                long begun = System.nanoTime();
                awaitEnd(start("{\"cone\":\"10.68,41.27,4\",\"timeout\":\"8s\"}"));
                return (System.nanoTime() - begun) / 1e9;
            });
            double busyS = sample(run);
            List<Told> answers = new ArrayList<>();
            for (Future<Told> each : facade) {
                answers.add(each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            Measured.say(
                    "another run of the page, beside them: %.1f s", own.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            long events = 0;
            for (Future<Long> each : streams) {
                events += each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            Measured.say(
                    "%d streams had %d events; of %d SIA2 requests %d were answered, %d of them with datasets",
                    STREAMS,
                    events,
                    FACADE_REQUESTS,
                    answers.stream().filter(each -> each.status == 200).count(),
                    answers.stream().filter(each -> each.rows > 0).count());
            for (Told each : answers) {
                Measured.say("  %.1f s, HTTP %d, %d datasets, %s", each.seconds, each.status, each.rows, each.services);
            }
            Measured.say(
                    "95th percentile of the page's API: idle %.1f ms, busy %.1f ms, ratio %.1f",
                    1e3 * idleS, 1e3 * busyS, busyS / idleS);
            return Measured.verdict("seconds at the 95th percentile", busyS, MOST_S);
        }
    }

    /** What a tool got, and when. */
    private record Told(double seconds, int status, long rows, String services) {}

    private Told told(String path) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<String> answer = get(path);
        double seconds = (System.nanoTime() - begun) / 1e9;
        String body = answer.body();
        long rows = body.lines().filter(line -> line.contains("<TR>")).count();
        Matcher services = SERVICES_OF.matcher(body);
        StringBuilder numbers = new StringBuilder();
        while (services.find()) {
            numbers.append(services.group(1))
                    .append(' ')
                    .append(services.group(2))
                    .append(' ');
        }
        return new Told(seconds, answer.statusCode(), rows, numbers.toString());
    }

    private String start(String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "api/runs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .timeout(PATIENCE)
                .build();
        String answer = http.send(request, BodyHandlers.ofString()).body();
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IOException("no run was started: " + answer);
        }
        return id.group(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private void awaitEnd(String run) throws IOException, InterruptedException {
        if (follow(run) == 0) {
            throw new IOException("the run has no events");
        }
    }

    /** The number of events of a run, read to the end. */
    private long follow(String run) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "api/runs/" + run + "/events"))
                .build();
        try (InputStream in = http.send(request, BodyHandlers.ofInputStream()).body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> line.startsWith("event:")).count();
        }
    }

    /** The time that 95 of 100 requests of the page to a run take at most, in seconds. */
    private double sample(String run) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<String> paths = List.of("", "/datasets?size=100&sort=-t_min", "/facets", "/services");
        for (int i = 0; i < SAMPLES; i++) {
            String path = paths.get(i % paths.size());
            long begun = System.nanoTime();
            int status = get("api/runs/" + run + path).statusCode();
            seconds.add((System.nanoTime() - begun) / 1e9);
            if (status != 200) {
                throw new IOException(path + " answers " + status);
            }
        }
        Collections.sort(seconds);
        return seconds.get(SAMPLES * 95 / 100);
    }

    private static long peakMb(Process process) throws IOException {
        Path status = Path.of("/proc", String.format(Locale.ROOT, "%d", process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(-1);
    }
}
