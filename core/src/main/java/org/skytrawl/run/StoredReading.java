package org.skytrawl.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.StoredAnswer;
import org.skytrawl.protocol.TargetsQuery;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.stored.StoredAnswers;
import org.skytrawl.stored.StoredAnswersException;

/** Reads the answers that are kept, for many services in one pass, and ends their tasks as if these had been asked. */
final class StoredReading {
    private static final double NANOS_PER_SECOND = 1e9;

    private final @Nullable StoredAnswers stored;
    private final OfRun run;
    private final Set<ServiceKey> keys = new TreeSet<>();

    /** What the answers of a run share. */
    record OfRun(
            Question question,
            boolean inclusive,
            EventStream events,
            RecordBudget.OfRun budget,
            Deadline end,
            Cancellation cancellation) {
        boolean isOver() {
            return cancellation.isCancelled() || end.isOver();
        }
    }

    private StoredReading(@Nullable StoredAnswers stored, OfRun run) {
        this.stored = stored;
        this.run = run;
        if (stored != null) {
            stored.services().forEach(service -> keys.add(service.key()));
        }
    }

    /** @param stored null if all services are asked */
    static StoredReading of(@Nullable StoredAnswers stored, OfRun run) {
        return new StoredReading(stored, run);
    }

    /** Whether the answer of a service is kept. */
    boolean has(Service service) {
        return keys.contains(service.key());
    }

    /** The answers of the tasks, and those to whom each row goes. */
    private final class Answers implements StoredAnswers.Receiver {
        private final Map<ServiceTask, StoredAnswer> byTask = new LinkedHashMap<>();
        private final Map<ServiceKey, List<StoredAnswer>> byKey = new TreeMap<>();

        void add(ServiceTask task) {
            StoredAnswer answer = new StoredAnswer(task.query(), new TaskRecords(task, run.events, run.budget));
            byTask.put(task, answer);
            byKey.computeIfAbsent(task.service().key(), key -> new ArrayList<>(1))
                    .add(answer);
        }

        @Override
        public void row(Service service, ObsCoreRecord row) {
            List<StoredAnswer> wanting = byKey.get(service.key());
            if (wanting != null) {
                wanting.forEach(answer -> answer.add(row));
            }
        }

        @Override
        public boolean isOver() {
            return run.isOver() || byTask.values().stream().allMatch(StoredAnswer::isFull);
        }

        double reachDeg() {
            return byTask.keySet().stream()
                    .mapToDouble(task -> StoredAnswer.reachDeg(task.query()))
                    .max()
                    .orElse(0);
        }
    }

    /** Reads the answers of the tasks, and ends each of them once. Blocks, until the end of the run at most. */
    void read(List<ServiceTask> tasks, End end) {
        StoredAnswers kept = stored;
        if (kept == null) {
            throw new IllegalStateException("no answers are kept");
        }
        long startNanos = System.nanoTime();
        Answers answers = new Answers();
        for (ServiceTask task : tasks) {
            task.beginReading(new FetchContext(run.end, run.cancellation));
            run.events.emit(new ProvenanceEvent.ServiceStarted(Instant.now(), task.service()));
            answers.add(task);
        }
        String trouble = null;
        try {
            kept.read(
                    new StoredAnswers.Wanted(
                            run.question,
                            answers.reachDeg(),
                            tasks.stream().map(ServiceTask::service).toList()),
                    answers);
        } catch (StoredAnswersException e) {
            trouble = String.valueOf(e.getMessage());
        }
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        for (ServiceTask task : tasks) {
            StoredAnswer answer = answers.byTask.get(task);
            if (answer != null) {
                ServiceOutcome outcome = outcome(kept, task, answer, trouble);
                QueryFacts facts = facts(kept, task, answer, outcome, seconds);
                TriedUrls.Ending ending = task.ending(outcome, facts);
                end.of(task, ending.outcome(), ending.facts());
            }
        }
    }

    /** Receives the end of a task. */
    @FunctionalInterface
    interface End {
        void of(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts);
    }

    private ServiceOutcome outcome(
            StoredAnswers kept, ServiceTask task, StoredAnswer answer, @Nullable String trouble) {
        if (run.cancellation.isCancelled()) {
            return new ServiceOutcome.Cancelled(Phase.READING);
        }
        if (trouble != null) {
            return answer.rows().records() > 0
                    ? new ServiceOutcome.Incomplete(FailureCode.NOT_HARVESTED, null, trouble)
                    : new ServiceOutcome.Failed(FailureCode.NOT_HARVESTED, null, trouble);
        }
        if (run.end.isOver()) {
            return new ServiceOutcome.TimedOut(Phase.READING);
        }
        String missing = kept.missing(task.service(), run.question, run.inclusive);
        return missing == null
                ? new ServiceOutcome.Answered()
                : new ServiceOutcome.Incomplete(FailureCode.NOT_HARVESTED, null, missing);
    }

    private static QueryFacts facts(
            StoredAnswers kept, ServiceTask task, StoredAnswer answer, ServiceOutcome outcome, double seconds) {
        QueryFacts.Targets targets = null;
        if (task.query() instanceof TargetsQuery list) {
            boolean isWhole = outcome instanceof ServiceOutcome.Answered;
            TargetSet left = isWhole ? TargetSet.EMPTY : list.targets().set();
            task.progress(left, 0);
            targets = new QueryFacts.Targets(list.targets().size(), left);
        }
        return new QueryFacts(
                new QueryFacts.Sent(
                        "read from the harvest " + kept.about().folder(), null, targets, kept.pages(task.service())),
                QueryFacts.Urls.ACCESS_URL,
                new QueryFacts.Cost(0, 0, seconds),
                answer.rows(),
                answer.oddities());
    }
}
