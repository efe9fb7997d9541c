package org.skytrawl.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchRequest;

/**
 * One way to put a question to a service. Where a service refuses one, the next simpler one can be tried.
 *
 * @param name what the log calls it, or null if there is only one way
 * @param text what goes to the log: the whole URL, for ObsTAP the ADQL
 * @param requests what is sent, one after the other; together they ask the question, and may give rows more than once
 * @param appliesPosition whether the service itself tests the cone, or a part of it: then its word counts where a record's
 *     geometry cannot tell, as what a part of the cone would give must not be lost for having been asked in parts
 */
public record QueryForm(@Nullable String name, String text, List<FetchRequest> requests, boolean appliesPosition) {
    /** A form that is one request. */
    public static QueryForm of(@Nullable String name, String text, FetchRequest request, boolean appliesPosition) {
        return new QueryForm(name, text, List.of(request), appliesPosition);
    }
}
