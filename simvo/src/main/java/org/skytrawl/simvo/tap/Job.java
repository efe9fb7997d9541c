package org.skytrawl.simvo.tap;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An asynchronous query (UWS 1.1 section 2.1). Thread-safe. */
final class Job {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_AT_MOST = Duration.ofDays(1);
    private static final int DEFAULT_SECONDS = 60;
    private static final int MOST_SECONDS = 600;

    enum Phase {
        PENDING,
        QUEUED,
        EXECUTING,
        COMPLETED,
        ERROR,
        ABORTED;

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

    record State(
            TapParameters parameters,
            Phase phase,
            Instant destruction,
            int seconds,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable TapError error,
            @Nullable DaliAnswer answer) {
        private State with(TapParameters parameters, Instant destruction, int seconds) {
            return new State(parameters, phase, destruction, seconds, started, ended, error, answer);
        }

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
        return locked(() -> state);
    }

    private State become(State next) {
        state = next;
        changed.signalAll();
        return next;
    }

    void set(TapParameters more) throws TapError {
        changePending(s -> s.with(s.parameters.with(more), s.destruction, s.seconds));
    }

    /** Sets the time limit of the job; the limit of the service if that is shorter, or for 0. */
    void setSeconds(long seconds) throws TapError {
        int allowed = seconds <= 0 || seconds > MOST_SECONDS ? MOST_SECONDS : (int) seconds;
        changePending(s -> s.with(s.parameters, s.destruction, allowed));
    }

    void setDestruction(Instant asked) {
        Instant latest = created.plus(KEPT_AT_MOST);
        locked(() -> become(state.with(state.parameters, asked.isAfter(latest) ? latest : asked, state.seconds)));
    }

    private void changePending(UnaryOperator<State> change) throws TapError {
        locked(() -> {
            if (state.phase != Phase.PENDING) {
                throw new TapError("the job is " + state.phase + ": only a PENDING one can be changed");
            }
            return become(change.apply(state));
        });
    }

    @FunctionalInterface
    private interface Action<T, E extends Exception> {
        T run() throws E;
    }

    private <T, E extends Exception> T locked(Action<T, E> action) throws E {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    boolean queue() {
        return locked(() -> {
            boolean pending = state.phase == Phase.PENDING;
            if (pending) {
                become(state.in(Phase.QUEUED));
            }
            return pending;
        });
    }

    void execute(QueryRunner runner) {
        QueryRun own = locked(() -> {
                    if (state.phase == Phase.QUEUED) {
                        run = runner.newRun(Duration.ofSeconds(state.seconds));
                        become(state.in(Phase.EXECUTING));
                    }
                    return Optional.ofNullable(run);
                })
                .orElse(null);
        if (own == null) {
            return;
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
        locked(() -> {
            run = null;
            State s = state.in(phase);
            return state.phase.isEnd()
                    ? state
                    : become(new State(
                            s.parameters, s.phase, s.destruction, s.seconds, s.started, s.ended, error, answer));
        });
    }

    void abort() {
        QueryRun running = locked(() -> {
                    if (!state.phase.isEnd()) {
                        become(state.in(Phase.ABORTED));
                    }
                    return Optional.ofNullable(run);
                })
                .orElse(null);
        if (running != null) {
            running.abort();
        }
    }

    void await(Phase left, Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = time.toNanos();
            while (state.phase == left && !left.isEnd() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
