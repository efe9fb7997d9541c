package org.skytrawl.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says what is waited for, once, if it takes longer than a moment. Nothing is said after it was closed. */
public final class WaitingLine implements AutoCloseable {
    /** A registry is read once a day, or another program is reading it: that may take a minute. */
    public static final String FOR_SERVICES = "for the list of services (a registry is read once a day) ...";

    public static final String FOR_REGISTRY = "for a registry ...";

    public static final String FOR_NAME = "for the name resolver ...";

    private static final long MOMENT_MILLIS = 1_500;

    private final CountDownLatch over = new CountDownLatch(1);

    private WaitingLine() {}

    /**
     * Begins to wait.
     *
     * @param quiet whether nothing is to be said
     * @param what one of the texts above
     */
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
            // nobody interrupts it; if somebody does, there is nothing to say
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
