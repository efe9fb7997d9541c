package org.skytrawl.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.EarlierDatasets;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.AcceptedQueryForms;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * Results of an earlier run that a new one builds on. Immutable.
 *
 * @param carried the ends of services that are not queried again, in order: they answered completely or were not to be queried
 * @param toAsk services to query even if others have the same data
 * @param forms the form of the query that each service accepted
 * @param origins the origin of each service's answer
 * @param datasets the datasets found
 * @param compared the queries that were compared with those of the log; null if none were
 * @param targets the targets of each service
 */
public record PreviousRun(
        List<ServiceEnded> carried,
        Set<Service> toAsk,
        Map<ServiceQuery, String> forms,
        Map<Service, Origin> origins,
        List<FoundDataset> datasets,
        @Nullable RunQueries compared,
        TargetsAgain targets) {
    /**
     * The targets of each service, if the question has a list. Services that are in neither map are asked for all targets in
     * their coverage.
     *
     * @param whole the targets that the service was to be asked for in the earlier run
     * @param left the targets to ask it for now: all of these, or those that it has not answered for
     */
    public record TargetsAgain(Map<Service, TargetSet> whole, Map<Service, TargetSet> left) {
        static final TargetsAgain NONE = new TargetsAgain(Map.of(), Map.of());

        public TargetsAgain {
            whole = Collections.unmodifiableMap(new HashMap<>(whole));
            left = Collections.unmodifiableMap(new HashMap<>(left));
        }

        /** Whether only some of its targets are asked for again, so that its earlier records of the others stay. */
        boolean isPart(Service service, TargetSet all) {
            TargetSet some = left.get(service);
            return some != null && !some.containsAll(whole.getOrDefault(service, all));
        }
    }

    /** For a run without an earlier one. */
    public static final PreviousRun NONE =
            new PreviousRun(List.of(), Set.of(), Map.of(), Map.of(), List.of(), null, TargetsAgain.NONE);

    public PreviousRun {
        carried = List.copyOf(carried);
        // not copyOf(), which searches linearly among equal hashes
        toAsk = Collections.unmodifiableSet(new HashSet<>(toAsk));
        forms = Map.copyOf(forms);
        origins = Collections.unmodifiableMap(new HashMap<>(origins));
        datasets = List.copyOf(datasets);
    }

    Map<Service, ServiceEnded> byService() {
        Map<Service, ServiceEnded> all = new HashMap<>();
        carried.forEach(ended -> all.put(ended.service(), ended));
        return all;
    }

    /** The queries to send: those that were compared, unless the question has changed. */
    RunQueries queries(Question question, boolean inclusive) {
        return compared != null
                        && compared.inclusive() == inclusive
                        && compared.question().equals(question)
                ? compared
                : new RunQueries(question, inclusive);
    }

    AcceptedQueryForms acceptedForms() {
        AcceptedQueryForms accepted = new AcceptedQueryForms();
        forms.forEach(accepted::expect);
        return accepted;
    }

    /** The answers to merge: the new ones, and earlier datasets of services that have not answered now. */
    List<Answer> answers(Collection<ServiceTask> tasks, Question question) {
        List<Answer> answers = new ArrayList<>();
        if (carried.isEmpty() && datasets.isEmpty()) {
            tasks.forEach(task -> answers.add(task.answer()));
            return answers;
        }
        Set<Service> superseded = new HashSet<>();
        Map<Service, Origin> services = new HashMap<>(origins);
        for (ServiceTask task : tasks) {
            answers.add(task.answer());
            services.putIfAbsent(task.service(), task.origin());
            boolean isWhole = question.targets() == null
                    || !targets.isPart(task.service(), question.targets().set());
            if (task.outcome() instanceof ServiceOutcome.Answered && isWhole) {
                superseded.add(task.service());
            }
        }
        List<Answer> earlier = new ArrayList<>();
        for (ServiceEnded ended : carried) {
            Origin origin = origins.get(ended.service());
            if (origin != null) {
                // services without records count in the summary too
                earlier.add(new Answer(ended.service(), origin, List.of()));
            }
        }
        EarlierDatasets.Merged merged = EarlierDatasets.of(datasets, services, superseded::contains, answers);
        List<Answer> all = new ArrayList<>(merged.newAnswers());
        all.addAll(earlier);
        all.addAll(merged.earlier());
        return all;
    }
}
