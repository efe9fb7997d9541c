package org.skytrawl.spark.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.RequestGate;

/**
 * The leases of the hosts that one task asks. A thread renews them while requests are under way, and each request renews its own
 * ({@link RequestGate}). Thread-safe.
 */
public final class HostLeases implements RequestGate, AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Map<HostKey, Lease> leases = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable whenLost;
    private boolean toldLost;
    private volatile boolean abandoned;

    private HostLeases(Runnable whenLost) {
        this.whenLost = whenLost;
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
        HostLeases all = new HostLeases(whenLost);
        boolean complete = false;
        try {
            // in one order, so that two tasks never wait for each other
            List<HostKey> ordered = hosts.stream()
                    .distinct()
                    .sorted(Comparator.comparing(HostKey::toString))
                    .toList();
            for (HostKey host : ordered) {
                all.leases.put(host, all.take(folder, host, terms, patience, holder));
            }
            Thread.ofPlatform().daemon().name("skytrawl-leases").start(() -> all.renewUntilEnd(terms.renewal()));
            complete = true;
            return all;
        } finally {
            if (!complete) {
                all.close();
            }
        }
    }

    private Lease take(Path leases, HostKey host, LeaseTerms terms, Duration patience, String holder)
            throws InterruptedException {
        long begunNanos = System.nanoTime();
        Duration pause = terms.renewal().compareTo(LONGEST_PAUSE) < 0 ? terms.renewal() : LONGEST_PAUSE;
        LeaseClaim claim = null;
        try {
            LeaseFolder folder = LeaseFolder.open(leases, host);
            claim = new LeaseClaim(folder, terms, holder, System::nanoTime);
            while (true) {
                Lease lease = claim.look();
                if (lease != null) {
                    claim = null;
                    return lease;
                }
                if (System.nanoTime() - begunNanos > patience.toNanos()) {
                    throw new LeaseException(host + " is asked by another program, " + claim.awaited()
                            + ", for longer than " + patience.toSeconds() + " s: wait for its end, and begin again");
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                this.leases.values().forEach(Lease::renew);
            }
        } catch (IOException e) {
            throw new LeaseException("cannot take the lease of " + host + ": " + e.getMessage(), e);
        } finally {
            if (claim != null) {
                end(claim);
            }
        }
    }

    private static void end(LeaseClaim claim) {
        try {
            claim.end();
        } catch (IOException e) {
            // a successor sees that it does not change any more
            assert !claim.awaited().isBlank() || e.getMessage() != null;
        }
    }

    private void renewUntilEnd(Duration every) {
        try {
            while (!ended.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                for (Lease lease : leases.values()) {
                    if (!lease.renew()) {
                        tellLost();
                    }
                }
            }
        } catch (InterruptedException e) {
            // nobody interrupts it: only this object has the thread
            Thread.currentThread().interrupt();
        }
    }

    private void tellLost() {
        synchronized (this) {
            if (toldLost || ended.getCount() == 0) {
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
        if (lease == null || lease.renew()) {
            return true;
        }
        tellLost();
        return false;
    }

    /**
     * Renews all. What is done right after it is done as the holder.
     *
     * @throws LeaseException if one is lost
     */
    public void confirm() {
        for (Lease lease : leases.values()) {
            if (!lease.renew()) {
                tellLost();
                throw new LeaseException("the " + lease + " (" + lease.file() + ") is lost: " + lease.lost());
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

    /** Releases all; no request may be under way, unless they are abandoned. */
    @Override
    public void close() {
        ended.countDown();
        if (!abandoned) {
            leases.values().forEach(Lease::release);
        }
    }
}
