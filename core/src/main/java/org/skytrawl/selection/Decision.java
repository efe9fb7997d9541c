package org.skytrawl.selection;

import java.util.Optional;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;

/** The decision of a selection on one candidate. */
public sealed interface Decision {
    Service service();

    /** Why it is not queried; empty if it is. */
    Optional<ServiceOutcome> exclusion();

    /** The queried service that has the same data; present only for an elided service. */
    default Optional<Service> representedBy() {
        return Optional.empty();
    }

    default boolean isKept() {
        return this instanceof Kept;
    }

    /** A service that the run queries. */
    record Kept(Service service) implements Decision {
        @Override
        public Optional<ServiceOutcome> exclusion() {
            return Optional.empty();
        }
    }

    /** A service that cannot or need not be queried. */
    record Excluded(Service service, ServiceOutcome why) implements Decision {
        @Override
        public Optional<ServiceOutcome> exclusion() {
            return Optional.of(why);
        }
    }

    /**
     * A service that is left out because another service has the same data.
     *
     * @param next the first step on the way to the representative; if it fails, this service is queried after all
     * @param reason why the next service has the same data
     * @param representative the service that the run queries
     */
    record Elided(Service service, Service next, String reason, Service representative) implements Decision {
        @Override
        public Optional<ServiceOutcome> exclusion() {
            return Optional.of(by(representative));
        }

        @Override
        public Optional<Service> representedBy() {
            return Optional.of(representative);
        }

        /** The outcome if this service on the way has answered. */
        public ServiceOutcome.Elided by(Service answered) {
            String way = "";
            if (!next.ivoid().equals(answered.ivoid())) {
                way = ", which in turn is represented by " + answered.ivoid();
            } else if (!next.protocol().equals(answered.protocol())) {
                way = ", which in turn is represented by " + answered.protocol();
            }
            return new ServiceOutcome.Elided(answered.ivoid(), reason + way);
        }
    }
}
