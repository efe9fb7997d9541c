package org.skytrawl.cone9;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.ProtocolSource;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** A made-up protocol whose services give spectra. Everything that Skytrawl knows of it is in this package. */
public final class Cone9 extends ProtocolDescriptor {
    private static final Cone9 PROTOCOL = new Cone9();

    private Cone9() {
        super("CONE9", 25, "a CONE9 service", List.of(StandardId.of("ivo://example.org/std/cone9")));
    }

    /** What another jar would register. */
    public static final class Source implements ProtocolSource {
        @Override
        public List<Protocol> protocols() {
            return List.of(PROTOCOL);
        }
    }

    @Override
    public Set<String> productTypes() {
        return Set.of("spectrum");
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive) {
        return new Cone9Query(service, question, inclusive);
    }

    @Override
    public @Nullable Skipped unaskable(Question question) {
        return question.region() == null ? new Skipped(Skipped.Why.NO_CONE, "CONE9 needs a cone") : null;
    }
}
