package org.skytrawl.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/** Configures OkHttp so that it does nothing by itself that {@link HttpFetcher} must count or limit. */
final class HttpClients {
    private static final int MAX_IDLE_CONNECTIONS = 16;
    private static final int POOLS = 32;
    /** Shorter than the timeout of usual servers (Apache: 5 s), so that few idle connections are found closed. */
    private static final int KEEP_ALIVE_SECONDS = 4;
    /** Fits into a long. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private HttpClients() {}

    static OkHttpClient create(Authenticator proxyAuthenticator) {
        return new OkHttpClient.Builder()
                // HTTP/2 needs a platform thread per connection, and one reset ends all answers of a host
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .proxyAuthenticator(proxyAuthenticator)
                .followRedirects(false)
                .followSslRedirects(false)
                // requests only: OkHttp still tries the addresses of a host in turn
                .retryOnConnectionFailure(false)
                // else each pending connect takes a platform thread
                .fastFallback(false)
                .socketFactory(new ReadQuota.Sockets())
                .addInterceptor(HttpClients::applyPlan)
                .addNetworkInterceptor(HttpClients::tame)
                .addNetworkInterceptor(ReadQuota::limited)
                // the last: nothing is done between it and the first byte
                .addNetworkInterceptor(HttpClients::admit)
                .build();
    }

    /**
     * Copies with one connection pool each. OkHttp searches all connections of a pool for each request, and all pools at the
     * end of each connection: one pool for thousands of hosts, or one per host, would take most of the time.
     */
    static List<OkHttpClient> withPoolsOfTheirOwn(OkHttpClient client) {
        return IntStream.range(0, POOLS)
                .mapToObj(i -> client.newBuilder()
                        .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
                        .build())
                .toList();
    }

    private static Response applyPlan(Interceptor.Chain chain) throws IOException {
        Exchange.Plan plan = Objects.requireNonNull(chain.request().tag(Exchange.Plan.class));
        return chain.withDns(plan.dns())
                .withProxy(plan.proxy())
                .withConnectTimeout(plan.connectTimeoutMs(), TimeUnit.MILLISECONDS)
                .withReadTimeout(plan.readTimeoutMs(), TimeUnit.MILLISECONDS)
                .withWriteTimeout(plan.readTimeoutMs(), TimeUnit.MILLISECONDS)
                .proceed(chain.request());
    }

    /** The gate has let a request not pass. */
    static final class NotAdmittedException extends IOException {
        private static final long serialVersionUID = 1;

        NotAdmittedException(HostKey host) {
            super("this program may not ask " + host + " any more");
        }
    }

    private static Response admit(Interceptor.Chain chain) throws IOException {
        HostKey host = HostKey.of(chain.request().url());
        if (!Objects.requireNonNull(chain.request().tag(RequestGate.class)).admits(host)) {
            throw new NotAdmittedException(host);
        }
        return chain.proceed(chain.request());
    }

    private static Response tame(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        refuseBadLength(response);
        Response.Builder tamed = response.newBuilder().removeHeader(FetchAnswer.RETRY_AFTER);
        String retryAfter = response.header("Retry-After");
        if (retryAfter != null) {
            // OkHttp would repeat a 503 with Retry-After: 0 by itself
            tamed.removeHeader("Retry-After").header(FetchAnswer.RETRY_AFTER, retryAfter);
        }
        return tamed.build();
    }

    /**
     * OkHttp fails on a negative length when the body is read or closed. Two different lengths, and one that is too large, do
     * not say where the body ends (RFC 9112 section 6.3). A length that is not a number counts as absent.
     */
    private static void refuseBadLength(Response response) throws ProtocolException {
        if (response.header("Transfer-Encoding") != null) {
            return;
        }
        List<String> lengths = response.headers("Content-Length").stream()
                .map(String::strip)
                .distinct()
                .toList();
        if (lengths.size() > 1) {
            throw new ProtocolException(
                    "it declares " + lengths.size() + " different lengths of its answer, the first two "
                            + RequestUrl.shown(lengths.get(0)) + " and " + RequestUrl.shown(lengths.get(1)));
        }
        for (String length : lengths) {
            boolean isNegative = length.startsWith("-");
            String digits = isNegative ? length.substring(1) : length;
            boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            if (isNumber && (isNegative || digits.length() > MAX_LENGTH_DIGITS)) {
                throw new ProtocolException("it declares that its answer has " + RequestUrl.shown(length) + " bytes");
            }
        }
    }

    /**
     * Limits the bytes that one read of a body takes from the socket. OkHttp limits headers, but reads the line before each
     * chunk to its end: a server that never ends it fills the memory without a byte of body. A read uses the socket on its own
     * thread, so the quota is a thread local.
     */
    private static final class ReadQuota {
        /** A read returns at most 8 KiB; the line before a chunk and all trailers need little more. */
        static final int MAX_BYTES = 1 << 20;

        private static final ThreadLocal<ReadQuota> CURRENT = new ThreadLocal<>();

        private int left = MAX_BYTES;

        private ReadQuota() {}

        private void take(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("more than " + MAX_BYTES + " bytes between two parts of the body");
            }
        }

        /** Network interceptor. */
        static Response limited(Interceptor.Chain chain) throws IOException {
            Response response = chain.proceed(chain.request());
            ResponseBody body = response.body();
            Source limited = new LimitedSource(body.source());
            return response.newBuilder()
                    .body(ResponseBody.create(Okio.buffer(limited), null, body.contentLength()))
                    .build();
        }

        private static final class LimitedSource extends ForwardingSource {
            LimitedSource(Source source) {
                super(source);
            }

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                CURRENT.set(new ReadQuota());
                try {
                    return super.read(sink, byteCount);
                } finally {
                    CURRENT.remove();
                }
            }

            /** Close reads the rest of the body, so that the connection can be reused. */
            @Override
            public void close() throws IOException {
                CURRENT.set(new ReadQuota());
                try {
                    super.close();
                } finally {
                    CURRENT.remove();
                }
            }
        }

        private static final class CountingSocket extends Socket {
            @Override
            public InputStream getInputStream() throws IOException {
                return new FilterInputStream(super.getInputStream()) {
                    @Override
                    public int read() throws IOException {
                        return counted(super.read(), 1);
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int count = super.read(into, offset, length);
                        return counted(count, count);
                    }

                    private static int counted(int result, int bytes) throws IOException {
                        ReadQuota quota = CURRENT.get();
                        if (quota != null && result >= 0) {
                            quota.take(bytes);
                        }
                        return result;
                    }
                };
            }
        }

        /** OkHttp connects the sockets itself. */
        static final class Sockets extends SocketFactory {
            @Override
            public Socket createSocket() {
                return new CountingSocket();
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException("OkHttp connects the sockets");
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
                throw new UnsupportedOperationException("OkHttp connects the sockets");
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException("OkHttp connects the sockets");
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
                throw new UnsupportedOperationException("OkHttp connects the sockets");
            }
        }
    }
}
