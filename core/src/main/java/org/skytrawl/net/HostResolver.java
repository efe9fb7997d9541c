package org.skytrawl.net;

import java.io.Closeable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.Phase;

/**
 * Resolves names on a bounded pool of daemon platform threads and keeps the answers for some minutes. Thread-safe.
 *
 * <p>A look-up cannot be interrupted, and it blocks the carrier of a virtual thread: a few name servers that hang would
 * stall everything. So look-ups hang in this pool, and callers wait until their deadline only.
 *
 * <p>{@link Dns} of OkHttp has no deadline, so {@link HttpFetcher} resolves before the call, checks the addresses, and
 * passes the same ones to OkHttp ({@link Known}): DNS rebinding cannot change them between check and connect.
 */
final class HostResolver implements Closeable {
    private static final int POOL_SIZE = 32;
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);
    /** A run does not ask again for a name that does not resolve, since its host counts as down. */
    private static final long FAILURE_KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final HostLookup lookup;
    private final ThreadPoolExecutor pool;
    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Answer(CompletableFuture<List<InetAddress>> addresses, long sinceNanos, AtomicBoolean begun) {
        Answer() {
            this(new CompletableFuture<>(), System.nanoTime(), new AtomicBoolean());
        }

        boolean isOld() {
            long age = System.nanoTime() - sinceNanos;
            return addresses.isDone() && age > (addresses.isCompletedExceptionally() ? FAILURE_KEPT_NANOS : KEPT_NANOS);
        }
    }

    /** The resolved names of one call, by host. Equal if from one resolver, so that OkHttp reuses connections. */
    record Known(HostResolver resolver, Map<String, List<InetAddress>> addresses) implements Dns {
        @Override
        public List<InetAddress> lookup(String host) {
            List<InetAddress> known = addresses.get(host);
            if (known == null) {
                throw new IllegalStateException(host + " was not resolved before the call");
            }
            return known;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Known known && known.resolver == resolver;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(resolver);
        }
    }

    HostResolver(HostLookup lookup) {
        this(lookup, POOL_SIZE);
    }

    HostResolver(HostLookup lookup, int poolSize) {
        this.lookup = lookup;
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                poolSize,
                poolSize,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("skytrawl-resolve-" + count.incrementAndGet())
                        .unstarted(task),
                // after close() only
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Waits as long as the context allows.
     *
     * @param host name or address, as in a parsed URL
     * @throws StoppedException in phase {@link Phase#RESOLVING}
     */
    @SuppressWarnings("ReferenceEquality") // does this call start the look-up?
    List<InetAddress> resolve(String host, FetchContext context) throws UnknownHostException, StoppedException {
        context.enter(Phase.RESOLVING);
        context.check();
        if (RequestUrl.isAddress(host)) {
            return List.of(InetAddress.getByName(host));
        }
        Answer kept = answers.compute(host, (name, known) -> known == null || known.isOld() ? new Answer() : known);
        if (!closed && kept.begun().compareAndSet(false, true)) {
            // Begun only once it is in the map: close() ends all it finds there before it interrupts the look-ups,
            // whose failure then is no word about the name.
            begin(host, kept.addresses());
        }
        CompletableFuture<List<InetAddress>> answer = kept.addresses();
        if (closed) {
            // checked after the answer is in the map; close() sets the flag before it reads the map
            answer.cancel(false);
        }
        await(answer, context);
        return known(host, answer);
    }

    /** Drops a failure that has another cause than the name. */
    void forget(String host) {
        answers.computeIfPresent(host, (name, answer) -> answer.addresses().isCompletedExceptionally() ? null : answer);
    }

    /** Ends all waits as cancelled. Threads that hang in a look-up are daemons and end with it. */
    @Override
    public void close() {
        closed = true;
        answers.values().forEach(answer -> answer.addresses().cancel(false));
        pool.shutdownNow();
    }

    private void begin(String host, CompletableFuture<List<InetAddress>> answer) {
        pool.execute(() -> {
            try {
                List<InetAddress> found = List.copyOf(lookup.addresses(host));
                if (found.isEmpty()) {
                    throw new UnknownHostException(host);
                }
                answer.complete(found);
            } catch (UnknownHostException | RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private static void await(CompletableFuture<List<InetAddress>> answer, FetchContext context)
            throws StoppedException {
        CountDownLatch woken = new CountDownLatch(1);
        var unused = answer.whenComplete((found, failure) -> woken.countDown());
        Cancellation.Registration registration = context.cancellation().onCancel(woken::countDown);
        try {
            while (!answer.isDone()) {
                context.check();
                var ignored = woken.await(context.due().leftNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            context.stop(StopCause.CANCELLED);
            Thread.currentThread().interrupt();
        } finally {
            registration.close();
        }
        if (answer.isCancelled()) {
            context.stop(StopCause.CANCELLED);
        }
        context.check();
    }

    private static List<InetAddress> known(String host, CompletableFuture<List<InetAddress>> answer)
            throws UnknownHostException {
        if (!answer.isCompletedExceptionally()) {
            return answer.join();
        }
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(answer.exceptionNow());
        throw unknown;
    }
}
