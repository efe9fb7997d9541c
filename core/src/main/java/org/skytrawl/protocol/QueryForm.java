package org.skytrawl.protocol;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchRequest;

/**
 * One form of a query. If a service refuses it, the next simpler form can be tried.
 *
 * @param name its name in the log, or null for the usual form
 * @param text the text for the log: the whole URL, or the ADQL for ObsTAP
 * @param requests the requests, sent one after the other; together they ask the question, and may repeat rows
 * @param appliesPosition whether the service tests the cone or a part of it: its answer then counts for records that have no
 *     usable geometry, also when the cone is split
 * @param leftOut the parameters that this form does not send, because the service may have refused them
 */
public record QueryForm(
        @Nullable String name, String text, List<FetchRequest> requests, boolean appliesPosition, Set<String> leftOut) {
    public QueryForm(@Nullable String name, String text, List<FetchRequest> requests, boolean appliesPosition) {
        this(name, text, requests, appliesPosition, Set.of());
    }

    public static QueryForm of(@Nullable String name, String text, FetchRequest request, boolean appliesPosition) {
        return new QueryForm(name, text, List.of(request), appliesPosition);
    }
}
