package org.skytrawl.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: once, and what runs is cancelled, the command writes what there is, and the program ends with status 130 (which the
 * JVM gives by itself when a signal ends it); twice, and it ends at once. A command that has nothing to be cancelled ends at the
 * first.
 */
public final class Interruption {
    /** A disk that takes longer will not have it; who does not want to wait interrupts once more. */
    private static final long WRITING_MINUTES = 10;

    private static final long SAYING_MILLIS = 200;

    private static final AtomicBoolean HAPPENED = new AtomicBoolean();
    private static final CountDownLatch FINISHED = new CountDownLatch(1);
    private static final Set<Registration> REGISTERED = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean HOOKED = new AtomicBoolean();

    /** Interest in an interruption, until it is closed. */
    public static final class Registration implements AutoCloseable {
        private final Runnable cancel;

        private Registration(Runnable cancel) {
            this.cancel = cancel;
        }

        @Override
        public void close() {
            REGISTERED.remove(this);
        }
    }

    private Interruption() {}

    /** Runs an action when the program is interrupted, and gives the command time to finish. */
    public static Registration onInterrupt(Runnable cancel) {
        Registration registration = new Registration(cancel);
        REGISTERED.add(registration);
        if (HOOKED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Interruption::endOrderly));
        }
        if (HAPPENED.get()) {
            // it came between two steps of the command
            cancel.run();
        }
        return registration;
    }

    public static boolean happened() {
        return HAPPENED.get();
    }

    /** The command has written all it will. */
    public static void finished() {
        FINISHED.countDown();
    }

    private static void endOrderly() {
        if (FINISHED.getCount() == 0 || REGISTERED.isEmpty()) {
            // done, or nothing that must be ended in order
            return;
        }
        HAPPENED.set(true);
        onSecond("INT", ExitStatus.INTERRUPTED);
        onSecond("TERM", 128 + 15);
        REGISTERED.forEach(registration -> registration.cancel.run());
        try {
            if (!FINISHED.await(WRITING_MINUTES, TimeUnit.MINUTES)) {
                endAtOnce(
                        ExitStatus.INTERRUPTED,
                        "not written within " + WRITING_MINUTES + " minutes of the interruption");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The JVM itself hears only the first of two signals. By reflection, since the compiler warns of the one class for signals
     * that there is; a Java without its module hears only the first.
     */
    private static void onSecond(String signal, int status) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            InvocationHandler end = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    endAtOnce(status, "interrupted twice");
                }
                return null;
            };
            Object handler = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, end);
            signals.getMethod("handle", signals, handlers)
                    .invoke(null, signals.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException | IllegalArgumentException ignored) {
            // then only the first one counts
        }
    }

    /** Files are replaced as a whole or not at all: none is left half-written under the name that was asked for. */
    private static void endAtOnce(int status, String why) {
        Thread said = Thread.ofPlatform()
                .daemon()
                .start(() -> System.err.println(
                        "\nskytrawl: " + why + ": ended at once, without what was not written by then"));
        try {
            // a terminal that is held with Ctrl-S must not hold the end
            said.join(SAYING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }
}
