package org.skytrawl.selection;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * What the selection says of one candidate.
 *
 * @param service the candidate's service
 * @param left why it is not asked, or null if it is to be asked
 * @param instead the service that is asked for its sake; not null exactly where it is elided
 * @param next the first on the way to that one: where it has not answered, this candidate is to be asked after all; not
 *     null exactly where it is elided
 */
public record Decision(
        Service service,
        @Nullable ServiceOutcome left,
        @Nullable Service instead,
        @Nullable Next next) {
    /**
     * Another service with the same data.
     *
     * @param service that service
     * @param reason what says so
     */
    public record Next(Service service, String reason) {}

    /** Checks that an elided service has one that is asked instead, and no other does. */
    public Decision {
        boolean elided = left instanceof ServiceOutcome.Elided;
        if ((instead != null) != elided || (next != null) != elided) {
            throw new IllegalArgumentException("service " + service.ivoid() + " with outcome " + left
                    + ": exactly the elided ones have another asked instead, here " + instead);
        }
    }

    /** A service that is to be asked (null), or cannot or need not be. */
    static Decision of(Service service, @Nullable ServiceOutcome left) {
        return new Decision(service, left, null, null);
    }

    /** A service whose data are had from another, over the one that comes next on the way there. */
    static Decision elided(Service service, Next next, Service instead) {
        return new Decision(service, elidedBy(next, instead), instead, next);
    }

    /** Whether it is to be asked. */
    public boolean isKept() {
        return left == null;
    }

    /**
     * Its outcome if a service on the way has answered in place of {@link #instead}, which has not.
     *
     * @throws IllegalStateException if it is not elided
     */
    public ServiceOutcome.Elided elidedBy(Service answered) {
        if (next == null) {
            throw new IllegalStateException(service.ivoid() + " is not elided");
        }
        return elidedBy(next, answered);
    }

    private static ServiceOutcome.Elided elidedBy(Next next, Service answered) {
        String way = "";
        if (!next.service.ivoid().equals(answered.ivoid())) {
            way = ", whose data are in turn had from " + answered.ivoid();
        } else if (!next.service.protocol().equals(answered.protocol())) {
            way = ", whose data are in turn had by " + answered.protocol();
        }
        return new ServiceOutcome.Elided(answered.ivoid(), next.reason + way);
    }
}
