package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeAnswersTest {
    private static final String WHOLE =
            "<VOTABLE><RESOURCE><INFO name=\"QUERY_STATUS\" value=\"OK\"/></RESOURCE></VOTABLE>\n";

    private final CountDownLatch failed = new CountDownLatch(1);
    private SimServer server;
    private WholeAnswers answers;
    private SimHost host;

    @BeforeEach
    void start() throws IOException {
        server = SimServer.start();
        host = server.host();
    }

    @AfterEach
    void end() {
        server.close();
    }

    private void mount(Response response) {
        answers = new WholeAnswers(Behaviour.HEALTHY);
        host.mount("/" + host.requests(), request -> response, answers);
    }

    private Map<String, Long> countsAfter(int status, String text) throws IOException {
        mount(Response.text(status, Response.VOTABLE, text));
        ask();
        return answers.counts();
    }

    private void ask() throws IOException {
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.get("/" + host.requests() + "?QUERY=a").answer();
        }
    }

    @Test
    void countsWholeAnswersOnly() throws IOException {
        assertThat(countsAfter(200, WHOLE)).isEqualTo(Map.of("a", 1L));
        assertThat(countsAfter(200, WHOLE.replace("OK", "OVERFLOW"))).isEmpty();
        assertThat(countsAfter(200, WHOLE.replace("OK", "ERROR"))).isEmpty();
        assertThat(countsAfter(200, WHOLE.replace("</VOTABLE>", ""))).isEmpty();
        assertThat(countsAfter(200, "<html></html>")).isEmpty();
        assertThat(countsAfter(500, WHOLE)).isEmpty();
    }

    @Test
    void seesTheEndOfAnswersInPiecesOfAnyLength() throws IOException {
        for (int length : new int[] {1, 7, 4095, 4096, 5000}) {
            byte[] bytes = ("<!--" + "x".repeat(20_000) + "-->" + WHOLE).getBytes(StandardCharsets.US_ASCII);
            mount(Response.text(200, Response.VOTABLE, "").with(out -> {
                for (int i = 0; i < bytes.length; i += length) {
                    out.write(bytes, i, Math.min(length, bytes.length - i));
                }
            }));
            ask();
            assertThat(answers.counts()).as(length + " bytes").isEqualTo(Map.of("a", 1L));
        }
    }

    @Test
    void doesNotCountAnswersThatTheClientBreaksOff() throws Exception {
        mount(Response.text(200, Response.VOTABLE, "").with(out -> {
            try {
                endless(out);
            } finally {
                failed.countDown();
            }
        }));
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.get("/0?QUERY=a").head();
        }
        failed.await();
        assertThat(answers.counts()).isEmpty();
        Eventually.is(0, host::openConnections);
    }

    private static void endless(OutputStream out) throws IOException {
        byte[] bytes = WHOLE.getBytes(StandardCharsets.US_ASCII);
        while (true) {
            out.write(bytes);
        }
    }
}
