package org.skytrawl.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/** The body of an answer, with limits of time and size. After an end that is not the end of the data, each read throws. */
final class BoundedBody extends InputStream {
    private final InputStream in;
    private final Exchange exchange;
    private final long maxBytes;
    private final FloodThrottle.Work work;
    private long bytes;
    private @Nullable IOException end;

    BoundedBody(InputStream in, Exchange exchange, long maxBytes, FloodThrottle throttle) {
        this.in = in;
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.work = throttle.new Work();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (end != null) {
            throw end;
        }
        if (length == 0) {
            return 0;
        }
        checkStop();
        if (bytes == maxBytes) {
            return expectEnd();
        }
        int count = readSome(buffer, offset, (int) Math.min(length, maxBytes - bytes));
        if (count > 0) {
            bytes += count;
            exchange.context().countBytes(count);
        }
        return count;
    }

    private int expectEnd() throws IOException {
        return readSome(new byte[1], 0, 1) < 0 ? -1 : failTooLarge();
    }

    private int failTooLarge() throws IOException {
        exchange.abandon();
        throw fail(new BodyFailedException(new FetchException(
                FailureCode.TOO_LARGE,
                "the answer of " + exchange.url().host() + " is larger than " + sizeText(maxBytes),
                exchange.response().code(),
                null)));
    }

    private static String sizeText(long bytes) {
        long mib = bytes >> 20;
        return bytes == mib << 20 ? mib + " MiB" : bytes + " bytes";
    }

    private int readSome(byte[] buffer, int offset, int length) throws IOException {
        int count;
        work.beforeRead();
        exchange.context().permit().waits();
        try {
            count = in.read(buffer, offset, length);
            exchange.context().permit().heard();
        } catch (Decompressed.TooLargeException e) {
            return failTooLarge();
        } catch (IOException e) {
            checkStop();
            if (e instanceof SocketException) {
                exchange.context().permit().failed(FailureCode.CONNECTION_RESET);
            }
            throw fail(new BodyFailedException(
                    NetworkFailure.inBody(exchange.url(), exchange.response().code(), bytes, e)));
        }
        work.afterRead();
        if (count < 0 && exchange.isStopped()) {
            // a body without declared length seems to end when its connection is closed, also if we closed it
            checkStop();
        }
        return count;
    }

    private void checkStop() throws IOException {
        try {
            exchange.context().check();
        } catch (StoppedException e) {
            throw fail(new BodyStoppedException(e));
        }
    }

    private IOException fail(IOException e) {
        end = e;
        return e;
    }

    @Override
    public void close() {
        end = new IOException("the answer of " + exchange.url().host() + " was closed");
        if (in instanceof Decompressed decompressed) {
            decompressed.close();
        }
        exchange.close();
    }
}
