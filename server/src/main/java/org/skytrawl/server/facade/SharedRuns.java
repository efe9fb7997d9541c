package org.skytrawl.server.facade;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.targets.TargetText;

/**
 * The runs of the facade. Equal questions at the same time share a run, and within an hour a question is answered from the run that
 * was made for it. Thread-safe.
 */
final class SharedRuns {
    private static final Duration FRESH = Duration.ofHours(1);

    /** Services that did not answer may do so soon. */
    private static final Duration FRESH_IF_INCOMPLETE = Duration.ofMinutes(5);

    /** A run that began later may lack services only for this reason. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(2);

    private static final double FIRST_YEAR = 1_800;
    private static final double LAST_YEAR = 2_101;
    private static final double LAST_MJD = 1_000_000;
    private static final double JD_MINUS_MJD = 2_400_000.5;

    private static final Duration STEP = Duration.ofMillis(250);

    private static final int RETRY_AFTER_S = 60;

    private final RunAccess runs;
    private final Duration deadline;
    private final InstantSource clock;

    /** No monitor: the files of a run are written and read while it is held, and monitors hold carriers of virtual threads. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Those that go on, by their parameters. Guarded by the lock. */
    private final Map<Map<String, List<String>>, Shared> open = new HashMap<>();

    private static final class Shared {
        private final ServedRun run;
        private int waiting = 1;

        Shared(ServedRun run) {
            this.run = run;
        }
    }

    /**
     * A run that has ended.
     *
     * @param stored when it was asked for, if it was not for this request; else null
     */
    record Ended(ServedRun run, @Nullable Instant stored) {}

    /**
     * @param deadline for each request, its run included
     * @param clock for the age of stored runs
     */
    SharedRuns(RunAccess runs, Duration deadline, InstantSource clock) {
        this.runs = runs;
        this.deadline = deadline;
        this.clock = clock;
    }

    Duration deadline() {
        return deadline;
    }

    ProvenanceLog log(Ended ended) {
        return runs.log(ended.run);
    }

    /** @throws ApiException if they are lost */
    List<FoundDataset> datasets(Ended ended) throws InterruptedException {
        return runs.datasets(ended.run);
    }

    /** Why it could not begin; null otherwise. */
    @Nullable
    String error(Ended ended) {
        return runs.error(ended.run);
    }

    /**
     * The run of a question.
     *
     * @param isGone whether the client has gone; a run that nobody else waits for is then cancelled
     * @return null if the client has gone
     * @throws FacadeException if its turn has not come in time
     * @throws ApiException if no run may be started now
     */
    @Nullable
    Ended ask(Question question, BooleanSupplier isGone) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Map<String, List<String>> parameters = parameters(question, deadline);
        Predicate<ServedRun> isSame = ServedRun.askedWith(parameters);
        Shared shared;
        lock.lockInterruptibly();
        try {
            ServedRun earlier = earlier(isSame);
            if (earlier != null) {
                return new Ended(earlier, runs.started(earlier));
            }
            shared = open.get(parameters);
            if (shared == null) {
                shared = new Shared(start(parameters, question));
                open.put(parameters, shared);
            } else {
                shared.waiting++;
            }
        } finally {
            lock.unlock();
        }
        boolean left = false;
        try {
            while (!runs.awaitEnd(shared.run, STEP)) {
                if (isGone.getAsBoolean()) {
                    left = true;
                    return null;
                }
                // one that has begun ends by itself at its deadline, and has something to answer with
                if (System.nanoTime() > end && runs.isQueued(shared.run)) {
                    left = true;
                    throw noTurn(
                            "no service could be asked within " + deadline.toSeconds() + " s: too many runs go on");
                }
            }
            if (runs.error(shared.run) == null && runs.log(shared.run).events().isEmpty()) {
                throw noTurn("the run was ended before it had asked a service");
            }
            return new Ended(shared.run, null);
        } catch (InterruptedException e) {
            left = true;
            throw e;
        } finally {
            lock.lock();
            try {
                shared.waiting--;
                if (shared.waiting == 0) {
                    open.remove(parameters, shared);
                    if (left) {
                        runs.cancel(shared.run);
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static FacadeException noTurn(String why) {
        return FacadeException.unavailable(why + "; try again in a minute", RETRY_AFTER_S);
    }

    private ServedRun start(Map<String, List<String>> parameters, Question question) {
        DiscoveryOptions options = DiscoveryOptions.DEFAULTS.withRunDeadline(deadline);
        return runs.start(
                new QuestionForm(parameters, question, null, List.of(), options, QuestionForm.SentFiles.NONE),
                deadline);
    }

    /** The newest run for this question of the last hour that has answers, of the last minutes if some are missing; null if there is none. */
    private @Nullable ServedRun earlier(Predicate<ServedRun> isSame) {
        Instant now = clock.instant();
        Instant oldest = now.minus(FRESH);
        for (ServedRun run : runs.all()) {
            if (runs.started(run).isBefore(oldest)) {
                return null;
            }
            boolean isRecent = runs.isComplete(run) || runs.started(run).isAfter(now.minus(FRESH_IF_INCOMPLETE));
            if (isRecent && run.isOver() && isSame.test(run) && isUsable(run)) {
                return run;
            }
        }
        return null;
    }

    /** One that was stopped, got no answer, had to wait, or is lost, is not: then the services are asked again. */
    private boolean isUsable(ServedRun run) {
        if (!runs.hasResult(run)) {
            return false;
        }
        ProvenanceLog log;
        try {
            log = runs.log(run);
        } catch (ApiException e) {
            return false;
        }
        ProvenanceEvent.RunEnded end = log.summary();
        return end != null
                && !end.cancelled()
                && (runs.isComplete(run) || hadItsTime(log))
                && log.services().stream().anyMatch(ProvenanceEvent.ServiceEnded::hasAnswered);
    }

    /** Whether it did not have to wait for others for long. */
    private boolean hadItsTime(ProvenanceLog log) {
        return log.events().getFirst() instanceof ProvenanceEvent.RunStarted begun
                && begun.options().runDeadline() != null
                && deadline.minus(begun.options().runDeadline()).compareTo(SHORT_WAIT) < 0;
    }

    /** The question as parameters of docs/api.md, so that the page can show and repeat it, and a later request find it. */
    static Map<String, List<String>> parameters(Question question, Duration deadline) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        switch (question.region()) {
            case Cone cone -> parameters.put("cone", List.of(cone.text().replace(' ', ',')));
            case PolygonRegion polygon -> parameters.put("polygon", List.of(polygon.text()));
            case MocRegion moc -> parameters.put("moc", List.of(moc.text()));
            case TargetRegion targets -> {
                List<Cone> circles = new ArrayList<>();
                targets.list().forEach(target -> circles.add(target.cone()));
                parameters.put("targets", List.of(TargetText.of(circles)));
            }
            case null -> {}
        }
        if (question.wavelengthM() != null) {
            parameters.put("spectrum", List.of(ends(question.wavelengthM(), SharedRuns::wavelength)));
        }
        if (question.mjd() != null) {
            parameters.put("time", List.of(ends(question.mjd(), SharedRuns::time)));
        }
        if (!question.productTypes().isEmpty()) {
            parameters.put("type", question.productTypes().stream().sorted().toList());
        }
        parameters.put("deadline", List.of(deadline.toSeconds() + "s"));
        return parameters;
    }

    private static String ends(Interval interval, DoubleFunction<String> end) {
        return end.apply(interval.lo()) + ".." + end.apply(interval.hi());
    }

    private static String wavelength(double valueM) {
        return Double.isInfinite(valueM) || valueM == 0 ? "" : valueM + "m";
    }

    /** A number that could be a year, or is too large for an MJD, is written as JD: {@link org.skytrawl.model.Times} reads both. */
    private static String time(double mjd) {
        boolean isPlain = mjd < FIRST_YEAR || (mjd > LAST_YEAR && mjd <= LAST_MJD);
        return Double.isInfinite(mjd) ? "" : Double.toString(isPlain ? mjd : mjd + JD_MINUS_MJD);
    }
}
