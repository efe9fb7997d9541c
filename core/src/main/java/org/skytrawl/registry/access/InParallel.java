package org.skytrawl.registry.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;
import org.skytrawl.registry.RegistryFailure;

final class InParallel {
    private InParallel() {}

    /** The results in the order of the tasks. The first failure counts: those after it come from {@code stopOthers}. */
    static <T> List<T> run(int most, List<Callable<T>> tasks, Runnable stopOthers)
            throws RegistryFailure, StoppedException {
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                most, Thread.ofPlatform().daemon().name("skytrawl-registry-", 0).factory())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(executor.submit(() -> {
                    try {
                        return task.call();
                    } catch (RegistryFailure | RuntimeException | Error e) {
                        first.compareAndSet(null, e);
                        stopOthers.run();
                        throw e;
                    }
                }));
            }
            List<T> answers = new ArrayList<>();
            try {
                for (Future<T> answer : running) {
                    answers.add(answer.get());
                }
            } catch (InterruptedException e) {
                // before close(), which waits for the tasks
                stopOthers.run();
                Thread.currentThread().interrupt();
                throw new StoppedException(StopCause.CANCELLED, Phase.WAITING);
            }
            return answers;
        } catch (ExecutionException e) {
            Throwable earlier = first.get();
            switch (earlier == null ? Objects.requireNonNull(e.getCause()) : earlier) {
                case Error trouble -> throw trouble;
                case RegistryFailure failure -> throw failure;
                case StoppedException stop -> throw stop;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
