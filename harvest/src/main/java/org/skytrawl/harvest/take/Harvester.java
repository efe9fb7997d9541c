package org.skytrawl.harvest.take;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.SkytrawlException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.TapSync;

/** Reads all services: the services of one host one after the other, and several hosts at once. */
public final class Harvester {
    /** Before each further attempt of a request. */
    public static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

    public static final int MOST_HOSTS_AT_ONCE = 16;
    private static final int BYTES_OF_A_ROW = 2_000;
    private static final long MOST_BYTES_OF_AN_ANSWER = 1L << 30;

    /** A cancel ends a session within two seconds. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    private final HarvestFolder folder;
    private final HttpFetcher fetcher;
    private final HarvestOptions options;
    private final List<Duration> pauses;
    private final Cancellation cancellation = new Cancellation();

    /** @param pauses before each further attempt of a request */
    public Harvester(HarvestFolder folder, HttpFetcher fetcher, HarvestOptions options, List<Duration> pauses) {
        this.folder = folder;
        this.fetcher = fetcher;
        this.options = options;
        this.pauses = List.copyOf(pauses);
    }

    /** Ends the session within two seconds; pages that have come completely are kept. Any thread may call it. */
    public void cancel() {
        cancellation.cancel();
    }

    /**
     * Whether services of a protocol can be harvested.
     *
     * @param limited whether some of their rows are wanted only: that needs a table
     */
    public static boolean takes(Protocol protocol, boolean limited) {
        return protocol.table() != null
                || (!limited && !KnownProtocols.descriptor(protocol).partsBy().isEmpty());
    }

    /**
     * Reads until all services have ended, or until the deadline or a cancel.
     *
     * @return false if a thread still writes after a cancel: the folder stays locked until that has ended
     * @throws HarvestException if the folder cannot be read or written
     */
    public boolean run(HarvestFolder.About about, List<Service> services, HarvestListener listener)
            throws InterruptedException {
        for (Service service : services) {
            if (!takes(service.protocol(), about.isLimited())) {
                throw new HarvestException(
                        folder.path() + " has " + service.protocol().inWords()
                                + (about.isLimited()
                                        ? ", of which only everything can be harvested: "
                                        : ", which cannot be harvested: ")
                                + service.accessUrl());
            }
        }
        Map<String, List<Service>> hosts = new LinkedHashMap<>();
        services.forEach(service ->
                hosts.computeIfAbsent(host(service), key -> new ArrayList<>()).add(service));
        int atOnce = atOnce();
        Duration whole = options.deadline();
        TapTable.Session session = new TapTable.Session(
                new TapSync(fetcher, MOST_BYTES_OF_AN_ANSWER, about.mayBePrivate()),
                new HostLimiter(1, atOnce),
                whole == null ? Deadline.never() : Deadline.after(whole),
                cancellation,
                options,
                pauses);
        AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
        CountDownLatch left = new CountDownLatch(hosts.size());
        CountDownLatch cancelled = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(
                atOnce,
                Thread.ofPlatform().daemon().name("skytrawl-harvest-", 0).factory());
        Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
        try (registration) {
            for (List<Service> ofHost : hosts.values()) {
                threads.execute(() -> {
                    try {
                        harvest(ofHost, session, about, listener);
                    } catch (Throwable e) {
                        // thrown below; one fault of the folder ends all
                        trouble.compareAndSet(null, e);
                        cancellation.cancel();
                    } finally {
                        left.countDown();
                    }
                });
            }
            while (!left.await(100, TimeUnit.MILLISECONDS)) {
                if (cancelled.getCount() == 0) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            cancellation.cancel();
            throw e;
        } finally {
            threads.shutdown();
        }
        boolean ended = left.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        switch (trouble.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return ended;
    }

    private void harvest(
            List<Service> services, TapTable.Session session, HarvestFolder.About about, HarvestListener listener) {
        HarvestFolder.Use use = folder.use();
        try (use) {
            for (Service service : services) {
                if (cancellation.isCancelled() || session.end().isOver()) {
                    return;
                }
                ServiceStore store = folder.store(service);
                try {
                    harvest(service, store, session, about, listener);
                } catch (SkytrawlException e) {
                    throw e;
                } catch (RuntimeException e) {
                    String reason = String.valueOf(RefusedException.fault(e).getMessage());
                    store.append(new Entry.Gap(Instant.now(), Entry.Gap.TABLE, null, reason));
                    if (!store.state().isKeptAsItIs()) {
                        store.append(new Entry.Done(Instant.now(), store.state().rows(), null, false));
                    }
                }
                listener.ended(service, store.state());
            }
        } catch (StoppedException e) {
            // the deadline or a cancel: the journals say how far it came
            assert cancellation.isCancelled() || session.end().isOver();
        }
    }

    private static void harvest(
            Service service,
            ServiceStore store,
            TapTable.Session session,
            HarvestFolder.About about,
            HarvestListener listener)
            throws StoppedException {
        if (service.protocol().table() != null) {
            new ServiceHarvest(service, store, session, about.forms(), listener).run();
        } else {
            new PartHarvest(service, store, KnownProtocols.descriptor(service.protocol()), session, listener).run();
        }
    }

    /** As many as have room in memory with a page each. */
    private int atOnce() {
        long rows = Runtime.getRuntime().maxMemory() / 2 / BYTES_OF_A_ROW;
        return (int) Math.max(1, Math.min(MOST_HOSTS_AT_ONCE, rows / options.pageRows()));
    }

    private static String host(Service service) {
        try {
            return HostKey.of(service.accessUrl()).toString();
        } catch (FetchException e) {
            // said when it is asked
            return service.accessUrl();
        }
    }
}
