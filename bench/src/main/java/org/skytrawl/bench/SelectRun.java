package org.skytrawl.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link SelectBenchmark} and compares each selection with loading the snapshot. */
final class SelectRun {
    /** Was a twentieth of loading when that took 864 ms: the same 43 ms. */
    private static final double BOUND = 0.27;

    private SelectRun() {}

    public static void main(String[] args) throws RunnerException {
        Measured.say("%s", Measured.machine());
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(SelectBenchmark.class.getSimpleName())
                        .shouldFailOnError(true)
                        .build())
                .run();
        double loadMs = results.stream()
                .filter(result -> label(result).equals("load"))
                .mapToDouble(SelectRun::ms)
                .findFirst()
                .orElseThrow();
        Measured.say("%s", Measured.machine());
        Measured.say("load %.1f ms", loadMs);
        int status = 0;
        for (RunResult result : results) {
            if (!label(result).equals("load")) {
                status |= Measured.verdict(
                        String.format("%s %.2f ms, of loading", label(result), ms(result)), ms(result) / loadMs, BOUND);
            }
        }
        System.exit(status);
    }

    private static String label(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static double ms(RunResult result) {
        return result.getPrimaryResult().getScore();
    }
}
