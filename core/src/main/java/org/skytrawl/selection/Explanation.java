package org.skytrawl.selection;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.Verdict;
import org.skytrawl.protocol.QueryText;
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
        List<QueryText> queries) {
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
