package org.skytrawl.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** A protocol with the way its services are asked; the query also says how its rows are mapped. */
public abstract class ProtocolDescriptor extends Protocol {
    /** For subclasses, as {@link Protocol}. */
    protected ProtocolDescriptor(String name, int rank, String inWords, List<StandardId> standardIds) {
        super(name, rank, inWords, standardIds);
    }

    /**
     * The question as this service is asked it, if nothing says that it cannot be.
     *
     * @param inclusive whether datasets count that lack the metadata to tell
     */
    public abstract ServiceQuery query(Service service, Question question, boolean inclusive);

    /** Why this question cannot be asked of any service, or null if it can. */
    public abstract @Nullable Skipped unaskable(Question question);

    /** Why this service cannot be asked any question, or null if it can. */
    public @Nullable Skipped unusable(Service service) {
        return null;
    }
}
