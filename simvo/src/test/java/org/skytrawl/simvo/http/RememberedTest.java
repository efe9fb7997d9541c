package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final AtomicInteger computed = new AtomicInteger();

    private static Request request(String value, Map<String, byte[]> parts) {
        return new Request("GET", "http://127.0.0.1:1", "/sia", Map.of("POS", List.of(value)), Map.of(), parts);
    }

    private static String body(Response response) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().writeTo(body);
        return body.toString(StandardCharsets.UTF_8);
    }

    private Response answer(int status, Request request) {
        computed.incrementAndGet();
        return Response.text(status, "text/plain", "at " + request.parameter("POS"));
    }

    @Test
    void computesTheSameAnswerOnce() throws Exception {
        Handler remembered = new Remembered(request -> answer(200, request));
        assertThat(body(remembered.handle(request("1", Map.of())))).isEqualTo("at 1");
        assertThat(body(remembered.handle(request("1", Map.of())))).isEqualTo("at 1");
        assertThat(computed).hasValue(1);
        assertThat(body(remembered.handle(request("2", Map.of())))).isEqualTo("at 2");
        assertThat(computed).hasValue(2);
    }

    @Test
    void forgetsTheOldest() throws Exception {
        Handler remembered = new Remembered(request -> answer(200, request));
        for (String value : List.of("1", "2", "3", "4", "5", "5", "1")) {
            remembered.handle(request(value, Map.of()));
        }
        assertThat(computed).hasValue(6);
    }

    @Test
    void remembersNoErrorAndNothingOfAnUpload() throws Exception {
        Handler failing = new Remembered(request -> answer(400, request));
        failing.handle(request("1", Map.of()));
        failing.handle(request("1", Map.of()));
        assertThat(computed).hasValue(2);
        Handler taking = new Remembered(request -> answer(200, request));
        taking.handle(request("1", Map.of("t", new byte[1])));
        taking.handle(request("1", Map.of("t", new byte[2])));
        assertThat(computed).hasValue(4);
    }
}
