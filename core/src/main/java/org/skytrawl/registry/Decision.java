package org.skytrawl.registry;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * What the selection says of one candidate.
 *
 * @param service the candidate's service
 * @param left why it is not asked, or null if it is to be asked
 * @param instead the service that is asked for its sake; not null exactly where it is elided
 */
public record Decision(
        Service service,
        @Nullable ServiceOutcome left,
        @Nullable Service instead) {
    /** Checks that an elided service has one that is asked instead, and no other does. */
    public Decision {
        if ((instead != null) != (left instanceof ServiceOutcome.Elided)) {
            throw new IllegalArgumentException("service " + service.ivoid() + " with outcome " + left
                    + ": exactly the elided ones have another asked instead, here " + instead);
        }
    }

    /** Whether it is to be asked. */
    public boolean isKept() {
        return left == null;
    }
}
