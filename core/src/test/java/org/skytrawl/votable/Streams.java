package org.skytrawl.votable;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Streams that misbehave, and what is left of reading them. */
final class Streams {
    private Streams() {}

    /** A stream whose first read throws an IOException or RuntimeException. */
    static InputStream throwing(Exception exception) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                switch (exception) {
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    default -> throw new IllegalArgumentException("no stream throws " + exception);
                }
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    /** A stream that gives the head, then the repeated part as often as asked, then the tail. */
    static InputStream repeating(String head, String repeated, long times, String tail) {
        return new InputStream() {
            private final StringBuilder ahead = new StringBuilder(head);
            private int at;
            private long left = times;
            private boolean tailGiven;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == ahead.length()) {
                    ahead.setLength(0);
                    at = 0;
                    while (left > 0 && ahead.length() < 8192) {
                        ahead.append(repeated);
                        left--;
                    }
                    if (ahead.isEmpty() && !tailGiven) {
                        tailGiven = true;
                        ahead.append(tail);
                    }
                    if (ahead.isEmpty()) {
                        return -1;
                    }
                }
                int count = Math.min(length, ahead.length() - at);
                for (int i = 0; i < count; i++) {
                    into[offset + i] = (byte) ahead.charAt(at++);
                }
                return count;
            }
        };
    }

    interface Action {
        void run() throws Exception;
    }

    static @Nullable Throwable thrownBy(Action action) {
        try {
            action.run();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /** Live threads of STIL's binary reader. */
    static long stilThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("Stream reader"))
                .count();
    }
}
