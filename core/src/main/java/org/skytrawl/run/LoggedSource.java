package org.skytrawl.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.QueryText;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceSelected;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.UnansweredTargets;
import org.skytrawl.registry.Candidate;
import org.skytrawl.run.PreviousRun.TargetsAgain;
import org.skytrawl.selection.ServiceSelection;

/**
 * The services of an earlier run, from its log.
 *
 * @param notes notes on what cannot be repeated, for the new log
 */
public record LoggedSource(ReadLog log, List<String> notes, PreviousRun history) implements ServiceSource {
    /**
     * Queries the services that did not answer completely; takes the others over.
     *
     * @param chosen false for services that keep their earlier outcome though they did not answer completely
     */
    public static LoggedSource retry(ReadLog log, List<FoundDataset> found, Predicate<Service> chosen) {
        ReadLog known = log.whole() ? log : log.beforeAsking();
        check(known);
        List<ServiceEnded> carried = new ArrayList<>();
        for (ServiceEnded ended : known.services()) {
            if (!ended.outcome().isLoss() || !chosen.test(ended.service())) {
                carried.add(ended.carriedFrom(known.run().id()));
            }
        }
        return new LoggedSource(
                known,
                List.of(),
                new PreviousRun(carried, Set.of(), Map.of(), origins(known), found, null, targetsLeft(known)));
    }

    private static TargetsAgain targetsLeft(ReadLog log) {
        TargetRegion targets = log.run().constraints().targets();
        return targets == null
                ? TargetsAgain.NONE
                : new TargetsAgain(UnansweredTargets.asked(log.events()), UnansweredTargets.of(log.events(), targets));
    }

    /** Repeats all queries. */
    public static LoggedSource rerun(ReadLog log) {
        check(log);
        Set<Service> toAsk = new HashSet<>();
        Map<ServiceQuery, String> forms = new HashMap<>();
        List<ServiceEnded> carried = new ArrayList<>();
        QueriesAgain queries = new QueriesAgain(log.run(), UnansweredTargets.asked(log.events()));
        log.selected().stream().filter(selected -> selected.elidedBy() == null).forEach(selected -> {
            toAsk.add(selected.service());
            queries.selected(selected);
        });
        for (ServiceEnded ended : log.services()) {
            ServiceOutcome outcome = ended.outcome();
            if (outcome instanceof ServiceOutcome.Pruned
                    || (outcome instanceof ServiceOutcome.Skipped && !outcome.isLoss())) {
                carried.add(ended.carriedFrom(log.run().id()));
            } else if (!(outcome instanceof ServiceOutcome.Elided)) {
                toAsk.add(ended.service());
                queries.ended(ended, forms);
            }
        }
        return new LoggedSource(
                log,
                queries.notes(toAsk),
                new PreviousRun(
                        carried,
                        toAsk,
                        forms,
                        Map.of(),
                        List.of(),
                        queries.built,
                        new TargetsAgain(UnansweredTargets.asked(log.events()), Map.of())));
    }

    /** The origins of the answers, for services that were asked. */
    private static Map<Service, Origin> origins(ReadLog log) {
        RunStarted run = log.run();
        Map<Service, Origin> origins = new HashMap<>();
        for (ServiceEnded ended : log.services()) {
            Service service = ended.service();
            QueryFacts facts = ended.facts();
            if (facts != null && KnownProtocols.unaskable(service, run.constraints()) == null) {
                Service at = facts.mirrorUrl() == null ? service : service.at(facts.mirrorUrl());
                String url = service.tableName() != null
                        ? KnownProtocols.query(
                                        at, run.constraints(), run.options().inclusive())
                                .url()
                        : facts.query();
                origins.put(service, new Origin(service.ivoid(), service.title(), service.protocol(), url));
            }
        }
        return origins;
    }

    private static void check(ReadLog log) {
        RegistryRead registry = log.registry();
        if (registry == null || !log.knowsAllServices() || registry.candidates() == 0) {
            boolean isCutOff = registry == null || !log.knowsAllServices();
            throw new IllegalArgumentException("the run of the log " + log.name()
                    + (isCutOff ? " ended before all of its services were selected" : " had no services to select from")
                    + "; ask the question again instead");
        }
    }

    /** The context of a run that uses an earlier one. */
    public static RunContext context(ReadLog log, RunContext.How how) {
        RunStarted run = log.run();
        return run.context().withEarlier(new RunContext.EarlierRun(how, run.id(), run.time(), log.name()));
    }

    @Override
    public boolean isAtHand() {
        return true;
    }

    @Override
    public Plan plan(
            Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation) {
        RegistryRead before = Objects.requireNonNull(log.registry());
        List<String> allNotes = new ArrayList<>(before.notes());
        allNotes.addAll(notes);
        return new Plan(
                new RegistryRead(
                        Instant.now(),
                        new ProvenanceEvent.CandidateSource(before.source(), before.fetched(), before.stale()),
                        before.candidates(),
                        List.of(),
                        allNotes,
                        before.privateAddresses()),
                ServiceSelection.again(
                        candidates(),
                        question,
                        options.which(),
                        history.targets().whole()),
                before.privateAddresses());
    }

    /** Services to query that may be on this machine or in private networks, if the log allows those. */
    public List<Service> maybePrivate() {
        RegistryRead before = log.registry();
        if (before == null || !before.privateAddresses()) {
            return List.of();
        }
        Set<Service> ended = new HashSet<>();
        history.carried().forEach(carried -> ended.add(carried.service()));
        return candidates().stream()
                .map(Candidate::service)
                .filter(service -> !ended.contains(service))
                .toList();
    }

    /** All services that can be queried, each once; pruned and skipped ones are no candidates. */
    private List<Candidate> candidates() {
        Map<Service, Candidate> candidates = new LinkedHashMap<>();
        Map<Ivoid, Set<String>> tables = tables();
        for (ServiceSelected it : log.selected()) {
            candidates.putIfAbsent(
                    it.service(), new Candidate(it.service(), it.servedBy(), new TreeSet<>(it.tableNames()), null));
        }
        for (ServiceEnded it : log.services()) {
            boolean isExcluded = it.outcome() instanceof ServiceOutcome.Pruned
                    || (it.outcome() instanceof ServiceOutcome.Skipped
                            && !it.outcome().isLoss());
            if (!isExcluded) {
                candidates.putIfAbsent(it.service(), standBy(it, tables));
            }
        }
        return List.copyOf(candidates.values());
    }

    /**
     * A service that is logged with its end only, such as one taken over by a retry. An elided one must be elided again, by
     * whatever rule: a rerun must not query services that the first run did not.
     */
    private static Candidate standBy(ServiceEnded ended, Map<Ivoid, Set<String>> tables) {
        if (!(ended.outcome() instanceof ServiceOutcome.Elided elided)) {
            return Candidate.of(ended.service());
        }
        return new Candidate(ended.service(), List.of(elided.by()), tables.getOrDefault(elided.by(), Set.of()), null);
    }

    /** The tables queried, by resource. */
    private Map<Ivoid, Set<String>> tables() {
        Map<Ivoid, Set<String>> tables = new HashMap<>();
        for (ServiceEnded ended : log.services()) {
            String table = ended.service().tableName();
            if (table != null) {
                for (Ivoid ivoid : ended.service().ivoids()) {
                    tables.computeIfAbsent(ivoid, first -> new TreeSet<>()).add(table);
                }
            }
        }
        return tables;
    }

    /** Compares the queries of a log with those of this version. */
    private static final class QueriesAgain {
        private final RunStarted run;
        private final RunQueries built;
        private final Set<Service> withQuery = new HashSet<>();
        private final Set<Service> different = new HashSet<>();
        private final Set<Service> harvested = new HashSet<>();

        QueriesAgain(RunStarted run, Map<Service, TargetSet> asked) {
            this.run = run;
            TargetRegion all = run.constraints().targets();
            RunQueries queries = new RunQueries(run.constraints(), run.options().inclusive());
            this.built = all == null ? queries : queries.withTargets(service -> asked.getOrDefault(service, all.set()));
        }

        void selected(ServiceSelected selected) {
            ServiceQuery query = query(selected.service());
            if (selected.query() != null && query != null) {
                withQuery.add(selected.service());
                RunContext.EarlierRun earlier = run.context().earlier();
                if (selected.targets() != null && earlier != null && earlier.how() == RunContext.How.RETRY) {
                    // its query was for the targets left
                    return;
                }
                compare(selected.service(), query, null, selected.query());
            }
        }

        void ended(ServiceEnded ended, Map<ServiceQuery, String> forms) {
            QueryFacts facts = ended.facts();
            // a mirror gets the same query at another URL
            Service at = facts == null || facts.mirrorUrl() == null
                    ? ended.service()
                    : ended.service().at(facts.mirrorUrl());
            ServiceQuery query = query(at);
            if (facts != null && facts.harvested() != null) {
                harvested.add(ended.service());
                return;
            }
            if (facts == null || query == null) {
                return;
            }
            withQuery.add(ended.service());
            if (run.constraints().targets() != null) {
                // its requests depend on what the service turns out to take
                return;
            }
            if (facts.form() != null) {
                forms.put(query, facts.form());
            }
            compare(ended.service(), query, facts.form(), facts.query());
        }

        private @Nullable ServiceQuery query(Service service) {
            return KnownProtocols.unaskable(service, run.constraints()) == null ? built.of(service) : null;
        }

        private void compare(Service service, ServiceQuery query, @Nullable String form, String text) {
            boolean same = query.texts().stream()
                    .filter(each -> form == null || each.form() == null || form.startsWith(each.form()))
                    .map(QueryText::text)
                    .anyMatch(text::equals);
            if (!same) {
                different.add(service);
            }
        }

        List<String> notes(Set<Service> toAsk) {
            List<String> notes = new ArrayList<>();
            Set<Service> without = new HashSet<>(toAsk);
            without.removeAll(withQuery);
            without.removeAll(harvested);
            note(harvested, "the answer was read from a harvest, and the service itself is asked now: ", notes);
            note(without, "the log has no query to compare for ", notes);
            note(different, "the query of this version differs from that of version " + run.version() + " for ", notes);
            return notes;
        }

        private static void note(Set<Service> services, String what, List<String> notes) {
            if (!services.isEmpty()) {
                String first = services.stream()
                        .map(service -> service.ivoid().value())
                        .min(String::compareTo)
                        .orElseThrow();
                int more = services.size() - 1;
                notes.add(what + first + (more == 0 ? "" : " and " + more + " more services"));
            }
        }
    }
}
