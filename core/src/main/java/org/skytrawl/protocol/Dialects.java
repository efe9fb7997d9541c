package org.skytrawl.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which form of question each service has been found to understand: what was refused once is not tried again in a run, be it
 * for a part of the question or for another table of the same service. Thread-safe.
 */
public final class Dialects {
    private final Map<String, Integer> forms = new ConcurrentHashMap<>();

    /** Of no service anything is known. */
    public Dialects() {}

    /** The place of the form to begin with. */
    int of(ServiceQuery query) {
        return forms.getOrDefault(query.service().accessUrl(), 0);
    }

    void learn(ServiceQuery query, int form) {
        if (form > 0) {
            forms.put(query.service().accessUrl(), form);
        }
    }
}
