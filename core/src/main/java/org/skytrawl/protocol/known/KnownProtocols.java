package org.skytrawl.protocol.known;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.ProtocolSource;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.TargetsQuery;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** The protocols of Skytrawl. To add one, add its line here. */
public final class KnownProtocols implements ProtocolSource {
    @Override
    public List<Protocol> protocols() {
        return List.of(
                Sia1.PROTOCOL, //
                Sia2.PROTOCOL,
                Ssa.PROTOCOL,
                ObsTap.PROTOCOL);
    }

    /**
     * The query for this service.
     *
     * @param inclusive whether datasets without the metadata to decide are kept
     * @throws IllegalArgumentException if {@link #unaskable} gives a reason
     */
    public static ServiceQuery query(Service service, Question constraints, boolean inclusive) {
        Skipped skipped = unaskable(service, constraints);
        if (skipped != null) {
            throw new IllegalArgumentException(service.ivoid() + " cannot be queried: " + skipped.reason());
        }
        ProtocolDescriptor protocol = descriptor(service.protocol());
        return constraints.targets() == null
                ? protocol.query(service, constraints, inclusive)
                : new TargetsQuery(protocol, service, constraints, inclusive);
    }

    /** Why this service cannot be asked this question, or null. */
    public static @Nullable Skipped unaskable(Service service, Question constraints) {
        ProtocolDescriptor protocol = descriptor(service.protocol());
        Skipped unusable = protocol.unusable(service);
        return unusable == null ? protocol.unaskable(constraints) : unusable;
    }

    public static ProtocolDescriptor descriptor(Protocol protocol) {
        if (protocol instanceof ProtocolDescriptor descriptor) {
            return descriptor;
        }
        throw new IllegalArgumentException(protocol + " is not a protocol that Skytrawl can query");
    }
}
