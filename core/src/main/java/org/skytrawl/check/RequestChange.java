package org.skytrawl.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.QueryUrl;

/** Replaces parameters of requests that a query has made. */
final class RequestChange {
    private RequestChange() {}

    /** The request with another value of a parameter; without it if the value is null. */
    static FetchRequest with(FetchRequest request, String name, @Nullable String value) {
        if (request.method() == FetchRequest.Method.POST) {
            List<FetchRequest.Field> form = new ArrayList<>(request.form());
            form.removeIf(field -> field.name().equals(name));
            if (value != null) {
                form.add(new FetchRequest.Field(name, value));
            }
            return FetchRequest.post(request.url(), form);
        }
        int query = request.url().indexOf('?');
        String kept = Arrays.stream(request.url().substring(query + 1).split("&", -1))
                .filter(parameter -> !parameter.startsWith(name + "="))
                .collect(Collectors.joining("&"));
        QueryUrl url = new QueryUrl(request.url().substring(0, query + 1) + kept);
        return FetchRequest.get(
                value == null ? url.toString() : url.with(name, value).toString());
    }

    /** The MAXREC of a request, or null. */
    static @Nullable Long maxRec(FetchRequest request) {
        String marked = "&" + text(request).replace('?', '&').replace(' ', '&') + "&";
        int at = marked.indexOf("&MAXREC=");
        if (at < 0) {
            return null;
        }
        String value = marked.substring(at + "&MAXREC=".length(), marked.indexOf('&', at + 1));
        return value.matches("\\d{1,18}") ? Long.valueOf(value) : null;
    }

    /** The request in words: the URL, and the parameters of a POST. */
    static String text(FetchRequest request) {
        return request.url()
                + request.form().stream()
                        .map(field -> " " + field.name() + "=" + field.value())
                        .collect(Collectors.joining());
    }
}
