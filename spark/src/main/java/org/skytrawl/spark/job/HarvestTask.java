package org.skytrawl.spark.job;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.LeasedWriter;
import org.skytrawl.harvest.take.HarvestListener;
import org.skytrawl.harvest.take.HarvestOptions;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.harvest.take.Window;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;
import org.skytrawl.spark.lease.HostLeases;
import org.skytrawl.spark.lease.LeaseTerms;
import org.skytrawl.spark.lease.PoliteGroup;

/**
 * Harvests the services of one group of hosts, on an executor, under the leases of these hosts. Repeated by Spark if it fails or its
 * executor is lost: it goes on where the journals end.
 *
 * @param dir the folder of the harvest, at the same path on all machines
 * @param leases the folder of all leases, also at the same path
 * @param until when the session ends; null for never
 * @param pauses before each further attempt of a request
 */
record HarvestTask(
        String dir,
        String leases,
        int pageRows,
        Duration timeout,
        Duration mayAsk,
        @Nullable Instant until,
        String between,
        List<Duration> pauses)
        implements Function<List<Integer>, Boolean>, Serializable {
    /** Others go on asking for that long, and then this task fails. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    HarvestTask {
        pauses = List.copyOf(pauses);
    }

    HarvestOptions options(@Nullable Duration deadline) {
        return new HarvestOptions(
                pageRows,
                timeout,
                deadline,
                between.isEmpty() ? Window.ALWAYS : Window.parse(between),
                Clock.system(ZoneId.systemDefault()));
    }

    LeaseTerms terms() {
        return new LeaseTerms(mayAsk, timeout);
    }

    /**
     * @param numbers of the services in the list of the folder
     * @return whether the services have ended; if not, the session has
     * @throws RuntimeException if a lease is lost, or the folder cannot be read or written
     */
    @Override
    public Boolean call(List<Integer> numbers) throws InterruptedException {
        Instant end = until;
        Duration left = end == null ? null : Duration.between(Instant.now(), end);
        if (left != null && !left.isPositive()) {
            return false;
        }
        List<Service> listed;
        HarvestFolder.About about;
        try (HarvestFolder folder = HarvestFolder.read(Path.of(dir))) {
            listed = folder.services();
            about = Objects.requireNonNull(folder.about());
        }
        if (numbers.stream().anyMatch(number -> number >= listed.size())) {
            throw new HarvestException(
                    dir + " has other services than on the driver: is it one folder on all machines?");
        }
        List<Service> services = numbers.stream().map(listed::get).toList();
        PoliteGroup group = PoliteGroup.of(services).getFirst();
        Cancellation lost = new Cancellation();
        HostLeases held = HostLeases.take(
                Path.of(leases), group.hosts(), terms(), PATIENCE.plus(terms().untilOver()), holder(), lost::cancel);
        try (held) {
            // from the end of the wait
            Duration rest = end == null ? null : Duration.between(Instant.now(), end);
            if (rest != null && !rest.isPositive()) {
                return false;
            }
            boolean ended = harvest(about, services, options(rest), held, lost);
            held.confirm();
            return ended && haveEnded(services);
        }
    }

    /** A session that is over at its time leaves some for the next one. */
    private boolean haveEnded(List<Service> services) {
        try (HarvestFolder folder = HarvestFolder.read(Path.of(dir))) {
            return services.stream()
                    .allMatch(service -> folder.store(service).state().done() != null);
        }
    }

    private boolean harvest(
            HarvestFolder.About about,
            List<Service> services,
            HarvestOptions options,
            HostLeases held,
            Cancellation lost)
            throws InterruptedException {
        boolean ended = false;
        try (HarvestFolder folder = HarvestFolder.underLease(Path.of(dir), service -> writer(service, held));
                HttpFetcher fetcher = Network.fetcher(held)) {
            Harvester harvester = new Harvester(folder, fetcher, options, pauses);
            Cancellation.Registration registration = lost.onCancel(harvester::cancel);
            try (registration) {
                ended = harvester.run(about, services, new HarvestListener() {});
            }
            return ended;
        } finally {
            if (!ended) {
                held.abandon();
            }
        }
    }

    private static LeasedWriter writer(Service service, HostLeases held) {
        long number;
        try {
            number = held.number(HostKey.of(service.accessUrl()));
        } catch (FetchException e) {
            // no request is sent to it; its gap says why
            number = 1;
        }
        return new LeasedWriter(number, held::confirm);
    }

    private static String holder() {
        TaskContext task = TaskContext.get();
        return "process " + ProcessHandle.current().pid()
                + (task == null ? "" : ", task " + task.partitionId() + " attempt " + task.attemptNumber());
    }
}
