package org.skytrawl.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: the run is cancelled, the command writes what there is, and the program ends with status 130 (which the JVM
 * gives by itself when a signal ends it).
 */
final class Interruption {
    private static final long WRITING_SECONDS = 60;

    private static final AtomicBoolean HAPPENED = new AtomicBoolean();
    private static final CountDownLatch FINISHED = new CountDownLatch(1);

    private Interruption() {}

    /** Runs an action when the program is interrupted, and gives the command time to finish. */
    static void onInterrupt(Runnable cancel) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (FINISHED.getCount() == 0) {
                return;
            }
            HAPPENED.set(true);
            cancel.run();
            try {
                boolean written = FINISHED.await(WRITING_SECONDS, TimeUnit.SECONDS);
                if (!written) {
                    Runtime.getRuntime().halt(Main.INTERRUPTED);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    static boolean happened() {
        return HAPPENED.get();
    }

    /** The command has written all it will. */
    static void finished() {
        FINISHED.countDown();
    }
}
