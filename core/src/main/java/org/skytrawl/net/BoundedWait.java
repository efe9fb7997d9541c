package org.skytrawl.net;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/**
 * Runs work that must end with its context, and does not wait longer for it. Work ends by itself when its context stops it,
 * unless it computes without end: nobody can end that, but nobody has to wait for it either.
 */
public final class BoundedWait {
    /** How long work may take to notice its stop. */
    public static final Duration GRACE = Duration.ofMillis(500);

    private BoundedWait() {}

    @FunctionalInterface
    public interface Work<T> {
        T run() throws FetchException, StoppedException;
    }

    private record Ending<T>(@Nullable T value, @Nullable Throwable trouble) {}

    /**
     * Runs work on a platform thread of its own, so that it holds no other thread's processor, and waits for it.
     *
     * @param context that the work keeps to
     * @throws FetchException as the work throws it
     * @throws StoppedException as the work throws it, or if it has not come back half a second after its context's stop
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
                    // thrown on below, where somebody waits
                    ending.set(new Ending<>(null, e));
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
        @Nullable Throwable trouble = ending == null ? null : ending.trouble();
        switch (trouble) {
            case null -> {}
            case FetchException e -> throw e;
            case StoppedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(trouble);
        }
        if (ending == null || ending.value() == null) {
            throw new FetchException(FailureCode.INTERNAL, "nothing came of the work", null, null);
        }
        return ending.value();
    }
}
