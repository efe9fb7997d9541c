package org.skytrawl.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C. The first one cancels the run; the command writes the result so far, and the program ends with status 130 (set by the
 * JVM when a signal ends it). The second one ends the program at once. A command without anything to cancel ends at the first.
 */
public final class Interruption {
    /** A disk that needs longer does not work; a second Ctrl-C ends the wait. */
    private static final long WRITING_MINUTES = 10;

    private static final long SAYING_MILLIS = 200;

    private static final AtomicBoolean HAPPENED = new AtomicBoolean();
    private static final CountDownLatch FINISHED = new CountDownLatch(1);
    private static final Set<Registration> REGISTERED = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean HOOKED = new AtomicBoolean();

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

    /** Runs the action on an interruption, and gives the command time to finish. */
    public static Registration onInterrupt(Runnable cancel) {
        Registration registration = new Registration(cancel);
        REGISTERED.add(registration);
        if (HOOKED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Interruption::endOrderly));
        }
        if (HAPPENED.get()) {
            // the interruption came between two steps of the command
            cancel.run();
        }
        return registration;
    }

    public static boolean happened() {
        return HAPPENED.get();
    }

    /** To be called when the command has written everything. */
    public static void finished() {
        FINISHED.countDown();
    }

    private static void endOrderly() {
        if (FINISHED.getCount() == 0 || REGISTERED.isEmpty()) {
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
     * The shutdown hook of the JVM handles only the first of two signals. The class for signals is used by reflection, since the compiler
     * warns about it. Without its module, only the first signal is handled.
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
            // only the first signal is handled then
        }
    }

    /** Safe for result files: a file is replaced as a whole or not at all. */
    private static void endAtOnce(int status, String why) {
        Thread said = Thread.ofPlatform()
                .daemon()
                .start(() -> System.err.println(
                        "\nskytrawl: " + why + ": ended at once; output that was not yet written is lost"));
        try {
            // a terminal stopped with Ctrl-S must not delay the end
            said.join(SAYING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }
}
