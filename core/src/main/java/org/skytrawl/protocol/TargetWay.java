package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;

/** A way to ask a service for several targets in one request. Immutable and thread-safe. */
public interface TargetWay {
    /** How an answer shows that the service has used all targets of the request. */
    enum Proof {
        /** A service that cannot do it refuses. */
        REFUSAL,
        /** Targets whose answers are known go with each request, as the first and the last: their records must come back. */
        KNOWN_TARGETS,
        /** The service returns the list that it has received ({@link #listRequest}). */
        RETURNED_LIST
    }

    /**
     * Limits of one request.
     *
     * @param targets number of targets, at least 1
     * @param bytes size of the request
     */
    record Limits(int targets, long bytes) {}

    /** The name in the log, such as {@code upload}. */
    String word();

    Proof proof();

    /** The request for what the service declares about this way, or null if services do not declare any of it. */
    @Nullable
    FetchRequest limitsRequest(Service service);

    /**
     * The limits of the service.
     *
     * @param declared the answer to {@link #limitsRequest}, or null if there is none
     * @return null if the service declares that it does not take this way
     */
    @Nullable
    Limits limits(byte @Nullable [] declared);

    /**
     * The query for several targets. It has only forms that find as much as that for one target: a service may refuse several targets
     * for their number, and must then not be asked in a form that finds less. So ask for one target first.
     *
     * @param question its region is a {@link org.skytrawl.model.TargetRegion}
     * @param formOfOne index of the form in which the service has answered a query of the protocol for one target; 0 if it has
     *     answered none
     */
    ServiceQuery query(Service service, Question question, boolean inclusive, int formOfOne);

    /** The request that returns the list of the query, for {@link Proof#RETURNED_LIST}; else null. */
    @Nullable
    FetchRequest listRequest(Service service, Question question);
}
