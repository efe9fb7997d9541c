package org.skytrawl.registry.access;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;

/** Does something to all of a list at once, a bounded number of them at a time. */
final class AllAtOnce {
    private static final int MOST = 16;

    private AllAtOnce() {}

    /** What is done to one; it has a deadline of its own. */
    @FunctionalInterface
    interface Action<T> {
        void on(T one) throws StoppedException;
    }

    /** Returns when all have ended; what stops one stops the whole in the end. */
    static <T> void run(List<T> all, Action<T> action) throws StoppedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(
                MOST, Thread.ofPlatform().daemon().name("skytrawl-registry-", 0).factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (T one : all) {
                running.add(executor.submit(() -> {
                    action.on(one);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StopCause.CANCELLED, Phase.WAITING);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoppedException stop) {
                throw stop;
            }
            if (e.getCause() instanceof Error trouble) {
                throw trouble;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
