package org.skytrawl.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;

/**
 * Asks one service for the targets of a list: by the best way that it takes, then by the next one. A request that fails is put
 * again for fewer targets; two failures in a row of requests that cannot be made smaller end it. Used once.
 *
 * <p>A target is answered when a request for it has ended well and, where the way needs it, with the proof that the service has
 * used the target. What belongs to which target is judged here, so no way makes a wrong pair.
 */
final class TargetsExecution {
    private static final int MOST_FAILURES_IN_A_ROW = 2;
    private static final int MOST_HALVINGS = 2;

    private final TargetsQuery query;
    private final RecordSink sink;
    private final TargetRequests requests;
    private final KnownTargets known = new KnownTargets();
    private final List<TargetStep> steps = new ArrayList<>();
    private final CirclesStep lastStep;

    /** Parts of requests that were too large or failed. */
    private final Deque<Part> parts = new ArrayDeque<>();

    private int step;
    private TargetSet left;

    /** Those of {@link #left} that are not asked for again. */
    private TargetSet aside = TargetSet.EMPTY;

    /** Those of {@link #aside} that overflow: each may take hundreds of requests, so they come last. */
    private TargetSet dense = TargetSet.EMPTY;

    private boolean splitting;

    private int alone;
    private @Nullable String formAlone;
    private String warning = "";
    private int inARow;
    private boolean oneAlone;
    private @Nullable ServiceOutcome failure;
    private @Nullable Overflowed overflow;

    /** @param failures of the requests that it was part of */
    private record Part(TargetSet targets, int failures) {}

    TargetsExecution(TargetsQuery query, QueryContext queryContext, FetchContext context, RecordSink sink) {
        this.query = query;
        this.sink = sink;
        this.requests = new TargetRequests(query, queryContext, context, sink);
        this.left = query.targets().set();
        this.splitting = left.size() == 1 || !requests.mayBeSplit();
        query.protocol().targetWays().forEach(way -> steps.add(new SeveralTargets(way, requests, known)));
        this.lastStep = new CirclesStep(query, requests);
        steps.add(lastStep);
    }

    /** Never throws for trouble with the service. */
    QueryResult run() {
        boolean more = true;
        while (more && !open().isEmpty() && requests.left() > 0 && requests.stop() == null && !requests.isFull()) {
            Part part = next();
            if (part.targets.size() == 1) {
                more = askAlone(part.targets.first());
            } else if (!part.targets.isEmpty()) {
                more = ask(part);
            }
            if (open().isEmpty() && !dense.isEmpty()) {
                aside = aside.minus(dense);
                dense = TargetSet.EMPTY;
                splitting = true;
            }
            int open = open().size();
            sink.progress(
                    left,
                    Math.min(requests.left(), open == 0 ? 0 : steps.get(step).requestsFor(open)));
        }
        QueryFacts.Targets targets = new QueryFacts.Targets(query.targets().size(), left);
        return new QueryResult(outcome(), requests.facts(form(), targets));
    }

    private TargetSet open() {
        return left.minus(aside);
    }

    private Part next() {
        if (oneAlone) {
            oneAlone = false;
            return new Part(open().slice(0, 1), 0);
        }
        while (!parts.isEmpty()) {
            Part part = parts.remove();
            TargetSet open = part.targets.intersection(open());
            if (!open.isEmpty()) {
                return new Part(open, part.failures);
            }
        }
        TargetSet next = steps.get(step).next(open());
        if (next.isEmpty()) {
            // the last step always has one
            step++;
        }
        return new Part(next, 0);
    }

    private boolean isAnyAnswered() {
        return left.size() < query.targets().size();
    }

    /** Whether to go on. */
    private boolean askAlone(int target) {
        TargetSet only = TargetSet.range(target, target + 1);
        KnownTargets.Watch watch = new KnownTargets.Watch(target);
        TargetRequests.Answer answer = requests.sendSingle(target, splitting, watch);
        QueryResult result = answer.result();
        if (result.outcome() instanceof Answered) {
            left = left.minus(only);
            known.learn(watch, answer.bare().isAny());
            alone++;
            formAlone = formAlone == null ? result.facts().form() : formAlone;
            note(result.outcome());
            inARow = 0;
            return true;
        }
        if (isStopped()) {
            return false;
        }
        aside = aside.union(only);
        if (result.outcome() instanceof Overflowed && !splitting) {
            dense = dense.union(only);
            known.overflowed();
            inARow = 0;
            return true;
        }
        if (result.outcome() instanceof Overflowed full) {
            overflow = overflow == null ? full : overflow;
            known.overflowed();
            inARow = 0;
            return true;
        }
        return goesOnAfter(result.outcome());
    }

    private void note(@Nullable ServiceOutcome outcome) {
        if (warning.isEmpty() && outcome instanceof Answered answered) {
            warning = answered.warning();
        }
    }

    /** Whether to go on after a request that cannot be made smaller. */
    private boolean goesOnAfter(@Nullable ServiceOutcome failed) {
        failure = failure == null ? failed : failure;
        return !isHopeless(failed) && ++inARow < MOST_FAILURES_IN_A_ROW;
    }

    /** Whether the service will not answer other requests either. */
    private boolean isHopeless(@Nullable ServiceOutcome failed) {
        if (isAnyAnswered() || requests.hasBytes()) {
            return false;
        }
        return failed instanceof TimedOut
                || (failed instanceof Failed it
                        && switch (it.code()) {
                            case UNKNOWN_HOST, CONNECTION_REFUSED, CONNECTION_FAILED, TLS, PRIVATE_ADDRESS, BAD_URL ->
                                true;
                            default -> false;
                        });
    }

    private boolean isStopped() {
        return requests.stop() != null || requests.isFull() || requests.left() == 0;
    }

    private boolean ask(Part part) {
        TargetStep.Reply reply = steps.get(step).ask(part.targets);
        if (reply.kind() == TargetStep.Kind.ANSWERED) {
            left = left.minus(part.targets);
            inARow = 0;
            note(reply.outcome());
            return true;
        }
        if (isStopped()) {
            return false;
        }
        switch (reply.kind()) {
            case TOO_MANY -> halve(part, part.failures);
            case UNDECIDED -> decide(part, reply.alone());
            case GIVEN_UP -> goTo(step + 1);
            case ONLY_ALONE -> {
                lastStep.askAlone();
                goTo(steps.size() - 1);
            }
            case FAILED -> {
                return goesOnAfter(part, reply.outcome());
            }
            default -> {}
        }
        return true;
    }

    private boolean goesOnAfter(Part part, @Nullable ServiceOutcome failed) {
        failure = failure == null ? failed : failure;
        if (isHopeless(failed)) {
            return false;
        }
        if (!isAnyAnswered()) {
            // does it answer at all?
            oneAlone = true;
            inARow = 1;
        } else if (part.failures < MOST_HALVINGS) {
            halve(part, part.failures + 1);
        } else if (++inARow == MOST_FAILURES_IN_A_ROW) {
            if (step == steps.size() - 1) {
                return false;
            }
            goTo(step + 1);
        }
        return true;
    }

    /** Most targets need only one more request, without those at which records without extent are. */
    private void decide(Part part, TargetSet singles) {
        if (singles.isEmpty()) {
            halve(part, part.failures);
            return;
        }
        TargetSet others = part.targets.minus(singles);
        if (!others.isEmpty()) {
            parts.addFirst(new Part(others, part.failures));
        }
        singles.forEach(target -> parts.addFirst(new Part(TargetSet.range(target, target + 1), part.failures)));
    }

    private void halve(Part part, int failures) {
        int half = part.targets.size() / 2;
        parts.addFirst(new Part(part.targets.slice(half, part.targets.size()), failures));
        parts.addFirst(new Part(part.targets.slice(0, half), failures));
    }

    private void goTo(int next) {
        parts.clear();
        inARow = 0;
        step = next;
    }

    private ServiceOutcome outcome() {
        if (left.isEmpty()) {
            return new Answered(warning);
        }
        StoppedException stop = requests.stop();
        if (requests.isFull()) {
            return new Overflowed("no more records were accepted" + rest());
        }
        if (stop != null && stop.stopCause() == StopCause.CANCELLED) {
            return new Cancelled(stop.phase());
        }
        if (stop != null) {
            return isAnyAnswered() || requests.records() > 0
                    ? new Incomplete(
                            FailureCode.TIME_LIMIT,
                            null,
                            "timed out while " + stop.phase().word() + rest())
                    : new TimedOut(stop.phase());
        }
        if (!open().isEmpty() && requests.left() == 0) {
            return new Incomplete(
                    FailureCode.REQUEST_LIMIT,
                    null,
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d targets not asked for: the limit of %,d requests is reached"
                                    + " (--requests-per-service)",
                            left.size(),
                            query.targets().size(),
                            requests.sent()));
        }
        ServiceOutcome first = failure;
        if (first == null) {
            return new Overflowed(Objects.requireNonNull(overflow).reason() + rest());
        }
        boolean gaveSome = isAnyAnswered() || requests.records() > 0;
        return switch (first) {
            case Failed it -> gaveSome ? new Incomplete(it.code(), it.httpStatus(), it.reason() + rest()) : it;
            case Incomplete it -> new Incomplete(it.code(), it.httpStatus(), it.reason() + rest());
            case TimedOut it ->
                gaveSome
                        ? new Incomplete(
                                FailureCode.TIME_LIMIT,
                                null,
                                "timed out while " + it.phase().word() + rest())
                        : it;
            default -> first;
        };
    }

    private String rest() {
        return String.format(
                Locale.ROOT,
                "; %,d of %,d targets not answered",
                left.size(),
                query.targets().size());
    }

    /** The ways that were used, for the log. */
    private String form() {
        StringJoiner form = new StringJoiner("; ");
        steps.stream().map(TargetStep::text).filter(text -> !text.isEmpty()).forEach(form::add);
        if (alone > 0) {
            form.add(
                    String.format(Locale.ROOT, "%,d alone", alone) + (formAlone == null ? "" : " (" + formAlone + ")"));
        }
        return form.toString();
    }
}
