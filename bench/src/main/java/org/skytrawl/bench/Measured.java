package org.skytrawl.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What benchmarks say of a measurement, and of the machine it was made on. */
final class Measured {
    private static final double NANOS_PER_SECOND = 1e9;

    private Measured() {}

    /** What is measured; may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Seconds that the work takes. */
    static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** Processors, heap, Java and load: a load near the number of processors makes times, not ratios, worthless. */
    static String machine() {
        return String.format(
                Locale.ROOT,
                "%s %s, %d processors, heap %d MB, load %.1f",
                System.getProperty("java.vm.name"),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    static void say(String form, Object... values) {
        System.out.printf(Locale.ROOT, form + "%n", values);
    }

    /** Says whether a bound is kept; gives the exit status. */
    static int verdict(String what, double value, double bound) {
        boolean kept = value <= bound;
        say("%s: %.3f, at most %.3f: %s", what, value, bound, kept ? "kept" : "NOT KEPT");
        return kept ? 0 : 1;
    }
}
