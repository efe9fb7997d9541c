package org.skytrawl.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What benchmarks say of a measurement, and of the machine it was made on. */
final class Measured {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final OperatingSystemMXBean OS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Measured() {}

    /** What is measured; may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /**
     * How long work took.
     *
     * @param wallS by the clock
     * @param cpuS of all threads of this process, the compiler's and the garbage collector's included
     */
    record Seconds(double wallS, double cpuS) {
        static final Seconds FOREVER = new Seconds(Double.MAX_VALUE, Double.MAX_VALUE);

        /** The least of each. */
        Seconds least(Seconds other) {
            return new Seconds(Math.min(wallS, other.wallS), Math.min(cpuS, other.cpuS));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f s (%.2f s cpu)", wallS, cpuS);
        }
    }

    /** How long the work takes, after a garbage collection so that it does not pay for what came before. */
    static Seconds seconds(Work work) throws Exception {
        System.gc();
        long cpu = OS.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        return new Seconds(
                (System.nanoTime() - start) / NANOS_PER_SECOND, (OS.getProcessCpuTime() - cpu) / NANOS_PER_SECOND);
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
                OS.getSystemLoadAverage());
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
