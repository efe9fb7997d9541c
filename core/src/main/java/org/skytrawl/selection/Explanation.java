package org.skytrawl.selection;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.Verdict;
import org.skytrawl.registry.Candidate;

/**
 * Why one service is asked a question, or is not. Immutable and thread-safe.
 *
 * @param candidate what is known of it
 * @param question what is asked
 * @param inclusive whether undeclared coverage counts as a match
 * @param coverageCounts whether coverage decides: not of services that a person has chosen
 * @param verdicts what each constraint says of its coverage, also where that does not count
 * @param decision what the selection says of it
 * @param elides the services that are left out because this one is asked
 * @param servers the resources by which it is said to be served, and what the selection says of their services
 * @param queries the forms of what it would be asked, were it asked, the best first; empty if it cannot be asked
 */
public record Explanation(
        Candidate candidate,
        Question question,
        boolean inclusive,
        boolean coverageCounts,
        Map<Axis, Verdict> verdicts,
        Decision decision,
        List<Decision> elides,
        List<Server> servers,
        List<Query> queries) {
    /**
     * A resource by which another is served.
     *
     * @param ivoid its identifier
     * @param services what the selection says of its services; empty if it has none among the candidates
     */
    public record Server(Ivoid ivoid, List<Decision> services) {
        /** Keeps its own copy. */
        public Server {
            services = List.copyOf(services);
        }
    }

    /**
     * One form of a question.
     *
     * @param form what the log calls it, or null if there is only one
     * @param url where it is sent; for SIA that is the whole question
     * @param text the whole URL, for ObsTAP the ADQL
     * @param maxRec the MAXREC that goes with it, or null if none does
     */
    public record Query(
            @Nullable String form,
            String url,
            String text,
            @Nullable Long maxRec) {}

    /** Keeps its own copies. */
    public Explanation {
        Map<Axis, Verdict> ordered = new EnumMap<>(Axis.class);
        ordered.putAll(verdicts);
        verdicts = Collections.unmodifiableMap(ordered);
        elides = List.copyOf(elides);
        servers = List.copyOf(servers);
        queries = List.copyOf(queries);
    }

    /** The service. */
    public Service service() {
        return candidate.service();
    }
}
