package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimResolverTest {
    private final SimResolver resolver = new SimResolver();

    @AfterEach
    void close() {
        resolver.close();
    }

    /** What comes of asking, on a thread that can be interrupted. */
    private record Asking(Thread thread, CompletableFuture<String> outcome) {
        static Asking of(SimResolver resolver, String host) {
            CompletableFuture<String> outcome = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    outcome.complete(resolver.addresses(host).toString());
                } catch (UnknownHostException e) {
                    outcome.complete("unknown" + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
                }
            });
            return new Asking(thread, outcome);
        }
    }

    @Test
    void hangsUntilItIsClosedWhateverTheClientDoes() throws Exception {
        resolver.hanging("hangs.example");
        Asking asking = Asking.of(resolver, "hangs.example");
        Eventually.is(1, () -> resolver.requests("hangs.example"));
        asking.thread().interrupt();
        assertThatThrownBy(() -> asking.outcome().get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        resolver.close();
        assertThat(asking.outcome().get(10, TimeUnit.SECONDS)).isEqualTo("unknown, interrupted");
    }

    @Test
    void refusesWhatItIsToldToAndWhatItWasNotTold() {
        resolver.refusing("gone.example");
        for (String host : new String[] {
            "gone.example", "never.heard.of.example", "dead.beef", "999.1.1.1", "127.0.0.1.", "1.2.3.4.example"
        }) {
            assertThatThrownBy(() -> resolver.addresses(host))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining(host);
        }
        assertThat(resolver.requests("GONE.example")).isEqualTo(1);
        assertThat(resolver.requests("other.example")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"127.1.0.1, 127.1.0.1", "::1, 0:0:0:0:0:0:0:1", "[::1], 0:0:0:0:0:0:0:1"})
    void addressesStandForThemselves(String host, String address) throws Exception {
        assertThat(resolver.addresses(host))
                .extracting(InetAddress::getHostAddress)
                .containsExactly(address);
    }

    @Test
    void leadsToAHostByWhateverCaseOfItsName() throws Exception {
        try (SimServer server = SimServer.start()) {
            SimHost host = server.host();
            resolver.leading("Data.Example", host);
            assertThat(resolver.addresses("data.example")).isEqualTo(resolver.addresses("DATA.example"));
            assertThat(connected(resolver.addresses("data.example"), host)).isEqualTo(1);
        }
    }

    @Test
    void namesDeadAddressesBeforeTheRightOne() throws Exception {
        try (SimServer server = SimServer.start()) {
            SimHost host = server.host();
            resolver.behindDead("several.example", 3, host);
            List<InetAddress> addresses = resolver.addresses("several.example");
            assertThat(addresses)
                    .hasSize(4)
                    .doesNotHaveDuplicates()
                    .allMatch(InetAddress::isLoopbackAddress)
                    .extracting(InetAddress::getHostAddress)
                    .startsWith("127.3.0.1", "127.3.0.2", "127.3.0.3");
            assertThat(connected(addresses, host)).isEqualTo(4);
        }
    }

    /** How many addresses had to be tried. */
    private static int connected(List<InetAddress> addresses, SimHost host) throws IOException {
        int port = URI.create(host.baseUrl()).getPort();
        for (int i = 0; i < addresses.size(); i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(addresses.get(i), port), 10_000);
                return i + 1;
            } catch (ConnectException e) {
                // the next one
            }
        }
        throw new AssertionError("nobody listens at " + addresses);
    }

    @Test
    void aNameHasOneMeaning() throws IOException {
        resolver.refusing("once.example");
        assertThatThrownBy(() -> resolver.hanging("Once.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Once.example");
        try (SimServer server = SimServer.start()) {
            SimHost host = server.host();
            assertThatThrownBy(() -> resolver.behindDead("many.example", 255, host))
                    .hasMessageContaining("255");
        }
    }
}
