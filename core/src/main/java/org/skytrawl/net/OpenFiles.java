package org.skytrawl.net;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.skytrawl.provenance.FailureCode;

/**
 * The files and connections that this process may have open. A shortage is not a failure of the service: this process lowers
 * its parallelism and repeats the call, and moves the deadline by the wait. Thread-safe.
 */
public final class OpenFiles {
    /** Exists in each JDK. */
    private static final Path SOME_FILE = Path.of(System.getProperty("java.home", "."), "release");
    /** For classes, results, logs and look-ups of names. */
    private static final int OWN_FILES = 24;

    private static final int LEAST = 4;
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** Something else in this process may hold all files for ever. */
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** All current calls meet the shortage at the same time, which is one shortage. */
    private static final long SHORTAGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Semaphore freed = new Semaphore(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong lastShortage = new AtomicLong(System.nanoTime() - SHORTAGE_NANOS);
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /** Number of connections that this process can open now; unlimited if the system does not say. */
    public static int room() {
        try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"));
                Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            int most = limits.filter(line -> line.startsWith("Max open files"))
                    .map(line -> new StringTokenizer(line.substring("Max open files".length())).nextToken())
                    .mapToInt(soft -> !soft.equals("unlimited") && soft.length() < 10
                            ? Integer.parseInt(soft)
                            : Integer.MAX_VALUE)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
            return (int) Math.max(LEAST, most - open.count() - OWN_FILES);
        } catch (IOException | RuntimeException e) {
            return Integer.MAX_VALUE;
        }
    }

    public void onShortage(Runnable listener) {
        listeners.add(listener);
    }

    /** Removes a listener of {@link #onShortage}. */
    public void noLonger(Runnable listener) {
        listeners.remove(listener);
    }

    static boolean isShortage(IOException e) {
        boolean isOfNetwork =
                e instanceof ConnectException || e instanceof SocketTimeoutException || e instanceof SSLException;
        // either check alone may fail: the message may be translated, or a file was closed meanwhile
        return !isOfNetwork && (String.valueOf(e.getMessage()).contains("Too many open files") || !canOpen());
    }

    private static boolean canOpen() {
        try (InputStream in = new FileInputStream(SOME_FILE.toFile())) {
            return in.read() >= 0;
        } catch (IOException e) {
            return !SOME_FILE.toFile().exists();
        }
    }

    /** A connection was closed. */
    void freed() {
        if (waiting.get() > 0) {
            freed.release();
        }
    }

    /**
     * Waits a moment for a closed connection, and moves the deadline of the context by the failed attempt and the wait.
     *
     * @param sinceNanos {@link System#nanoTime} at the begin of the attempt
     * @throws FetchException after a minute
     */
    void await(FetchContext context, long sinceNanos, IOException why) throws FetchException, StoppedException {
        long now = System.nanoTime();
        freed.drainPermits();
        long last = lastShortage.get();
        if (now - last > SHORTAGE_NANOS && lastShortage.compareAndSet(last, now)) {
            listeners.forEach(Runnable::run);
        }
        waiting.incrementAndGet();
        try {
            var unused = freed.tryAcquire(WAIT_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StopCause.CANCELLED, context.phase());
        } finally {
            waiting.decrementAndGet();
        }
        context.postpone(System.nanoTime() - sinceNanos);
        context.check();
        if (context.postponedNanos() > MAX_WAIT_NANOS) {
            throw new FetchException(
                    FailureCode.CONNECTION_FAILED,
                    "this machine lets Skytrawl open no more connections (too many open files): raise the limit"
                            + " (ulimit -n), or query fewer at once (--concurrency)",
                    null,
                    why);
        }
    }
}
