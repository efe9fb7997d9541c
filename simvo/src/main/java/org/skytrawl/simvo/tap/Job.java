package org.skytrawl.simvo.tap;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An asynchronous query (UWS 1.1 section 2.1). Thread-safe. */
final class Job {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_AT_MOST = Duration.ofDays(1);
    private static final int DEFAULT_SECONDS = 60;
    private static final int MOST_SECONDS = 600;

    /** UWS 1.1 section 2.1.3. */
    enum Phase {
        PENDING,
        QUEUED,
        EXECUTING,
        COMPLETED,
        ERROR,
        ABORTED;

        /** Whether the phase is final. */
        boolean isEnd() {
            return compareTo(COMPLETED) >= 0;
        }
    }

    private final String id;
    private final Instant created = Instant.now();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state;
    private @Nullable QueryRun run;

    /**
     * What there is to tell of a job.
     *
     * @param destruction when it will be gone
     * @param seconds how long it may run
     */
    record State(
            TapParameters parameters,
            Phase phase,
            Instant destruction,
            int seconds,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable TapError error,
            @Nullable DaliAnswer answer) {
        private State in(Phase next) {
            Instant begun = next == Phase.EXECUTING ? Instant.now() : started;
            Instant over = next.isEnd() ? Instant.now() : ended;
            return new State(parameters, next, destruction, seconds, begun, over, error, answer);
        }
    }

    Job(String id, TapParameters parameters) {
        this.id = id;
        this.state = new State(parameters, Phase.PENDING, created.plus(KEPT), DEFAULT_SECONDS, null, null, null, null);
    }

    String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void become(State next) {
        state = next;
        changed.signalAll();
    }

    void set(TapParameters more) throws TapError {
        lock.lock();
        try {
            mustBePending();
            State s = state;
            become(new State(s.parameters.with(more), s.phase, s.destruction, s.seconds, null, null, null, null));
        } finally {
            lock.unlock();
        }
    }

    /** The time limit of the job; the limit of the service if that is shorter, or for 0. */
    void setSeconds(long seconds) throws TapError {
        lock.lock();
        try {
            mustBePending();
            int allowed = seconds <= 0 || seconds > MOST_SECONDS ? MOST_SECONDS : (int) seconds;
            State s = state;
            become(new State(s.parameters, s.phase, s.destruction, allowed, null, null, null, null));
        } finally {
            lock.unlock();
        }
    }

    void setDestruction(Instant asked) {
        lock.lock();
        try {
            Instant latest = created.plus(KEPT_AT_MOST);
            State s = state;
            become(new State(
                    s.parameters,
                    s.phase,
                    asked.isAfter(latest) ? latest : asked,
                    s.seconds,
                    s.started,
                    s.ended,
                    s.error,
                    s.answer));
        } finally {
            lock.unlock();
        }
    }

    private void mustBePending() throws TapError {
        if (state.phase != Phase.PENDING) {
            throw new TapError("the job is " + state.phase + ": only a PENDING one can be changed");
        }
    }

    /** Whether it was pending and is now queued. */
    boolean queue() {
        lock.lock();
        try {
            if (state.phase != Phase.PENDING) {
                return false;
            }
            become(state.in(Phase.QUEUED));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Runs it to its end, unless it was aborted before. */
    void execute(QueryRunner runner) {
        QueryRun own;
        lock.lock();
        try {
            if (state.phase != Phase.QUEUED) {
                return;
            }
            own = runner.newRun(Duration.ofSeconds(state.seconds));
            run = own;
            become(state.in(Phase.EXECUTING));
        } finally {
            lock.unlock();
        }
        try {
            end(Phase.COMPLETED, runner.answer(state().parameters, own), null);
        } catch (TapError e) {
            end(Phase.ERROR, null, e);
        } catch (InterruptedException e) {
            end(Phase.ABORTED, null, null);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            end(Phase.ERROR, null, new TapError(500, "the service failed: " + e));
        }
    }

    private void end(Phase phase, @Nullable DaliAnswer answer, @Nullable TapError error) {
        lock.lock();
        try {
            run = null;
            if (!state.phase.isEnd()) {
                State s = state.in(phase);
                become(new State(s.parameters, s.phase, s.destruction, s.seconds, s.started, s.ended, error, answer));
            }
        } finally {
            lock.unlock();
        }
    }

    void abort() {
        QueryRun running;
        lock.lock();
        try {
            running = run;
            if (!state.phase.isEnd()) {
                become(state.in(Phase.ABORTED));
            }
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.abort();
        }
    }

    /** Waits until the job has left a phase, or the time is over. */
    void await(Phase left, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            long nanos = deadline - System.nanoTime();
            while (state.phase == left && !left.isEnd() && nanos > 0) {
                changed.await(nanos, TimeUnit.NANOSECONDS);
                nanos = deadline - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
