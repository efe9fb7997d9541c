package org.skytrawl.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which form of question each service has been found to understand: what was refused once is not tried again in a run.
 * Tables are kept apart, as a refusal may be about a column. Thread-safe.
 */
public final class Dialects {
    private final Map<String, Integer> forms = new ConcurrentHashMap<>();

    /** Of no service anything is known. */
    public Dialects() {}

    /** The place of the form to begin with. */
    int of(ServiceQuery query) {
        return forms.getOrDefault(key(query), 0);
    }

    private static String key(ServiceQuery query) {
        return query.service().tableName() + " " + query.service().accessUrl();
    }

    void learn(ServiceQuery query, int form) {
        if (form > 0) {
            forms.put(key(query), form);
        }
    }
}
