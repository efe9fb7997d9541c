package org.skytrawl.protocol.known;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.obstap.ObsTapQuery;
import org.skytrawl.protocol.sia.Sia1Query;
import org.skytrawl.protocol.sia.Sia2Query;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** The protocols that Skytrawl speaks. */
public final class KnownProtocols {
    private KnownProtocols() {}

    /**
     * The question as this service is asked it.
     *
     * @param inclusive whether datasets count that lack the metadata to tell
     * @throws IllegalArgumentException if it cannot be asked: see {@link #unaskable}
     */
    public static ServiceQuery query(Service service, Question constraints, boolean inclusive) {
        Skipped skipped = unaskable(service, constraints, inclusive);
        if (skipped != null) {
            throw new IllegalArgumentException(service.ivoid() + " cannot be asked: " + skipped.reason());
        }
        return switch (service.protocol()) {
            case SIA1 -> new Sia1Query(service, constraints, inclusive);
            case SIA2 -> new Sia2Query(service, constraints, inclusive);
            case OBSTAP -> new ObsTapQuery(service, constraints, inclusive);
        };
    }

    /** Why this service cannot be asked this question, or null if it can. */
    public static @Nullable Skipped unaskable(Service service, Question constraints, boolean inclusive) {
        return switch (service.protocol()) {
            case SIA1 -> Sia1Query.unaskable(constraints);
            case SIA2 -> Sia2Query.unaskable(constraints);
            case OBSTAP -> ObsTapQuery.unaskable(service, constraints);
        };
    }
}
