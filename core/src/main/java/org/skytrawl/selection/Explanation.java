package org.skytrawl.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.CoverageJudge;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.Verdict;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.registry.Candidate;

/**
 * Why a question is sent to one service, or is not. Immutable and thread-safe.
 *
 * @param elides the services that this one represents
 * @param servers the resources that serve its data according to the registry
 * @param queries the forms of the query, the best first; empty if it cannot be queried
 */
public record Explanation(
        Candidate candidate,
        Judgement judgement,
        Decision decision,
        List<Decision> elides,
        List<Server> servers,
        List<Query> queries) {
    /**
     * How what a service declares fits a question.
     *
     * @param inclusive whether undeclared coverage counts as a match
     * @param counts whether it decides; false for services that a person has chosen
     * @param verdicts the verdict of each constraint, even if it does not count. Undeclared product types always count as a
     *     match
     */
    public record Judgement(Question question, boolean inclusive, boolean counts, Map<Axis, Verdict> verdicts) {
        public Judgement {
            Map<Axis, Verdict> ordered = new EnumMap<>(Axis.class);
            ordered.putAll(verdicts);
            verdicts = Collections.unmodifiableMap(ordered);
        }
    }

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
        elides = List.copyOf(elides);
        servers = List.copyOf(servers);
        queries = List.copyOf(queries);
    }

    public Service service() {
        return candidate.service();
    }

    /** One explanation for each service of a resource; the decisions are in the order of the candidates. */
    static List<Explanation> of(
            Ivoid ivoid,
            List<Candidate> candidates,
            List<Decision> decisions,
            Question question,
            boolean inclusive,
            boolean counts) {
        Verdicts verdicts = new Verdicts(question);
        List<Explanation> found = new ArrayList<>();
        Map<Service, List<Decision>> represented = decisions.stream()
                .filter(decision -> decision.representedBy().isPresent())
                .collect(Collectors.groupingBy(
                        decision -> decision.representedBy().orElseThrow()));
        // thousands of services of one resource share a list
        Map<Ivoid, List<Decision>> byIvoid = decisions.stream()
                .flatMap(decision -> decision.service().ivoids().stream().map(each -> Map.entry(each, decision)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
        for (int i = 0; i < candidates.size(); i++) {
            Candidate it = candidates.get(i);
            Service service = it.service();
            if (service.ivoids().contains(ivoid)) {
                found.add(new Explanation(
                        it,
                        new Judgement(question, inclusive, counts, verdicts.of(service)),
                        decisions.get(i),
                        represented.getOrDefault(service, List.of()),
                        it.servedBy().stream()
                                .map(server -> new Server(server, byIvoid.getOrDefault(server, List.of())))
                                .toList(),
                        queries(it, question, inclusive)));
            }
        }
        return found;
    }

    /** Judges what services declare. Remembers what holds for all services of a protocol, as there may be thousands. */
    private static final class Verdicts {
        private final CoverageJudge coverage;
        private final Set<String> asked;
        private final Set<String> related;
        private final Map<Protocol, Boolean> byProtocol = new HashMap<>();

        Verdicts(Question question) {
            this.coverage = new CoverageJudge(question);
            this.asked = question.productTypes();
            this.related = ProductTypes.related(asked);
        }

        Map<Axis, Verdict> of(Service service) {
            Map<Axis, Verdict> verdicts = new EnumMap<>(Axis.class);
            verdicts.putAll(coverage.judge(service.coverage()));
            if (!asked.isEmpty()) {
                verdicts.put(Axis.PRODUCT_TYPE, ofTypes(service));
            }
            return verdicts;
        }

        private Verdict ofTypes(Service service) {
            Set<String> declared = service.declared().knownProductTypes();
            boolean gives = byProtocol.computeIfAbsent(service.protocol(), it -> it.givesAnyOf(asked));
            if (!gives || (!declared.isEmpty() && Collections.disjoint(declared, related))) {
                return Verdict.NO;
            }
            return declared.isEmpty() ? Verdict.UNKNOWN : Verdict.YES;
        }
    }

    private static List<Query> queries(Candidate candidate, Question question, boolean inclusive) {
        Service service = candidate.service();
        return candidate.preset() != null || KnownProtocols.unaskable(service, question) != null
                ? List.of()
                : KnownProtocols.query(service, question, inclusive).texts().stream()
                        .map(each -> new Query(each.form(), each.url(), each.text(), each.maxRec()))
                        .toList();
    }
}
