package org.skytrawl.simvo.tap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;

/** The parameters of a query, by names in upper case, and uploaded files, by names in lower case. Immutable. */
record TapParameters(Map<String, List<String>> values, Map<String, byte[]> parts) {
    TapParameters {
        values = Map.copyOf(values);
        parts = Map.copyOf(parts);
    }

    /** What all of them take in a request, about. */
    long bytes() {
        return values.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(String::length)
                        .sum()
                + parts.values().stream().mapToLong(part -> part.length).sum();
    }

    static TapParameters of(Request request) {
        return new TapParameters(request.parameters(), request.parts());
    }

    /** The same with some replaced, as a job's parameters are set one by one (UWS 1.1 section 2.2.2.2). */
    TapParameters with(TapParameters others) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        others.values.forEach((name, value) -> {
            Stream<String> before = name.equals("UPLOAD") ? all(name).stream() : Stream.of();
            all.put(name, Stream.concat(before, value.stream()).toList());
        });
        Map<String, byte[]> allParts = new LinkedHashMap<>(parts);
        allParts.putAll(others.parts);
        return new TapParameters(all, allParts);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    @Nullable
    String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.getFirst();
    }

    String adql() throws TapError {
        String request = first("REQUEST");
        if (request != null && !request.equalsIgnoreCase("doQuery")) {
            throw new TapError("REQUEST must be doQuery, not '" + request + "'");
        }
        String version = first("VERSION");
        if (version != null && !version.startsWith("1.")) {
            throw new TapError("this service speaks TAP 1.1, not '" + version + "'");
        }
        String lang = first("LANG");
        if (lang == null) {
            throw new TapError("the parameter LANG is missing: it must be ADQL");
        }
        if (!lang.toUpperCase(Locale.ROOT).matches("ADQL(-2\\.[01])?")) {
            throw new TapError("LANG must be ADQL or ADQL-2.0, not '" + lang + "'");
        }
        String query = first("QUERY");
        if (query == null || query.isBlank()) {
            throw new TapError("the parameter QUERY is missing");
        }
        return query;
    }

    int rows(TapDescription description) throws TapError {
        String maxRec = first("MAXREC");
        if (maxRec == null || maxRec.isEmpty()) {
            return description.limits().usual();
        }
        if (!maxRec.strip().matches("\\d{1,18}")) {
            throw new TapError("MAXREC must be a whole number from 0, not '" + maxRec + "'");
        }
        return (int)
                Math.min(Long.parseLong(maxRec.strip()), description.limits().hard());
    }

    /** The form of the answer; RESPONSEFORMAT, or FORMAT as it was called before TAP 1.1. */
    DaliAnswer.Format format() throws TapError {
        String asked = first("RESPONSEFORMAT");
        if (asked == null || asked.isBlank()) {
            asked = first("FORMAT");
        }
        return asked == null || asked.isBlank() ? DaliAnswer.Format.VOTABLE : DaliAnswer.Format.of(asked);
    }
}
