package org.skytrawl.spark.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.RequestGate;

/**
 * The leases of the hosts that one task asks. They are renewed while requests are under way, and each request renews its own
 * ({@link RequestGate}). Only a thread of this object uses the folder, and nobody waits long for it: a folder of a network may hang
 * for ever. Thread-safe.
 */
public final class HostLeases implements RequestGate, AutoCloseable {
    private static final String SPECULATION = "spark.speculation";
    private static final double MILLIS = 1000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Map<HostKey, Lease> leases = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("skytrawl-leases").unstarted(task));
    private final Path folder;
    private final LeaseTerms terms;
    private final Runnable whenLost;
    private boolean toldLost;
    private boolean closed;
    private volatile boolean abandoned;
    private volatile boolean hangs;

    private HostLeases(Path folder, LeaseTerms terms, Runnable whenLost) {
        this.folder = folder;
        this.terms = terms;
        this.whenLost = whenLost;
    }

    /** @throws IllegalArgumentException if Spark may run a task a second time beside the first: one of them would only wait */
    public static void refuseSpeculation(SparkConf conf) {
        if (conf.getBoolean(SPECULATION, false)) {
            throw new IllegalArgumentException(SPECULATION
                    + " is true: Spark would ask hosts twice. Submit with --conf " + SPECULATION + "=false");
        }
    }

    /**
     * Waits until this process alone may ask these hosts.
     *
     * @param folder the folder of all leases, which all tasks share
     * @param terms no request lasts longer
     * @param patience how long to wait for others that go on asking; those that have ended without a word are waited for longer
     * @param holder for people: where this program runs
     * @param whenLost called once, by any thread: it ends requests under way
     * @throws LeaseException if another program keeps a lease, or the folder cannot be used
     * @throws InterruptedException if this thread is interrupted; all leases are given back
     */
    public static HostLeases take(
            Path folder,
            Collection<HostKey> hosts,
            LeaseTerms terms,
            Duration patience,
            String holder,
            Runnable whenLost)
            throws InterruptedException {
        HostLeases all = new HostLeases(folder, terms, whenLost);
        boolean complete = false;
        try {
            // in one order, so that two tasks never wait for each other
            List<HostKey> ordered = hosts.stream()
                    .distinct()
                    .sorted(Comparator.comparing(HostKey::toString))
                    .toList();
            for (HostKey host : ordered) {
                all.leases.put(host, all.take(host, patience, holder));
            }
            long everyNanos = terms.renewal().toNanos();
            var unused = all.thread.scheduleWithFixedDelay(all::renewAll, everyNanos, everyNanos, TimeUnit.NANOSECONDS);
            complete = true;
            return all;
        } finally {
            if (!complete) {
                all.close();
            }
        }
    }

    private Lease take(HostKey host, Duration patience, String holder) throws InterruptedException {
        try {
            LeaseClaim claim =
                    use(() -> new LeaseClaim(LeaseFolder.open(folder, host), terms, holder, System::nanoTime));
            boolean taken = false;
            try {
                Lease lease = waitFor(claim, host, patience);
                taken = true;
                return lease;
            } finally {
                if (!taken) {
                    end(claim);
                }
            }
        } catch (IOException e) {
            throw new LeaseException("cannot take the lease of " + host + ": " + e.getMessage(), e);
        }
    }

    private Lease waitFor(LeaseClaim claim, HostKey host, Duration patience) throws IOException, InterruptedException {
        long begunNanos = System.nanoTime();
        Duration pause = terms.renewal().compareTo(LONGEST_PAUSE) < 0 ? terms.renewal() : LONGEST_PAUSE;
        while (true) {
            Optional<Lease> lease = use(() -> Optional.ofNullable(claim.look()));
            if (lease.isPresent()) {
                return lease.get();
            }
            if (System.nanoTime() - begunNanos > patience.toNanos()) {
                throw new LeaseException(host + " is asked by another program, " + claim.awaited()
                        + ", for longer than " + patience.toSeconds() + " s: wait for its end, and begin again");
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            if (!use(this::renewAll)) {
                throw new LeaseException("a lease of this task was lost while it waited for " + host);
            }
        }
    }

    private void end(LeaseClaim claim) throws InterruptedException {
        try {
            giveBack(() -> {
                claim.end();
                return true;
            });
        } catch (IOException e) {
            // a successor sees that it does not change any more
            assert e.getMessage() != null;
        }
    }

    private <T> T use(Callable<T> work) throws IOException, InterruptedException {
        return use(work, System.nanoTime() + longestUse().toNanos());
    }

    /**
     * Lets the thread of this object use the folder. If that takes too long, nothing else is tried: the leases are lost.
     *
     * @throws IOException if it fails, or the folder hangs
     */
    private <T> T use(Callable<T> work, long endNanos) throws IOException, InterruptedException {
        if (hangs) {
            throw new IOException(hanging());
        }
        Future<T> done;
        try {
            done = thread.submit(work);
        } catch (RejectedExecutionException e) {
            throw new IOException("the leases have been given back", e);
        }
        try {
            return done.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            hangs = true;
            throw new IOException(hanging(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    /** As {@link #use}; but if the folder hangs, it is left to the thread for the time when it answers again. */
    private void giveBack(Callable<Boolean> work) throws IOException, InterruptedException {
        if (hangs) {
            var unused = thread.submit(work);
        } else {
            use(work);
        }
    }

    /** As long as a lease tries to renew itself. */
    private Duration longestUse() {
        return terms.mayAsk().multipliedBy(Lease.MOST_RENEWALS_IN_A_ROW);
    }

    private String hanging() {
        return folder + " does not answer within " + longestUse().toMillis() / MILLIS
                + " s: is its file system still there?";
    }

    /** @return whether all are held */
    private boolean renewAll() {
        boolean held = false;
        try {
            held = leases.values().stream()
                    .filter(lease -> !lease.renew())
                    .findAny()
                    .isEmpty();
        } finally {
            if (!held) {
                tellLost();
            }
        }
        return held;
    }

    private void tellLost() {
        synchronized (this) {
            if (toldLost || closed) {
                return;
            }
            toldLost = true;
        }
        whenLost.run();
    }

    /** A host without a lease is one to which another redirects: it is asked. */
    @Override
    public boolean admits(HostKey host) {
        Lease lease = leases.get(host);
        return lease == null || whyLost(lease) == null;
    }

    /**
     * Renews all. What is done right after it is done as the holder.
     *
     * @throws LeaseException if one is lost
     */
    public void confirm() {
        for (Lease lease : leases.values()) {
            String why = whyLost(lease);
            if (why != null) {
                throw new LeaseException("the " + lease + " (" + lease.file() + ") is lost: " + why);
            }
        }
    }

    /** Renews it. An interrupt waits meanwhile: what comes next has an end of its own. @return null if it is held */
    private @Nullable String whyLost(Lease lease) {
        long endNanos = System.nanoTime() + longestUse().toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Optional<String> why = use(
                            () -> lease.renew() ? Optional.empty() : Optional.of(String.valueOf(lease.lost())),
                            endNanos);
                    if (why.isPresent()) {
                        tellLost();
                        return why.get();
                    }
                    // this thread may have been woken late
                    if (lease.isYoung()) {
                        return null;
                    }
                } catch (IOException e) {
                    tellLost();
                    return String.valueOf(e.getMessage());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The number of the lease of a host, which rises from holder to holder; 0 if it has none. */
    public long number(HostKey host) {
        Lease lease = leases.get(host);
        return lease == null ? 0 : lease.number();
    }

    /** Requests may be under way at the end: {@link #close} then releases nothing, and a successor waits for their end. */
    public void abandon() {
        abandoned = true;
    }

    /** Releases all; no request may be under way, unless they are abandoned. If the folder hangs, that is done when it answers again. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            if (!abandoned) {
                giveBack(() -> {
                    leases.values().forEach(Lease::release);
                    return true;
                });
            }
        } catch (IOException e) {
            // a successor sees that it does not change any more
            assert e.getMessage() != null;
        } catch (InterruptedException e) {
            // the thread releases them nevertheless
            Thread.currentThread().interrupt();
        } finally {
            // what was submitted is still done
            thread.shutdown();
        }
    }
}
