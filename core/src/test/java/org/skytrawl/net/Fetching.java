package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/** What the tests of the fetcher have in common. */
final class Fetching {
    private Fetching() {}

    /** Knows no name but {@code *.test}, which is this machine. */
    static final HostLookup TEST_NAMES = host -> {
        if (host.endsWith(".test")) {
            return List.of(InetAddress.getByName("127.0.0.1"));
        }
        throw new UnknownHostException(host);
    };

    static HttpFetcher fetcher() {
        return new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), TEST_NAMES);
    }

    static FetchRequest get(String url) {
        return FetchRequest.get(url).allowingPrivateAddresses(true);
    }

    static FetchContext within(Duration time) {
        return new FetchContext(Deadline.after(time), new Cancellation());
    }

    static FetchContext ample() {
        return within(Duration.ofSeconds(10));
    }

    /** Fetches and reads everything. */
    static String text(HttpFetcher fetcher, FetchRequest request, FetchContext context) throws Exception {
        try (FetchAnswer answer = fetcher.fetch(request, context)) {
            return new String(answer.body().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The exception of the fetch itself, unwrapped where the body threw it. */
    static Exception failure(Callable<?> fetch) {
        try {
            Object result = fetch.call();
            throw new AssertionError("no failure but " + result);
        } catch (BodyFailedException e) {
            return e.failure();
        } catch (BodyStoppedException e) {
            return e.stop();
        } catch (Exception e) {
            return e;
        }
    }

    static FetchException fetchFailure(Callable<?> fetch) {
        Exception failure = failure(fetch);
        assertThat(failure).isInstanceOf(FetchException.class);
        return (FetchException) failure;
    }

    static StoppedException stop(Callable<?> fetch) {
        Exception failure = failure(fetch);
        assertThat(failure).isInstanceOf(StoppedException.class);
        return (StoppedException) failure;
    }

    static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        Deadline patience = Deadline.after(Duration.ofSeconds(5));
        while (!condition.getAsBoolean()) {
            assertThat(patience.isOver()).as("waited in vain").isFalse();
            Thread.sleep(2);
        }
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
