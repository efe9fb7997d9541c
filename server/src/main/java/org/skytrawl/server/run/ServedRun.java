package org.skytrawl.server.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.provenance.AwaitedHost;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.server.http.ApiException;
import tools.jackson.databind.JsonNode;

/** A run of the server: it waits, goes on, or has ended, perhaps before the server was started. Thread-safe. */
public final class ServedRun {
    private final RunHead head;
    private final RunFolder folder;
    private final StoredResults results;
    private final CountDownLatch over;
    private final ReentrantLock loading = new ReentrantLock();
    private final Object state = new Object();

    /** Held while its files are written or deleted. */
    private final ReentrantLock files = new ReentrantLock();

    /** Guarded by {@link #files}. */
    private boolean deleted;

    private RunSummary summary;
    private @Nullable DiscoveryRun run;
    private boolean cancelled;
    private volatile long bytes;

    private ServedRun(RunHead head, RunFolder folder, StoredResults results, RunSummary summary) {
        this.head = head;
        this.folder = folder;
        this.results = results;
        this.summary = summary;
        this.over = new CountDownLatch(summary.state().isOver() ? 0 : 1);
    }

    static ServedRun queued(RunRecord begun, RunFolder folder, StoredResults results) {
        return new ServedRun(RunHead.of(begun), folder, results, RunSummary.queued());
    }

    static ServedRun stored(RunRecord record, RunFolder folder, StoredResults results) {
        return new ServedRun(RunHead.of(record), folder, results, Objects.requireNonNull(record.summary()));
    }

    public String id() {
        return head.id();
    }

    /** When it was asked for. */
    public Instant started() {
        return head.started();
    }

    /** The run that this one is a retry of; null for others. */
    public @Nullable String retryOf() {
        return head.retryOf();
    }

    public RunKind kind() {
        return head.kind();
    }

    /** The question as it was sent, from disk; {@link ApiException} as {@link #questionJson}. */
    public Map<String, List<String>> parameters() {
        return record().parameters();
    }

    /** Whether a run was asked with these parameters; to be made once for many runs. */
    public static Predicate<ServedRun> askedWith(Map<String, List<String>> parameters) {
        String sum = RunHead.sum(parameters);
        return run -> run.head.parametersSum().equals(sum);
    }

    /**
     * The question as it is shown (docs/api.md, "A question"), from disk.
     *
     * @throws ApiException 409 {@code result_lost} if its file cannot be read
     */
    public JsonNode questionJson() {
        return record().question();
    }

    /** The short parts of the question, from memory. */
    public JsonNode listedQuestion() {
        return head.listed();
    }

    private RunRecord record() {
        try {
            return folder.record();
        } catch (IOException e) {
            throw lost("its question cannot be read: " + e.getMessage());
        }
    }

    /**
     * The question; null if the run has not begun to ask it.
     *
     * @throws ApiException 409 {@code result_lost} if the files of the run cannot be read
     */
    public @Nullable Question question() {
        return log().question();
    }

    /** The numbers now. While the run goes on, the time for them grows with the number of its services. */
    public RunSummary summary() {
        DiscoveryRun now;
        RunSummary last;
        synchronized (state) {
            now = run;
            last = summary;
        }
        return now == null ? last : RunSummary.running(now.progress());
    }

    /** Why it could not begin; null otherwise. */
    public @Nullable String error() {
        return summary().error();
    }

    public boolean isOver() {
        return over.getCount() == 0;
    }

    /**
     * Waits for the end up to a limit.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The hosts with unfinished services, the longest awaited first. */
    public List<AwaitedHost> awaited() {
        DiscoveryRun now = running();
        return now == null ? List.of() : now.awaited();
    }

    /** Upper limit of the time for unfinished services. */
    public Duration leftAtMost() {
        DiscoveryRun now = running();
        return now == null ? Duration.ZERO : now.leftAtMost();
    }

    private @Nullable DiscoveryRun running() {
        synchronized (state) {
            return run;
        }
    }

    /** Ends it within a second; it keeps what it has. Does nothing if it has ended. {@link RunStore#cancel} does it for runs that wait too. */
    void cancel() {
        DiscoveryRun now;
        synchronized (state) {
            cancelled = true;
            now = run;
        }
        if (now != null) {
            now.cancel();
        }
    }

    /** A run that was cancelled before it began is cancelled at once. */
    void begin(DiscoveryRun started) {
        synchronized (state) {
            run = started;
            if (cancelled) {
                started.cancel();
            }
        }
    }

    boolean isCancelled() {
        synchronized (state) {
            return cancelled;
        }
    }

    /** Sets the end: its files are written, or cannot be. */
    void end(RunSummary numbers) {
        synchronized (state) {
            summary = numbers;
            run = null;
            // within: else one that sees the state takes it for a run that waits, without rows
            over.countDown();
        }
    }

    /**
     * The log so far; empty if the run waits.
     *
     * @throws ApiException 409 {@code result_lost} if it cannot be read
     */
    public ProvenanceLog log() {
        DiscoveryRun now = running();
        if (now != null) {
            return now.log();
        }
        ProvenanceLog known = isOver() ? results.logs().get(id()) : ProvenanceLog.inMemory();
        if (known != null) {
            return known;
        }
        loading.lock();
        try {
            ProvenanceLog other = results.logs().get(id());
            if (other != null) {
                return other;
            }
            ProvenanceLog log = ProvenanceLog.inMemory();
            ReadLog read = readLog();
            if (read != null) {
                read.events().forEach(log::append);
            }
            results.logs().put(id(), log);
            return log;
        } finally {
            loading.unlock();
        }
    }

    /** The stored log; null if the run had not begun. */
    @Nullable
    ReadLog readLog() {
        try {
            return folder.log();
        } catch (IOException e) {
            throw lost("its log cannot be read: " + e.getMessage());
        }
    }

    /**
     * The rows of the result; while the run goes on, the records so far, which takes time for many.
     *
     * @throws ApiException 409 {@code result_lost} if the server was killed before it had written them, or they cannot be read;
     *     {@code not_begun} if it has ended before it asked a service
     */
    public List<FoundDataset> datasets() throws InterruptedException {
        DiscoveryRun now = running();
        if (now != null) {
            return now.provisional();
        }
        if (!isOver()) {
            return List.of();
        }
        List<FoundDataset> known = results.datasets().get(id());
        if (known != null) {
            return known;
        }
        checkBegun();
        RunSummary end = summary();
        if (!end.hasResult()) {
            throw lost("the server ended before it had written its result; a retry asks the services again");
        }
        loading.lockInterruptibly();
        try {
            List<FoundDataset> other = results.datasets().get(id());
            if (other != null) {
                return other;
            }
            Question question = log().question();
            TargetRegion targets = question == null ? null : question.targets();
            List<FoundDataset> read = folder.datasets(targets == null ? null : targets.list());
            if (targets == null && read.size() != end.datasets()) {
                throw lost("its file has " + read.size() + " of " + end.datasets() + " rows");
            }
            results.datasets().put(id(), read);
            return read;
        } catch (IOException e) {
            throw lost("its result cannot be read: " + e.getMessage());
        } finally {
            loading.unlock();
        }
    }

    /** Whether it asked services, or may still do so. */
    public boolean mayHaveRows() {
        RunSummary now = summary();
        return switch (now.state()) {
            case QUEUED, RUNNING, DONE -> true;
            case FAILED -> false;
            case STOPPED, INTERRUPTED -> now.hasResult() || now.progress().toAsk() > 0;
        };
    }

    /** @throws ApiException 409 {@code not_begun} if it has ended before it asked a service: it has no result, not even an empty one */
    public void checkBegun() {
        if (!mayHaveRows()) {
            String why = error();
            throw new ApiException(
                    409,
                    "not_begun",
                    why == null
                            ? "the run ended before it had begun, so it has no result; retry it, or ask its question again"
                            : "the run could not begin, so it has no result: " + why);
        }
    }

    private ApiException lost(String why) {
        return new ApiException(409, "result_lost", "the result of the run " + id() + " is lost: " + why);
    }

    /** The size of its files when it ended. */
    public long bytes() {
        return bytes;
    }

    void measure() {
        try {
            bytes = folder.bytes();
        } catch (IOException e) {
            // its size does not count then
        }
    }

    RunFolder folder() {
        return folder;
    }

    /** Writes files. */
    @FunctionalInterface
    interface Writing {
        void into(RunFolder folder) throws IOException;
    }

    /** Writes files of the run, unless they are deleted: a run that is deleted while it is stored does not come back. */
    void write(Writing writing) throws IOException {
        files.lock();
        try {
            if (!deleted) {
                writing.into(folder);
            }
        } finally {
            files.unlock();
        }
    }

    /** Deletes its files; it is never written again. */
    void delete() throws IOException {
        files.lock();
        try {
            deleted = true;
            folder.delete();
        } finally {
            files.unlock();
        }
    }
}
