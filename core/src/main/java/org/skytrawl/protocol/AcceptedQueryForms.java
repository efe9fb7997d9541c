package org.skytrawl.protocol;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The form of query that each service accepts: a run does not try a refused form again. Each table has its own entry, as a
 * refusal may concern a column. Thread-safe.
 */
public final class AcceptedQueryForms {
    private final String way;
    private final Map<String, Integer> forms;

    public AcceptedQueryForms() {
        this("", new ConcurrentHashMap<>());
    }

    private AcceptedQueryForms(String way, Map<String, Integer> forms) {
        this.way = way;
        this.forms = forms;
    }

    /** The forms of queries for several targets: other lists of forms than those of usual queries. */
    AcceptedQueryForms of(TargetWay targetWay) {
        return new AcceptedQueryForms(targetWay.word() + " ", forms);
    }

    /** The index of the first form to try. */
    int of(ServiceQuery query) {
        return forms.getOrDefault(key(query), 0);
    }

    private String key(ServiceQuery query) {
        return way + query.service().tableName() + " " + query.service().accessUrl();
    }

    /**
     * Starts with a form that an earlier run used.
     *
     * @param form its name in that run's log; ignored if this query has no such form
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
