package org.skytrawl.protocol;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which form of question each service has been found to understand: what was refused once is not tried again in a run.
 * Tables are kept apart, as a refusal may be about a column. Thread-safe.
 */
public final class AcceptedQueryForms {
    private final Map<String, Integer> forms = new ConcurrentHashMap<>();

    /** Of no service anything is known. */
    public AcceptedQueryForms() {}

    /** The place of the form to begin with. */
    int of(ServiceQuery query) {
        return forms.getOrDefault(key(query), 0);
    }

    private static String key(ServiceQuery query) {
        return query.service().tableName() + " " + query.service().accessUrl();
    }

    /**
     * An earlier run has found that a service understands a form; others are not tried before it.
     *
     * @param form the form as that run's log has it; one that this question has not says nothing
     */
    public void expect(ServiceQuery query, String form) {
        List<QueryText> texts = query.texts();
        for (int i = 0; i < texts.size(); i++) {
            String name = texts.get(i).form();
            if (name != null && (form.equals(name) || form.startsWith(name + ", in "))) {
                learn(query, i);
            }
        }
    }

    void learn(ServiceQuery query, int form) {
        if (form > 0) {
            forms.put(key(query), form);
        }
    }
}
