package org.skytrawl.selection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.CoverageJudge;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.registry.Candidate;

/**
 * Explains a selection, one resource at a time.
 *
 * @param decisions in the order of the candidates
 */
record Explanations(
        List<Candidate> candidates,
        List<Decision> decisions,
        Question question,
        boolean inclusive,
        boolean coverageCounts) {
    /** One explanation for each service of a resource. */
    List<Explanation> of(Ivoid ivoid) {
        CoverageJudge judge = new CoverageJudge(question);
        List<Explanation> found = new ArrayList<>();
        Map<Service, List<Decision>> represented = represented();
        Map<Ivoid, List<Decision>> byIvoid = byIvoid();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (candidate.service().ivoids().contains(ivoid)) {
                found.add(new Explanation(
                        candidate,
                        question,
                        inclusive,
                        coverageCounts,
                        judge.judge(candidate.service().coverage()),
                        decisions.get(i),
                        represented.getOrDefault(candidate.service(), List.of()),
                        candidate.servedBy().stream()
                                .map(server -> new Explanation.Server(server, byIvoid.getOrDefault(server, List.of())))
                                .toList(),
                        queries(candidate)));
            }
        }
        return found;
    }

    /** The elided services by their representative. */
    private Map<Service, List<Decision>> represented() {
        Map<Service, List<Decision>> represented = new HashMap<>();
        for (Decision decision : decisions) {
            decision.representedBy()
                    .ifPresent(asked -> represented
                            .computeIfAbsent(asked, first -> new ArrayList<>(1))
                            .add(decision));
        }
        return represented;
    }

    private Map<Ivoid, List<Decision>> byIvoid() {
        Map<Ivoid, List<Decision>> byIvoid = HashMap.newHashMap(decisions.size());
        for (Decision decision : decisions) {
            for (Ivoid ivoid : decision.service().ivoids()) {
                byIvoid.computeIfAbsent(ivoid, first -> new ArrayList<>(1)).add(decision);
            }
        }
        // thousands of services of one resource share a list
        byIvoid.replaceAll((ivoid, itsOwn) -> List.copyOf(itsOwn));
        return byIvoid;
    }

    private List<Explanation.Query> queries(Candidate candidate) {
        boolean askable = candidate.preset() == null && KnownProtocols.unaskable(candidate.service(), question) == null;
        return askable
                ? KnownProtocols.query(candidate.service(), question, inclusive).texts().stream()
                        .map(each -> new Explanation.Query(each.form(), each.url(), each.text(), each.maxRec()))
                        .toList()
                : List.of();
    }
}
