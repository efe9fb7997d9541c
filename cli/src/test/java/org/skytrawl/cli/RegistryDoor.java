package org.skytrawl.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;

/** Leads to a registry, changes what is asked of it on the way, and can be shut. */
final class RegistryDoor implements Handler, AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String registryUrl;

    /** What becomes of each query. */
    volatile UnaryOperator<String> query = adql -> adql;

    /** The most rows of an answer. */
    volatile long mostRows = 1_000_000;

    /** Whether nobody gets through. */
    volatile boolean shut;

    RegistryDoor(String registryUrl) {
        this.registryUrl = registryUrl;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        if (shut) {
            return Response.text(500, "text/plain", "Closed for repair");
        }
        String adql = query.apply(String.valueOf(request.parameter("QUERY")));
        String form = "REQUEST=doQuery&LANG=ADQL&MAXREC=" + mostRows + "&QUERY="
                + URLEncoder.encode(adql, StandardCharsets.UTF_8);
        HttpRequest onwards = HttpRequest.newBuilder(URI.create(registryUrl + "/sync"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = client.send(onwards, HttpResponse.BodyHandlers.ofString());
            return Response.text(answer.statusCode(), Response.VOTABLE, answer.body());
        } catch (IOException e) {
            return Response.text(502, "text/plain", e.toString());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
