package org.skytrawl.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints once what the program waits for, if the wait is longer than a moment. Prints nothing after close. */
public final class WaitingLine implements AutoCloseable {
    /** The registry is read once a day, or another process is reading it; that may take a minute. */
    public static final String FOR_SERVICES = "for the list of services (a registry is read once a day) ...";

    public static final String FOR_REGISTRY = "for a registry ...";

    public static final String FOR_NAME = "for the name resolver ...";

    private static final long MOMENT_MILLIS = 1_500;

    private final CountDownLatch over = new CountDownLatch(1);

    private WaitingLine() {}

    public static WaitingLine on(PrintWriter err, boolean quiet, String what) {
        WaitingLine line = new WaitingLine();
        if (!quiet) {
            Thread.ofPlatform().daemon().name("skytrawl-waiting").start(() -> line.sayIfSlow(err, what));
        }
        return line;
    }

    private void sayIfSlow(PrintWriter err, String what) {
        try {
            if (!over.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
                err.println("waiting     " + what);
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
