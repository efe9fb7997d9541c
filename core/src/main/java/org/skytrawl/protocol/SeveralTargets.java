package org.skytrawl.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;

/**
 * Asks by a way of the protocol, in parts, with the proof that the way needs. An answer without proof answers no target. Used by
 * one thread.
 */
final class SeveralTargets implements TargetStep {
    /** So few targets are asked for alone. */
    private static final int FEW = 3;

    /** Targets asked for alone before an upload, until one has records: these must come back. */
    private static final int SAMPLES = 4;

    /** The text of more would take too much memory while hundreds of services are asked. */
    private static final int MOST_TARGETS = 5_000;

    /** Requests are not made smaller than this because of one that was too large. */
    private static final int FEW_AT_ONCE = 64;

    private static final int FIRST_TRIAL = 4;
    private static final int TARGETS_OF_TRIAL = 256;
    private static final int MOST_REFUSALS = 4;

    /** As many more undecided answers than others: to find one record takes a dozen halvings. */
    private static final int MOST_UNDECIDED = 16;

    private static final int TO_FEWER = 4;

    /** Some rows near a target are usual: what has no footprint is asked for in a wider circle. */
    private static final int MANY_ELSEWHERE = 20;

    private final TargetWay way;
    private final TargetRequests requests;
    private final KnownTargets known;
    private TargetWay.@Nullable Limits limits;
    private boolean isDeclared;
    /** The trials had the targets with lower numbers. */
    private int tried;

    /** Those of them with records. */
    private final TreeSet<Integer> found = new TreeSet<>();

    /** The most targets of one request that was shown to use its last one. */
    private int proven;

    private int parts;
    private int refusals;
    private int undecided;
    private int decided;
    private @Nullable String givenUp;

    SeveralTargets(TargetWay way, TargetRequests requests, KnownTargets known) {
        this.way = way;
        this.requests = requests;
        this.known = known;
    }

    private boolean needsKnown() {
        return way.proof() == TargetWay.Proof.KNOWN_TARGETS;
    }

    @Override
    public TargetSet next(TargetSet open) {
        if (givenUp != null) {
            return TargetSet.EMPTY;
        }
        if (open.size() <= FEW) {
            return open.slice(0, 1);
        }
        if (known.asked() == 0) {
            // the form of the query that the service accepts
            return known.next(open);
        }
        if (!isDeclared) {
            isDeclared = true;
            declare();
        }
        TargetWay.Limits most = limits;
        if (most == null) {
            return TargetSet.EMPTY;
        }
        if (needsKnown() && !known.areTwo()) {
            return toKnow(open, most.targets());
        }
        if (way.proof() == TargetWay.Proof.RETURNED_LIST && !known.isAny() && known.asked() < SAMPLES) {
            return known.next(open);
        }
        int size = Math.min(MOST_TARGETS, most.targets())
                - (isTested() ? known.targets().size() : 0);
        if (size < 2) {
            givenUp = "too few targets in a request";
            return TargetSet.EMPTY;
        }
        if (!needsKnown()) {
            return open.slice(0, size);
        }
        TargetSet before = open.intersection(TargetSet.range(0, known.last()));
        if (!before.isEmpty()) {
            return before.slice(0, size);
        }
        return proven > 0 ? open.slice(0, Math.min(size, proven)) : open.slice(open.size() - 1, 1);
    }

    private void declare() {
        TargetWayFindings.Finding found = requests.findings().of(way, requests.service());
        if (found != null && found.givenUp() != null) {
            givenUp = found.givenUp();
            return;
        }
        FetchRequest request = way.limitsRequest(requests.service());
        limits = way.limits(request == null ? null : requests.document(request));
        if (found != null && limits != null) {
            limits = new TargetWay.Limits(Math.min(limits.targets(), found.mostTargets()), limits.bytes());
        }
    }

    /** The targets to ask for until two are known: some alone, then all of them in trials until some have records. */
    private TargetSet toKnow(TargetSet open, int most) {
        if (known.asked() < FIRST_TRIAL || known.hasHint(open)) {
            return known.next(open);
        }
        TargetSet rest = open.minus(TargetSet.range(0, tried));
        if (rest.isEmpty()) {
            givenUp = "no two targets with records of their own";
            return TargetSet.EMPTY;
        }
        TargetSet trial = rest.slice(0, Math.min(TARGETS_OF_TRIAL, most));
        tried = trial.last() + 1;
        return trial.size() == 1 ? known.next(open) : trial;
    }

    private boolean isTested() {
        return known.isAny() && way.proof() != TargetWay.Proof.REFUSAL;
    }

    @Override
    public Reply ask(TargetSet batch) {
        return needsKnown() && !known.areTwo() ? tried(batch) : asked(batch);
    }

    /** Looks for targets that have records. What it says of the others is not known to be all. */
    private Reply tried(TargetSet batch) {
        TargetRequests.Answer answer = requests.send(way, requests.query(way, batch), batch, found(batch, found));
        ServiceOutcome outcome = answer.result().outcome();
        if (outcome instanceof Failed failed && isRefusal(failed)) {
            return refused(failed, batch.size());
        }
        if (found.size() > 1) {
            known.hint(List.of(
                    found.last(),
                    found.first(),
                    found.stream().skip(found.size() / 2).findFirst().orElseThrow()));
            found.clear();
        }
        return outcome instanceof Answered || outcome instanceof Overflowed
                ? Reply.of(Kind.LEARNT)
                : new Reply(Kind.FAILED, outcome);
    }

    private static Consumer<ObsCoreRecord> found(TargetSet batch, Set<Integer> found) {
        return record -> {
            TargetMatches matches = record.matches();
            for (int i = 0; matches != null && i < matches.size(); i++) {
                if (matches.overlap(i) == Overlap.TESTED && batch.contains(matches.number(i))) {
                    found.add(matches.number(i));
                }
            }
        };
    }

    private Reply asked(TargetSet batch) {
        TargetSet all = isTested() ? batch.union(known.targets()) : batch;
        if (needsKnown() && all.last() != known.last() && batch.size() > proven) {
            // a part of an earlier request: the last target must be a known one
            return Reply.of(Kind.LEARNT);
        }
        ServiceQuery query = requests.query(way, all);
        TargetWay.Limits most = limits;
        long bytes = bytesOf(query);
        if (most != null && bytes > most.bytes() && batch.size() > 1) {
            limit(Math.min((int) (batch.size() * (double) most.bytes() / bytes), batch.size() - 1));
            return Reply.of(Kind.LEARNT);
        }
        Reply list = way.proof() == TargetWay.Proof.RETURNED_LIST ? returned(all) : null;
        if (list != null) {
            return list;
        }
        KnownTargets.Test test = known.new Test();
        TargetRequests.Answer answer = requests.send(way, query, all, test);
        ServiceOutcome outcome = answer.result().outcome();
        return switch (outcome) {
            case Answered it -> answered(batch, all, answer, test.isPassed());
            case Overflowed it -> {
                reduce(batch.size() / 2);
                yield Reply.of(Kind.TOO_MANY);
            }
            case Failed it -> isRefusal(it) ? refused(it, batch.size()) : new Reply(Kind.FAILED, it);
            case TimedOut it -> {
                reduce(batch.size() / 2);
                yield new Reply(Kind.FAILED, it);
            }
            default -> new Reply(Kind.FAILED, outcome);
        };
    }

    private Reply answered(TargetSet batch, TargetSet all, TargetRequests.Answer answer, boolean hasKnown) {
        QueryFacts facts = answer.result().facts();
        if (isTested() && !hasKnown) {
            return giveUp("records of targets asked for alone did not come back", null);
        }
        if (!isTested()
                && facts.records() + facts.repeated() == 0
                && facts.filtered() > MANY_ELSEWHERE
                && !answer.bare().isNearby()) {
            return giveUp("none of the " + facts.filtered() + " rows that came back is at a target or near one", null);
        }
        if (answer.undecided()) {
            if (++undecided <= decided + MOST_UNDECIDED) {
                return new Reply(Kind.UNDECIDED, null, answer.bare().matching().intersection(batch));
            }
            givenUp = "records without geometry";
            return Reply.of(Kind.ONLY_ALONE);
        }
        decided++;
        refusals = 0;
        parts++;
        if (isTested() && all.last() == known.last()) {
            proven = Math.max(proven, batch.size());
        }
        return new Reply(Kind.ANSWERED, answer.result().outcome());
    }

    /** Fetches the list back; null if it is as it was sent. */
    private @Nullable Reply returned(TargetSet all) {
        FetchRequest request = way.listRequest(requests.service(), requests.about(all));
        if (request == null) {
            return null;
        }
        ReturnedList list = new ReturnedList(requests.circles(), all);
        TableFetch.Reading reading = requests.read(request, list);
        ServiceOutcome outcome = QueryExecution.outcome(reading, null, requests.service(), 0);
        return switch (outcome) {
            case Answered it -> {
                String fault = list.fault();
                yield fault == null ? null : giveUp(fault, null);
            }
            case Overflowed it -> fewer(all.size());
            case Failed it -> isRefusal(it) ? refused(it, all.size()) : new Reply(Kind.FAILED, it);
            default -> new Reply(Kind.FAILED, outcome);
        };
    }

    private static boolean isRefusal(Failed failed) {
        return Refusals.isRefusal(failed);
    }

    /** Perhaps only so many: limits are not always declared. */
    private Reply refused(Failed refusal, int size) {
        int withThem = isTested() ? known.targets().size() : 0;
        return ++refusals == MOST_REFUSALS || size / TO_FEWER < 2 + withThem
                ? giveUp(refusal.reason(), refusal)
                : fewer(size);
    }

    private Reply fewer(int size) {
        limit(size / TO_FEWER);
        if (limits != null) {
            requests.findings().limit(way, requests.service(), limits.targets());
        }
        return Reply.of(Kind.LEARNT);
    }

    private void limit(int size) {
        TargetWay.Limits most = limits;
        if (most != null) {
            limits = new TargetWay.Limits(Math.max(1, Math.min(size, most.targets())), most.bytes());
        }
    }

    /** One dense place does not make all requests small. */
    private void reduce(int size) {
        if (size >= FEW_AT_ONCE) {
            limit(size);
        }
    }

    private Reply giveUp(String why, @Nullable ServiceOutcome refusal) {
        givenUp = why;
        requests.findings().giveUp(way, requests.service(), why);
        return new Reply(Kind.GIVEN_UP, refusal);
    }

    private static long bytesOf(ServiceQuery query) {
        return query.forms().getFirst().requests().stream()
                .mapToLong(request -> request.url().length()
                        + request.form().stream()
                                .mapToLong(field ->
                                        field.name().length() + field.value().length())
                                .sum())
                .max()
                .orElse(0);
    }

    @Override
    public long requestsFor(int targets) {
        TargetWay.Limits most = limits;
        if (most == null) {
            return targets;
        }
        long batches = (targets + most.targets() - 1L) / most.targets();
        return way.proof() == TargetWay.Proof.RETURNED_LIST ? 2 * batches : batches;
    }

    @Override
    public String text() {
        String used =
                parts == 0 ? "" : way.word() + (parts == 1 ? "" : String.format(Locale.ROOT, ", in %,d parts", parts));
        String left = givenUp == null ? "" : way.word() + " given up (" + givenUp + ")";
        return used.isEmpty() || left.isEmpty() ? used + left : used + "; " + left;
    }
}
