package org.skytrawl.download;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Origin;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ProcessClock;
import org.skytrawl.run.Network;
import org.skytrawl.run.Version;

/** A running download. Thread-safe. */
public final class DownloadRun implements AutoCloseable {
    /** A cancel ends the run within a second. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private static final long LOOK_EVERY_MS = 50;

    private final DownloadPlan plan;
    private final Manifest manifest;
    private final Network network;
    private final DownloadContext context;
    private final Instant started = Instant.now();
    private final Cancellation cancellation = new Cancellation();
    private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Map<FileOutcome, Integer> datasets = new EnumMap<>(FileOutcome.class);
    private volatile @Nullable DownloadResult result;
    private volatile @Nullable Throwable fault;

    private DownloadRun(
            DownloadPlan plan,
            Path folder,
            Manifest manifest,
            DownloadOptions options,
            DownloadListener listener,
            @Nullable Network ofClient,
            @Nullable Predicate<Origin> mayBePrivate) {
        this.plan = plan;
        this.manifest = manifest;
        this.network = ofClient == null
                ? Network.ofOneRun(new HttpFetcher(
                        Version.userAgent(), EnvironmentProxies.of(System.getenv()), HostLookup.system()))
                : ofClient;
        ManifestRecorder recorder = new ManifestRecorder(manifest, listener);
        this.context = new DownloadContext(
                network.http(),
                options,
                folder,
                new Names(folder, recorder::renamed),
                recorder,
                network.limiter(options.perHost(), options.concurrency()),
                new HostLimiter(1, Integer.MAX_VALUE),
                network.health(host -> options.perHost(), options.idleTimeout()),
                options.deadline() == null ? Deadline.never() : Deadline.after(options.deadline()),
                cancellation,
                mayBePrivate,
                new DownloadContext.Meter(),
                new DownloadContext.DownloadTally());
    }

    static DownloadRun start(
            DownloadPlan plan,
            Path folder,
            DownloadOptions options,
            DownloadListener listener,
            @Nullable Network ofClient,
            @Nullable Predicate<Origin> mayBePrivate)
            throws FolderException {
        Manifest manifest = Manifest.open(folder);
        DownloadRun run;
        try {
            run = new DownloadRun(plan, folder, manifest, options, listener, ofClient, mayBePrivate);
        } catch (RuntimeException | Error e) {
            manifest.close();
            throw e;
        }
        // a platform thread: endless computation on a file's content may hold all carriers of virtual threads
        Thread.ofPlatform().daemon().name("skytrawl-download").start(run::conduct);
        return run;
    }

    public DownloadProgress progress() {
        return new DownloadProgress(
                context.tally().now(plan.skipped().size()), context.meter().now());
    }

    /** Ends the download within a second. Partial files are kept for a later run to resume. */
    public void cancel() {
        cancellation.cancel();
    }

    /** Same as {@link #cancel}; no effect after the end. */
    @Override
    public void close() {
        cancel();
    }

    /** Waits for the end. If this thread is interrupted, the download continues. */
    public DownloadResult await() throws InterruptedException {
        done.await();
        return result();
    }

    /** Waits for the end; null if it does not come within that time. */
    public @Nullable DownloadResult await(Duration most) throws InterruptedException {
        return done.await(most.toNanos(), TimeUnit.NANOSECONDS) ? result() : null;
    }

    private DownloadResult result() {
        Throwable cause = fault;
        DownloadResult known = result;
        if (known == null || cause != null) {
            throw new IllegalStateException("the download failed", cause);
        }
        return known;
    }

    private void conduct() {
        ProcessClock.Watch clock = ProcessClock.watch();
        try (manifest;
                network;
                clock) {
            skip();
            fetch();
            result = new DownloadResult(
                    plan,
                    context.recorder().all(),
                    datasets,
                    context.meter().now().fetched(),
                    Duration.between(started, Instant.now()),
                    stopped.get());
        } catch (RuntimeException | Error e) {
            fault = e;
        } finally {
            done.countDown();
        }
    }

    private void skip() {
        for (DownloadPlan.Skipped skipped : plan.skipped()) {
            count(FileOutcome.SKIPPED, 1);
            context.tally().ended.incrementAndGet();
            FileReport.Missing why =
                    new FileReport.Missing(FileOutcome.SKIPPED, skipped.code().name(), skipped.reason(), null);
            try {
                context.recorder().add(new FileReport(null, null, null, why, started, 0).of(skipped.dataset()));
            } catch (FolderException e) {
                stop(e);
            }
        }
    }

    private void fetch() {
        List<ItemTask> tasks = new ArrayList<>();
        for (DownloadPlan.Item item : plan.items()) {
            tasks.add(new ItemTask(item, tasks.size(), context));
        }
        Thread.Builder threads = Network.threads(tasks.size()).name("skytrawl-file");
        CountDownLatch open = new CountDownLatch(tasks.size());
        for (ItemTask task : tasks) {
            threads.start(() -> {
                try {
                    run(task);
                } finally {
                    open.countDown();
                }
            });
        }
        if (!awaitAll(open)) {
            tasks.forEach(this::giveUp);
        }
    }

    /** Waits for all tasks; false if some still run a while after a stop. */
    private boolean awaitAll(CountDownLatch open) {
        long runningNanos = ProcessClock.nanoTime();
        try {
            while (!open.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (!cancellation.isCancelled() && !context.end().isOver()) {
                    runningNanos = ProcessClock.nanoTime();
                } else if (ProcessClock.nanoTime() - runningNanos > GRACE_NANOS) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancellation.cancel();
            return false;
        }
    }

    private void giveUp(ItemTask task) {
        try {
            if (task.giveUp()) {
                count(FileOutcome.CANCELLED, task.datasets());
            }
        } catch (FolderException e) {
            stop(e);
        }
    }

    private void run(ItemTask task) {
        int count = task.datasets();
        try {
            FileOutcome outcome = task.run();
            if (outcome != null) {
                count(outcome, count);
            }
        } catch (FolderException e) {
            stop(e);
            count(FileOutcome.CANCELLED, count);
        } catch (RuntimeException | Error e) {
            fault = e;
            cancellation.cancel();
            count(FileOutcome.FAILED, count);
        }
    }

    /** Keeps the first reason: the others follow from it. */
    private void stop(FolderException e) {
        stopped.compareAndSet(null, e.getMessage());
        cancellation.cancel();
    }

    private void count(FileOutcome outcome, int more) {
        synchronized (datasets) {
            datasets.merge(outcome, more, Integer::sum);
        }
    }
}
