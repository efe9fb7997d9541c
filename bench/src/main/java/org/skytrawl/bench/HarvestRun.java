package org.skytrawl.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.take.VirtualTime;
import org.skytrawl.harvest.take.Window;

/**
 * What a harvest of a billion rows needs: bytes and processor time of a row, measured with the simulated VO; hours and requests,
 * simulated with a virtual clock for fifty services whose sizes and speeds are in {@code obstap-sizes.csv}, which says what is
 * assumed. Arguments: a folder for files, rows of the harvest that is measured.
 */
final class HarvestRun {
    private static final int SERVICES = 10;
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String QUERY = "SELECT * FROM ivoa.obscore";
    private static final int SAMPLE = 5_000;

    /** A count of each page, its rows, and some of the way down to it. */
    private static final double REQUESTS_OF_A_PAGE = 3;

    private static final int USUAL_PAGE = 50_000;
    private static final Window NIGHT = Window.parse("22:00..06:00");

    /** Of a third of the hosts: one request in 50 fails, one in 500 hangs, and an hour is lost in five days. */
    private static final VirtualTime.Faults FAULTS = new VirtualTime.Faults(0.02, 0.002, 120, 1);

    private HarvestRun() {}

    public static void main(String[] args) throws Exception {
        Measured.say("%s", Measured.machine());
        RowCost cost = measured(Path.of(args[0]), args[1]);
        Measured.say(
                "measured: %.0f bytes of a row in an answer, %.0f in a page; %.0f us of processor time for a row",
                cost.answerBytes, cost.pageBytes, cost.cpuUs);
        List<HostSimulation.Kind> kinds = HostSimulation.kinds();
        Measured.say(
                "%d services, %.2f 10^9 rows",
                kinds.size(),
                kinds.stream().mapToLong(HostSimulation.Kind::rows).sum() / 1e9);
        HostSimulation.Outcome usual = say("pages of 50,000 rows", kinds, USUAL_PAGE, 1, Window.ALWAYS, null, cost);
        say("pages of 10,000 rows", kinds, 10_000, 1, Window.ALWAYS, null, cost);
        say("pages of 100,000 rows", kinds, 100_000, 1, Window.ALWAYS, null, cost);
        say("two requests at once to each host", kinds, USUAL_PAGE, 2, Window.ALWAYS, null, cost);
        say("from 22 to 6 o'clock", kinds, USUAL_PAGE, 1, NIGHT, null, cost);
        say("a third of the hosts fails now and then", kinds, USUAL_PAGE, 1, Window.ALWAYS, FAULTS, cost);
        say("the same, from 22 to 6 o'clock", kinds, USUAL_PAGE, 1, NIGHT, FAULTS, cost);
        say("without the largest host", kinds.subList(1, kinds.size()), USUAL_PAGE, 1, Window.ALWAYS, null, cost);
        System.exit(Measured.verdict(
                "requests for each page", usual.requests() / (double) usual.pages(), REQUESTS_OF_A_PAGE));
    }

    private static HostSimulation.Outcome say(
            String what,
            List<HostSimulation.Kind> kinds,
            int pageRows,
            int atOnce,
            Window window,
            VirtualTime.@Nullable Faults faults,
            RowCost cost) {
        HostSimulation.Outcome all = HostSimulation.run(kinds, pageRows, atOnce, window, faults);
        Measured.say(
                "simulated, %s: %.0f h (%.1f days); slowest host %s; the next %s; half of the hosts within %.1f h; %d pages,"
                        + " %d requests, %d failed; answers %.0f GB",
                what,
                all.hours(),
                all.hours() / 24,
                all.hosts().getFirst(),
                all.hosts().get(1),
                all.hosts().get(all.hosts().size() / 2).hours(),
                all.pages(),
                all.requests(),
                all.failed(),
                all.rows() * cost.answerBytes / 1e9);
        return all;
    }

    /**
     * What a row costs.
     *
     * @param answerBytes in the service's answer
     * @param pageBytes in the folder
     * @param cpuUs of the program that harvests, its start and its compiler included
     */
    private record RowCost(double answerBytes, double pageBytes, double cpuUs) {}

    private static RowCost measured(Path folder, String rows) throws IOException, InterruptedException {
        Path dir = folder.resolve("harvest");
        try (SimvoProcess vo = SimvoProcess.start(
                folder, "--layout", "harvest", "--rows", rows, "--services", "" + SERVICES, "--seed", "5")) {
            Duration cpu = harvest(dir, vo.registryUrl());
            try (HarvestFolder opened = HarvestFolder.read(dir)) {
                HarvestPages pages = HarvestPages.of(opened);
                long bytes = pages.pages().stream()
                        .mapToLong(page -> page.sums().bytes())
                        .sum();
                // the fourth service has no limit
                String url = opened.services().get(3).accessUrl();
                return new RowCost(
                        answerBytes(url) / (double) SAMPLE,
                        bytes / (double) pages.rows(),
                        cpu.toNanos() / 1e3 / pages.rows());
            }
        }
    }

    private static Duration harvest(Path dir, String registry) throws IOException, InterruptedException {
        Process process = SimvoProcess.command(List.of("harvest", "-d", dir.toString(), "--registry", registry))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Duration cpu = Duration.ZERO;
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            Optional<Duration> now = process.info().totalCpuDuration();
            cpu = now.orElse(cpu);
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("the harvest did not end within " + LONGEST);
            }
        }
        return cpu;
    }

    private static long answerBytes(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/sync"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(LONGEST)
                .POST(HttpRequest.BodyPublishers.ofString("REQUEST=doQuery&LANG=ADQL&MAXREC=" + SAMPLE + "&QUERY="
                        + URLEncoder.encode(QUERY, StandardCharsets.UTF_8)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
        }
    }
}
