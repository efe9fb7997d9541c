package org.skytrawl.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts a query string's parameters into one order: those without {@code =} first, as they stand (they may be told by their
 * place), then the others by name, those of one name as they stand. Empty parameters mean nothing and go. Stateless.
 */
final class ParameterOrder {
    private static final Comparator<String> BY_NAME = Comparator.comparing(
                    (String parameter) -> parameter.indexOf('=') >= 0)
            .thenComparing(ParameterOrder::name);

    private ParameterOrder() {}

    /** The query with its question mark, or nothing if no parameter is left. */
    static String canonical(String query) {
        if (query.indexOf('&') < 0) {
            return query.isEmpty() ? "" : '?' + query;
        }
        List<String> parameters = new ArrayList<>();
        int from = 0;
        while (from <= query.length()) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            if (end > from) {
                parameters.add(query.substring(from, end));
            }
            from = end + 1;
        }
        parameters.sort(BY_NAME);
        return parameters.isEmpty() ? "" : '?' + String.join("&", parameters);
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? "" : parameter.substring(0, equals);
    }
}
