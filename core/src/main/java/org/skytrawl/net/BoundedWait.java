package org.skytrawl.net;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/** Runs work that should end with its context. Work that computes without end cannot be stopped; it is left alone. */
public final class BoundedWait {
    /** Time for the work to notice its stop. */
    public static final Duration GRACE = Duration.ofMillis(500);

    private BoundedWait() {}

    @FunctionalInterface
    public interface Work<T> {
        T run() throws FetchException, StoppedException;
    }

    private record Ending<T>(@Nullable T value, @Nullable Throwable failure) {}

    /**
     * Runs work on a new platform thread, so that it blocks no carrier thread, and waits for it.
     *
     * @throws StoppedException as the work throws it, or if it has not ended half a second after the stop of its context
     */
    public static <T> T of(FetchContext context, Work<T> work) throws FetchException, StoppedException {
        AtomicReference<@Nullable Ending<T>> ending = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        Cancellation.Registration registration = context.cancellation().onCancel(woken::countDown);
        ProcessClock.Watch clock = ProcessClock.watch();
        try (clock) {
            Thread.ofPlatform().daemon().name("skytrawl-work").start(() -> {
                try {
                    ending.set(new Ending<>(work.run(), null));
                } catch (Throwable e) {
                    ending.set(new Ending<>(null, e)); // thrown again below
                } finally {
                    done.countDown();
                    woken.countDown();
                }
            });
            while (done.getCount() > 0 && !isStopped(context)) {
                var unused = woken.await(context.deadline().leftNanos(), TimeUnit.NANOSECONDS);
            }
            if (!done.await(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                context.stop(StopCause.TIMEOUT);
                context.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StopCause.CANCELLED, context.phase());
        } finally {
            registration.close();
        }
        return outcome(ending.get());
    }

    private static boolean isStopped(FetchContext context) {
        return context.cancellation().isCancelled() || context.deadline().isOver();
    }

    private static <T> T outcome(@Nullable Ending<T> ending) throws FetchException, StoppedException {
        @Nullable Throwable failure = ending == null ? null : ending.failure();
        switch (failure) {
            case null -> {}
            case FetchException e -> throw e;
            case StoppedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
        if (ending == null || ending.value() == null) {
            throw new FetchException(FailureCode.INTERNAL, "the work returned no result");
        }
        return ending.value();
    }
}
