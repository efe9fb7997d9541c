package org.skytrawl.run;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.known.KnownProtocols;

/** Builds the query of one question to each service, once. Thread-safe. */
record RunQueries(
        Question question, boolean inclusive, Function<Service, TargetSet> targets, Map<Service, ServiceQuery> built) {
    RunQueries(Question question, boolean inclusive) {
        this(
                question,
                inclusive,
                service -> Objects.requireNonNull(question.targets()).set(),
                new ConcurrentHashMap<>());
    }

    /** @param chosen the targets to ask each service for, if the question has a list */
    RunQueries withTargets(Function<Service, TargetSet> chosen) {
        return question.targets() == null
                ? this
                : new RunQueries(question, inclusive, chosen, new ConcurrentHashMap<>());
    }

    /** @param service one that can be asked */
    ServiceQuery of(Service service) {
        return built.computeIfAbsent(service, at -> KnownProtocols.query(at, question(at), inclusive));
    }

    /** The same query at a mirror. */
    ServiceQuery of(Service service, String url) {
        return KnownProtocols.query(service.at(url), question(service), inclusive);
    }

    private Question question(Service service) {
        TargetRegion all = question.targets();
        return all == null ? question : question.at(all.only(targets.apply(service)));
    }
}
