package org.skytrawl.protocol.ssa;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.protocol.Position;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.SentConstraints;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** Simple Spectral Access 1.1. */
public final class Ssa extends ProtocolDescriptor {
    public static final Ssa PROTOCOL = new Ssa();

    private Ssa() {
        super("SSA", 15, "an SSA service", List.of(StandardId.of("ivo://ivoa.net/std/ssa")));
    }

    @Override
    public Set<String> words() {
        return Set.of("ssa", "ssap");
    }

    @Override
    public Set<String> productTypes() {
        return Set.of("spectrum", "timeseries", "sed");
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive) {
        return new SsaQuery(service, question, inclusive);
    }

    /** Many services compare times with the middle of an observation, or not at all. */
    @Override
    public List<Axis> partsBy() {
        return List.of(Axis.SPACE, Axis.TIME);
    }

    @Override
    public @Nullable ServiceQuery part(Service service, SentConstraints sent) {
        return SsaQuery.part(service, ANYTHING, sent);
    }

    @Override
    public @Nullable Skipped unaskable(Question question) {
        return givesAnyOf(question.productTypes())
                ? Position.unbounded(question)
                : new Skipped(Skipped.Why.NO_SPECTRA, "of protocol SSA, which has only spectra, SEDs and time series");
    }
}
