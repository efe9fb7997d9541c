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
 * The files, connections among them, that this process may have open. Where they run out it is no service's failure: fewer
 * are asked at once, and the call is put again when others have ended. The wait is taken off nobody's time. Thread-safe.
 */
public final class OpenFiles {
    /** Something that exists wherever Java runs. */
    private static final Path SOME_FILE = Path.of(System.getProperty("java.home", "."), "release");

    /** Classes, results, logs and look-ups of names want files too. */
    private static final int OWN_FILES = 24;

    private static final int LEAST = 4;

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Where something else in this process holds them all, waiting does not help for ever. */
    private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** All calls under way meet the shortage at the same time: that is one reason to ask fewer, not hundreds. */
    private static final long ONCE_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Semaphore freed = new Semaphore(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong lastSaid = new AtomicLong(System.nanoTime() - ONCE_IN_NANOS);
    private final Set<Runnable> fewer = ConcurrentHashMap.newKeySet();

    /**
     * How many connections may be open at once beside what this process has open now, with some files left for itself; where
     * the system does not say, any number.
     */
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

    /** What is to be done when there are too many. */
    public void onShortage(Runnable askFewer) {
        fewer.add(askFewer);
    }

    /** Takes back what {@link #onShortage} was told. */
    public void noLonger(Runnable askFewer) {
        fewer.remove(askFewer);
    }

    /** Whether a failure is one of this kind, and not the server's. */
    static boolean isShortage(IOException e) {
        boolean isOfNetwork =
                e instanceof ConnectException || e instanceof SocketTimeoutException || e instanceof SSLException;
        // the message may be in the language of the user, and by now there may be a place again
        return !isOfNetwork && (String.valueOf(e.getMessage()).contains("Too many open files") || !canOpen());
    }

    private static boolean canOpen() {
        try (InputStream in = new FileInputStream(SOME_FILE.toFile())) {
            return in.read() >= 0;
        } catch (IOException e) {
            return !SOME_FILE.toFile().exists();
        }
    }

    /** A connection was closed: somebody may have its place. */
    void freed() {
        if (waiting.get() > 0) {
            freed.release();
        }
    }

    /**
     * Waits a moment for a place, and moves the context's deadline by that and by the attempt before.
     *
     * @param sinceNanos the reading of {@link System#nanoTime} when the attempt began
     * @throws FetchException if there was none for a minute
     */
    void await(FetchContext context, long sinceNanos, IOException why) throws FetchException, StoppedException {
        long now = System.nanoTime();
        freed.drainPermits();
        long said = lastSaid.get();
        if (now - said > ONCE_IN_NANOS && lastSaid.compareAndSet(said, now)) {
            fewer.forEach(Runnable::run);
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
        if (context.postponedNanos() > MOST_WAIT_NANOS) {
            throw new FetchException(
                    FailureCode.CONNECTION_FAILED,
                    "this machine lets Skytrawl open no more connections (too many open files): raise the limit"
                            + " (ulimit -n), or ask fewer at once (--concurrency)",
                    null,
                    why);
        }
    }
}
