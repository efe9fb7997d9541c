package org.skytrawl.protocol.obstap;

import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.Service;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.QueryContext;
import org.skytrawl.sky.CircleCover;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a MOC is sent to a TAP service as such. That costs a request for the capabilities of the service. */
final class MocSupport {
    private static final Logger LOG = LoggerFactory.getLogger(MocSupport.class);

    /** The request pays if so much of the sky is in the circles that would be sent instead, but not in the MOC. */
    private static final double LEAST_WASTE_DEG2 = 5;

    private static final double SKY_DEG2 = 4 * Math.PI * Math.pow(180 / Math.PI, 2);

    /** The part of the time left that capabilities may take. */
    private static final int SHARE = 4;

    private MocSupport() {}

    /** Whether at least half of the circles that would be sent instead, and 5 square degrees, are outside of the MOC. */
    static boolean pays(MocRegion region) {
        double circlesDeg2 = region.enclosingCones().stream()
                .map(Cone::shape)
                .mapToDouble(CircleCover::areaDeg2)
                .sum();
        double mocDeg2 = region.cover().skyFraction() * SKY_DEG2;
        return circlesDeg2 - mocDeg2 >= Math.max(LEAST_WASTE_DEG2, mocDeg2);
    }

    /** False if the capabilities cannot be read in time: the query does without. */
    static boolean isDeclared(Service service, QueryContext queryContext, FetchContext fetchContext) {
        Deadline share = Deadline.after(fetchContext.share().left().dividedBy(SHARE));
        FetchContext own = new FetchContext(share, fetchContext.cancellation());
        try {
            return TapCapabilities.fetch(
                            queryContext.fetcher(), service.accessUrl(), queryContext.privateAddressesAllowed(), own)
                    .hasMoc();
        } catch (FetchException | StoppedException e) {
            LOG.debug("The capabilities of {} cannot be read: {}", service.accessUrl(), e.getMessage());
            return false;
        }
    }
}
