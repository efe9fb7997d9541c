package org.skytrawl.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.known.KnownProtocols;

/** Builds the query of one question to each service, once. Thread-safe. */
record RunQueries(Question question, boolean inclusive, Map<Service, ServiceQuery> built) {
    RunQueries(Question question, boolean inclusive) {
        this(question, inclusive, new ConcurrentHashMap<>());
    }

    /** @param service one that can be asked */
    ServiceQuery of(Service service) {
        return built.computeIfAbsent(service, at -> KnownProtocols.query(at, question, inclusive));
    }
}
