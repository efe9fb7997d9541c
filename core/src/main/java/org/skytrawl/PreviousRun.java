package org.skytrawl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.EarlierDatasets;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.AcceptedQueryForms;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * What a run knows of its services from an earlier one. Immutable.
 *
 * @param carried what became of services that are not asked again, in order: those that had answered completely, and those
 *     that were not to be asked
 * @param toAsk services that are asked whether or not others give the same
 * @param forms by service, the form of the query that it had understood
 * @param origins by service, what its answer came from
 * @param datasets what had been found
 */
record PreviousRun(
        List<ServiceEnded> carried,
        Set<Service> toAsk,
        Map<ServiceQuery, String> forms,
        Map<Service, Origin> origins,
        List<FoundDataset> datasets) {
    /** Of a run that stands alone. */
    static final PreviousRun NONE = new PreviousRun(List.of(), Set.of(), Map.of(), Map.of(), List.of());

    PreviousRun {
        carried = List.copyOf(carried);
        // not copyOf(), which looks at one after the other where hashes meet
        toAsk = Collections.unmodifiableSet(new HashSet<>(toAsk));
        forms = Map.copyOf(forms);
        origins = Collections.unmodifiableMap(new HashMap<>(origins));
        datasets = List.copyOf(datasets);
    }

    /** What became of this service, if it is not asked again. */
    Map<Service, ServiceEnded> byService() {
        Map<Service, ServiceEnded> all = new HashMap<>();
        carried.forEach(ended -> all.put(ended.service(), ended));
        return all;
    }

    AcceptedQueryForms dialects() {
        AcceptedQueryForms dialects = new AcceptedQueryForms();
        forms.forEach(dialects::expect);
        return dialects;
    }

    /** The answers to be merged: those of now, and what had been found before by services that have not answered now. */
    List<Answer> answers(Collection<ServiceTask> tasks) {
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
            if (task.outcome() instanceof ServiceOutcome.Answered) {
                superseded.add(task.service());
            }
        }
        List<Answer> earlier = new ArrayList<>();
        for (ServiceEnded ended : carried) {
            Origin origin = origins.get(ended.service());
            if (origin != null) {
                // also who gave nothing has its part in the summary
                earlier.add(new Answer(ended.service(), origin, List.of()));
            }
        }
        earlier.addAll(EarlierDatasets.of(datasets, services, superseded::contains, answers));
        answers.addAll(earlier);
        return answers;
    }
}
