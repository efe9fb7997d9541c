package org.skytrawl.simvo.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was read. Immutable, but for the bytes of the parts, which nobody changes.
 *
 * @param method in upper case
 * @param baseUrl scheme, host and port as which the server is known: {@code http://127.1.0.5:40123}
 * @param path decoded, beginning with a slash, without the query
 * @param parameters of the query string and then of a form in the body, names in upper case (DALI 1.1 section 3.1: they are
 *     compared without case), values in the order sent
 * @param headers names in lower case
 * @param parts of a multipart form that are files, by their names in lower case
 */
public record Request(
        String method,
        String baseUrl,
        String path,
        Map<String, List<String>> parameters,
        Map<String, String> headers,
        Map<String, byte[]> parts) {
    /** Keeps its own copies. */
    public Request {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
        parts = Map.copyOf(parts);
    }

    /** The first value of a parameter, or null if it was not sent; an empty value is an empty text. */
    public @Nullable String parameter(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** All values of a parameter. */
    public List<String> all(String name) {
        return parameters.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }
}
