package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.server.run.RunLimits;

class SurveyFrameIT {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    static Path folder;

    private static TestServer bound;

    @BeforeAll
    static void start() throws IOException {
        bound = TestServer.start("http://127.0.0.1:1/tap", folder, TOKEN, RunLimits.DEFAULTS, Duration.ofSeconds(20));
    }

    @AfterAll
    static void end() {
        bound.close();
    }

    /** As a browser asks from a frame without an origin. */
    private static HttpResponse<byte[]> fromSandbox(String path) throws IOException, InterruptedException {
        return TestServer.send(
                bound.request(path).header("Sec-Fetch-Site", "cross-site").build());
    }

    @Test
    void theFrameIsASandboxThatOnlyThePageMayShow() throws Exception {
        HttpRequest request = bound.request("aladin.html")
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        HttpResponse<byte[]> answer = TestServer.send(request);

        assertThat(answer.statusCode()).isEqualTo(200);
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).endsWith("frame-ancestors 'self'; sandbox allow-scripts");
        assertThat(policy).contains("connect-src https: data: blob:;").doesNotContain("allow-same-origin");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
    }

    @Test
    void theSandboxGetsItsScriptAndNothingElse() throws Exception {
        HttpResponse<byte[]> script = fromSandbox("js/aladin-frame.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(fromSandbox("js/map.js").statusCode()).isEqualTo(403);
        assertThat(fromSandbox("api/runs").statusCode()).isEqualTo(403);
        assertThat(bound.get("js/map.js").statusCode()).isEqualTo(401);
    }

    @Test
    void allOtherAnswersStayForThisOriginAndInNoFrame() throws Exception {
        HttpRequest request =
                bound.request("").header("Authorization", "Bearer " + TOKEN).build();
        HttpResponse<byte[]> answer = TestServer.send(request);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'")
                .contains("frame-src 'self'")
                .doesNotContain("unistra");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    }
}
