package org.skytrawl.simvo.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The bytes that a client sends, read with a deadline. Used by one thread. */
final class Incoming {
    private static final int CAPACITY = 8192;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int begin;
    private int end;
    private long deadline;

    Incoming(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Bounds all reading from now on; then it throws {@link SocketTimeoutException}. */
    void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    boolean ready() throws IOException {
        return begin < end || fill(deadline - System.nanoTime());
    }

    int read() throws IOException {
        return ready() ? buffer[begin++] & 0xFF : -1;
    }

    /** Some bytes, at least one unless none are wanted; -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (!ready()) {
            return -1;
        }
        int count = Math.min(length, end - begin);
        System.arraycopy(buffer, begin, bytes, offset, count);
        begin += count;
        return count;
    }

    /** A line without its end, in Latin-1; {@code tooLong} is the HTTP status for a longer one. */
    String line(int most, int tooLong) throws IOException, BadRequestException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\n'; c = read()) {
            if (c < 0) {
                throw new BadRequestException("the request ends within a line");
            }
            if (line.length() >= most) {
                throw new BadRequestException(tooLong, "a line or head is too long");
            }
            line.append((char) c);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Waits and keeps the bytes that arrive; whether the client has gone before the time was over. */
    boolean goneWithin(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            if (end - begin == CAPACITY) {
                // The buffer is full of further requests: the end behind them cannot be seen before they are read.
                Thread.sleep(Duration.ofNanos(left));
                return false;
            }
            try {
                if (!fill(left)) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // Nothing came, as expected.
            } catch (IOException e) {
                return gone();
            }
        }
        return false;
    }

    void awaitGone() throws InterruptedException {
        try {
            do {
                begin = end;
            } while (fill(Long.MAX_VALUE));
        } catch (IOException e) {
            gone();
        }
    }

    /** A failed read means that the server ends (then the thread is interrupted), or that the client has broken off. */
    private static boolean gone() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the server ends");
        }
        return true;
    }

    /** Reads once into the buffer, which has room; false at the end. */
    private boolean fill(long nanos) throws IOException {
        if (nanos <= 0) {
            throw new SocketTimeoutException("nothing came in time");
        }
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
        // 0 would mean no limit, so a remainder below a millisecond counts as one.
        socket.setSoTimeout(nanos == Long.MAX_VALUE ? 0 : (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1));
        int count = in.read(buffer, end, CAPACITY - end);
        end += Math.max(0, count);
        return count > 0;
    }
}
