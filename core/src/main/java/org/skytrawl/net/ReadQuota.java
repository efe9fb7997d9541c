package org.skytrawl.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Bounds what one read of a body may take from the wire. OkHttp bounds headers, but the line before each chunk it reads
 * to its end, however long: a server that never ends it fills the memory without delivering a byte that others could
 * count, and searching what has come takes longer than any deadline. What a read takes from the socket it takes on the
 * thread that reads, so the thread carries the allowance.
 */
final class ReadQuota {
    /** A read gives 8 KiB at most; the line before a chunk and all trailers are a small part of the rest. */
    static final int MOST_BYTES = 1 << 20;

    private static final ThreadLocal<ReadQuota> CURRENT = new ThreadLocal<>();

    private int left = MOST_BYTES;

    private ReadQuota() {}

    private void take(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException("more than " + MOST_BYTES + " bytes between two parts of the body");
        }
    }

    /** Network interceptor that gives each read of the body its allowance. */
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

        /** Closing reads too: what is left of a body, so that the connection can be used again. */
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

    /** A socket that takes what is read of it from the allowance of the thread that reads. */
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
                    ReadQuota allowance = CURRENT.get();
                    if (allowance != null && result >= 0) {
                        allowance.take(bytes);
                    }
                    return result;
                }
            };
        }
    }

    /** Makes sockets that count; OkHttp connects them itself. */
    static final class Sockets extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new CountingSocket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("sockets are connected by OkHttp");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("sockets are connected by OkHttp");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("sockets are connected by OkHttp");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("sockets are connected by OkHttp");
        }
    }
}
