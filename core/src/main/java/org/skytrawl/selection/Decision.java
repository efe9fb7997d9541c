package org.skytrawl.selection;

import java.util.Optional;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;

/** What the selection says of one candidate. */
public sealed interface Decision {
    /** The candidate's service. */
    Service service();

    /** Why it is not asked; empty if it is to be asked. */
    Optional<ServiceOutcome> exclusion();

    /** The service that is asked and represents it; present exactly where it is elided. */
    default Optional<Service> representedBy() {
        return Optional.empty();
    }

    /** Whether it is to be asked. */
    default boolean isKept() {
        return this instanceof Kept;
    }

    /** A service that is to be asked. */
    record Kept(Service service) implements Decision {
        @Override
        public Optional<ServiceOutcome> exclusion() {
            return Optional.empty();
        }
    }

    /** A service that cannot or need not be asked. */
    record Excluded(Service service, ServiceOutcome why) implements Decision {
        @Override
        public Optional<ServiceOutcome> exclusion() {
            return Optional.of(why);
        }
    }

    /**
     * A service whose data another gives.
     *
     * @param next the first on the way to the one that is asked: where it has not answered, this one is to be asked after all
     * @param reason what says that the next has the same data
     * @param representative the one that is asked
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

        /** Its outcome if this service on the way has answered. */
        public ServiceOutcome.Elided by(Service answered) {
            String way = "";
            if (!next.ivoid().equals(answered.ivoid())) {
                way = ", whose data are in turn had from " + answered.ivoid();
            } else if (!next.protocol().equals(answered.protocol())) {
                way = ", whose data are in turn had by " + answered.protocol();
            }
            return new ServiceOutcome.Elided(answered.ivoid(), reason + way);
        }
    }
}
