package org.skytrawl.protocol;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** A protocol that Skytrawl can query. */
public abstract class ProtocolDescriptor extends Protocol {
    /** Any record matches it, if missing metadata count as a match. */
    protected static final Question ANYTHING =
            new Question(null, null, new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), Set.of());

    protected ProtocolDescriptor(String name, int rank, String inWords, List<StandardId> standardIds) {
        super(name, rank, inWords, standardIds);
    }

    /**
     * The query for this service; call it only if {@link #unaskable} and {@link #unusable} return null.
     *
     * @param inclusive whether datasets without the metadata to decide are kept
     */
    public abstract ServiceQuery query(Service service, Question question, boolean inclusive);

    /** The ways to ask for several targets in one request, the best first; empty if each target needs a request. */
    public List<TargetWay> targetWays() {
        return List.of();
    }

    /** What divides all data of a service into parts that can be asked for: place, time; the best first. Empty if nothing does. */
    public List<Axis> partsBy() {
        return List.of();
    }

    /**
     * Asks for a part of all data, or for all of them: sends these constraints and no others. Keeps all records of the answer.
     * Only for a protocol with {@link #partsBy}.
     *
     * @return null if the service declares not to accept so large a region
     */
    public @Nullable ServiceQuery part(Service service, SentConstraints sent) {
        throw new UnsupportedOperationException(name() + " has no parts, but one was asked of " + service);
    }

    /** Why no service of this protocol can be asked this question, or null. */
    public abstract @Nullable Skipped unaskable(Question question);

    /** Why this service cannot be asked any question, or null. */
    public @Nullable Skipped unusable(Service service) {
        return null;
    }
}
