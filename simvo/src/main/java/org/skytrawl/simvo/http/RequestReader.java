package org.skytrawl.simvo.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes a request of what was sent. */
final class RequestReader {
    private RequestReader() {}

    /**
     * The request of this head and body.
     *
     * @param baseUrl as which the server is known
     */
    static Request request(RequestHead head, byte[] body, String baseUrl) throws BadRequestException {
        String target = target(head.target());
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Map<String, List<String>> parameters = new HashMap<>();
        Map<String, byte[]> parts = new HashMap<>();
        if (question >= 0) {
            UrlEncoded.parameters(target.substring(question + 1), parameters);
        }
        String contentType = head.headers().getOrDefault("content-type", "");
        String mediaType = contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        if (mediaType.equals("application/x-www-form-urlencoded")) {
            UrlEncoded.parameters(Incoming.latin1(body), parameters);
        } else if (mediaType.equals("multipart/form-data")) {
            new Multipart(parameters, parts).read(contentType, body);
        }
        parameters.replaceAll((name, values) -> List.copyOf(values));
        return new Request(head.method(), baseUrl, UrlEncoded.decoded(path, false), parameters, head.headers(), parts);
    }

    /** Path and query, also of the absolute form that proxies are sent (RFC 9112 section 3.2.2). */
    private static String target(String sent) throws BadRequestException {
        String target = sent;
        if (target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8)) {
            String rest = target.substring(target.indexOf("//") + 2);
            int end = 0;
            while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
                end++;
            }
            rest = rest.substring(end);
            target = rest.startsWith("/") ? rest : "/" + rest;
        }
        if (!target.startsWith("/")) {
            throw new BadRequestException("the request's target is no path");
        }
        int fragment = target.indexOf('#');
        return fragment < 0 ? target : target.substring(0, fragment);
    }
}
