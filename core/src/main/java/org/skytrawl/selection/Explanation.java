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
 * Why a question is sent to one service, or is not. Immutable and thread-safe.
 *
 * @param inclusive whether undeclared coverage counts as a match
 * @param coverageCounts whether coverage decides; false for services that a person has chosen
 * @param verdicts the verdict of each constraint on its coverage, even if that does not count
 * @param elides the services that this one represents
 * @param servers the resources that serve its data according to the registry
 * @param queries the forms of the query, the best first; empty if it cannot be queried
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
     * A resource that serves the data of another.
     *
     * @param services the decisions on its services; empty if it has none among the candidates
     */
    public record Server(Ivoid ivoid, List<Decision> services) {
        public Server {
            services = List.copyOf(services);
        }
    }

    /**
     * One form of a query.
     *
     * @param form its name in the log, or null if there is only one
     * @param url where it is sent; for SIA the whole query
     * @param text the whole URL, or the ADQL
     * @param maxRec its MAXREC, or null
     */
    public record Query(
            @Nullable String form,
            String url,
            String text,
            @Nullable Long maxRec) {}

    public Explanation {
        Map<Axis, Verdict> ordered = new EnumMap<>(Axis.class);
        ordered.putAll(verdicts);
        verdicts = Collections.unmodifiableMap(ordered);
        elides = List.copyOf(elides);
        servers = List.copyOf(servers);
        queries = List.copyOf(queries);
    }

    public Service service() {
        return candidate.service();
    }
}
