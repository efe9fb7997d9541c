package org.skytrawl.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;

/** Asks for targets that are near each other by one circle around them, for the others alone: any service can do it. Used by one thread. */
final class CirclesStep implements TargetStep {
    private static final int MOST_UNDECIDED = 8;
    private static final int MANY_IN_A_ROW = 3;

    private final TargetsQuery query;
    private final TargetRequests requests;
    private @Nullable NearTargets near;
    private boolean alone;
    private int circles;
    private long targetsInCircles;
    private int undecided;
    private int tooMany;

    CirclesStep(TargetsQuery query, TargetRequests requests) {
        this.query = query;
        this.requests = requests;
    }

    /** From now on. */
    void askAlone() {
        alone = true;
    }

    @Override
    public TargetSet next(TargetSet open) {
        if (alone) {
            return open.slice(0, 1);
        }
        NearTargets by = near;
        if (by == null) {
            by = NearTargets.of(query.targets(), query.service().declared().maxSearchRadiusDeg());
            int left = Math.max(1, requests.left());
            while (by.canBeWider() && by.count(open, left + 1) > left) {
                by = by.wider();
            }
            near = by;
        }
        return by.first(open);
    }

    @Override
    public Reply ask(TargetSet batch) {
        TargetRegion region = query.targets().batch(batch);
        ServiceQuery sent = query.about(region.enclosingCone());
        if (sent.parts().areSeveral()) {
            return Reply.of(Kind.TOO_MANY);
        }
        TargetRequests.Answer answer = requests.sendWhole(sent, batch);
        ServiceOutcome outcome = answer.result().outcome();
        if (outcome instanceof Answered && answer.undecided()) {
            return Reply.of(++undecided > circles + MOST_UNDECIDED ? Kind.ONLY_ALONE : Kind.UNDECIDED);
        }
        if (outcome instanceof Answered) {
            tooMany = 0;
            circles++;
            targetsInCircles += batch.size();
            return new Reply(Kind.ANSWERED, outcome);
        }
        if (outcome instanceof Overflowed || (outcome instanceof Failed failed && Refusals.isRefusal(failed))) {
            if (near != null && ++tooMany == MANY_IN_A_ROW) {
                tooMany = 0;
                near = near.narrower();
            }
            return Reply.of(Kind.TOO_MANY);
        }
        return new Reply(Kind.FAILED, outcome);
    }

    @Override
    public long requestsFor(int targets) {
        return circles == 0 ? targets : Math.max(1, targets * (long) circles / targetsInCircles);
    }

    @Override
    public String text() {
        return switch (circles) {
            case 0 -> "";
            case 1 -> "a circle";
            default -> String.format(Locale.ROOT, "%,d circles", circles);
        };
    }
}
