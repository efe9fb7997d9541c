package org.skytrawl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.harvest.take.VirtualHarvest;
import org.skytrawl.harvest.take.VirtualTime;
import org.skytrawl.harvest.take.Window;

/**
 * A harvest of many services in virtual time: those of a host one after the other, {@value Harvester#MOST_HOSTS_AT_ONCE} hosts at
 * once. A service that fails too often is left alone, and continued 24 hours later, as by a session each day.
 */
final class HostSimulation {
    private static final String SIZES = "obstap-sizes.csv";
    private static final double LIMIT_S = 600;
    private static final double DAY_S = 86_400;
    private static final int MOST_DAYS = 3_650;
    private static final long SEED = 17;

    private HostSimulation() {}

    /**
     * A service.
     *
     * @param declaredMaxRows of an answer; null if not declared
     */
    record Kind(
            String name,
            String host,
            long rows,
            VirtualHarvest.Speed speed,
            @Nullable Long declaredMaxRows) {
        private static Kind of(String line) {
            String[] cells = line.split(",", -1);
            return new Kind(
                    cells[0],
                    cells[1],
                    Long.parseLong(cells[2]),
                    new VirtualHarvest.Speed(
                            Double.parseDouble(cells[4]), Double.parseDouble(cells[5]), Double.parseDouble(cells[6])),
                    cells[7].isEmpty() ? null : Long.parseLong(cells[7]));
        }
    }

    static List<Kind> kinds() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostSimulation.class.getResourceAsStream(SIZES)), StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(Kind::of).toList();
        }
    }

    /** @param hours from its first request to its last one */
    record Host(String name, double hours, long rows) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s (%.1f million rows): %.1f h", name, rows / 1e6, hours);
        }
    }

    /** @param hosts the slowest first */
    record Outcome(double hours, List<Host> hosts, long rows, long pages, long requests, long failed) {}

    /**
     * Runs it.
     *
     * @param pageRows most rows of a page
     * @param atOnce requests at once to a host
     * @param faults of each third host; null for none
     */
    static Outcome run(List<Kind> kinds, int pageRows, int atOnce, Window window, VirtualTime.@Nullable Faults faults) {
        Map<String, List<Kind>> hosts = new LinkedHashMap<>();
        kinds.forEach(kind ->
                hosts.computeIfAbsent(kind.host(), key -> new ArrayList<>()).add(kind));
        double[] free = new double[Harvester.MOST_HOSTS_AT_ONCE];
        List<Host> ended = new ArrayList<>();
        double last = 0;
        long pages = 0;
        long requests = 0;
        long failed = 0;
        int number = 0;
        for (var host : hosts.entrySet()) {
            int thread = first(free);
            double begin = free[thread];
            VirtualTime.Faults ofHost = faults != null && number % 3 == 0 ? faults : VirtualTime.Faults.NONE;
            VirtualTime time = new VirtualTime(window, LIMIT_S, ofHost, SEED + number);
            time.set(begin);
            pages += harvest(host.getValue(), pageRows, atOnce, time);
            free[thread] = time.nowS();
            last = Math.max(last, time.nowS());
            requests += time.requests();
            failed += time.failed();
            ended.add(new Host(
                    host.getKey(),
                    (time.nowS() - begin) / 3600,
                    host.getValue().stream().mapToLong(Kind::rows).sum()));
            number++;
        }
        ended.sort(Comparator.comparingDouble(Host::hours).reversed());
        return new Outcome(
                last / 3600,
                List.copyOf(ended),
                ended.stream().mapToLong(Host::rows).sum(),
                pages,
                requests,
                failed);
    }

    private static int first(double[] free) {
        int first = 0;
        for (int i = 1; i < free.length; i++) {
            first = free[i] < free[first] ? i : first;
        }
        return first;
    }

    private static long harvest(List<Kind> kinds, int pageRows, int atOnce, VirtualTime time) {
        double begin = time.nowS();
        Queue<VirtualHarvest> open = new ArrayDeque<>();
        List<VirtualHarvest> all = new ArrayList<>();
        for (Kind kind : kinds) {
            Long declared = kind.declaredMaxRows();
            long most = declared == null ? pageRows : Math.min(pageRows, declared / 2);
            all.add(VirtualHarvest.of(kind.rows(), kind.speed(), time, most));
        }
        open.addAll(all);
        for (int day = 1; ; day++) {
            open.removeIf(harvest -> harvest.run(atOnce));
            if (open.isEmpty()) {
                return all.stream().mapToLong(VirtualHarvest::pages).sum();
            }
            if (day > MOST_DAYS) {
                throw new IllegalStateException("a host is never read to its end");
            }
            time.set(Math.max(time.nowS(), begin + day * DAY_S));
        }
    }
}
