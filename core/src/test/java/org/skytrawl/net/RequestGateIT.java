package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.net.Fetching.ample;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.text;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gate is asked right before each request, and one that it does not admit is not sent. */
@Timeout(60)
class RequestGateIT {
    private final MockWebServer server = new MockWebServer();
    private final Queue<HostKey> asked = new ConcurrentLinkedQueue<>();
    private int admitted;

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), Fetching.TEST_NAMES, host -> {
                asked.add(host);
                return asked.size() <= admitted;
            });

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void end() {
        fetcher.close();
        server.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getPort() + "/";
    }

    private void assertIsStopped(FetchContext context) {
        assertThatThrownBy(() -> text(fetcher, get(url()), context))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.stopCause()).isEqualTo(StopCause.CANCELLED));
    }

    @Test
    void sendsNothingThatIsNotAdmitted() {
        assertIsStopped(ample());
        assertThat(server.getRequestCount()).isZero();
        assertThat(asked).containsExactly(new HostKey("http", "127.0.0.1", server.getPort()));
    }

    @Test
    void sendsNothingOnAConnectionThatIsOpen() throws Exception {
        admitted = 1;
        server.enqueue(new MockResponse.Builder().body("one").build());
        assertThat(text(fetcher, get(url()), ample())).isEqualTo("one");
        assertIsStopped(ample());
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void isAskedForARedirect() {
        admitted = 1;
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://other.test:" + server.getPort() + "/")
                .build());
        assertIsStopped(ample());
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(List.copyOf(asked).getLast().host()).isEqualTo("other.test");
    }
}
