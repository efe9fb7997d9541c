package org.skytrawl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;

/**
 * Runs typical commands once against a small simulated VO, so that the JVM can archive the classes that they load. The launcher
 * starts it ({@code launch.sh}). The argument is a folder for the output files.
 */
public final class Rehearsal {
    private static final int SERVICES = 12;
    private static final long SEED = 1;
    private static final String PLACE = "10.68,41.27,0.2";

    /** Command, and extension of its result. */
    private static final String[][] RUNS = {
        {"images", "vot"}, {"spectra", "csv"}, {"timeseries", "ecsv"}, {"datasets", "jsonl"}, {"datasets", "fits"}
    };

    private Rehearsal() {}

    public static void main(String... args) throws IOException {
        Main.quieten();
        Path folder = Path.of(args[0]);
        SimOptions options =
                new SimOptions(SERVICES, SEED, FaultPlan.parse("0"), Latency.parse("0ms"), SimOptions.Layout.WILD);
        int worst;
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            String list = folder.resolve("list.csv").toString();
            worst = Math.max(
                    run("services", "datasets", "--registry", vo.registryUrl(), "--cone", PLACE, "-o", list),
                    run("--help"));
            // all commands, the usual formats with rows, and services of all protocols
            for (String[] each : RUNS) {
                String ending = each[1];
                int status = run(
                        each[0],
                        "--services",
                        list,
                        "--cone",
                        PLACE,
                        "--time",
                        "2009-01-01..2020-12-31",
                        "-o",
                        folder.resolve("found." + ending).toString(),
                        "--log",
                        folder.resolve("run-" + ending + ".jsonl").toString());
                worst = Math.max(worst, status);
            }
            worst = Math.max(worst, run("log", folder.resolve("run-vot.jsonl").toString()));
        }
        Interruption.finished();
        System.exit(worst);
    }

    private static int run(String... args) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Main.commandLine(nowhere, nowhere, args).execute(args);
    }
}
