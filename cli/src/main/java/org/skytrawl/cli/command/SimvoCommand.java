package org.skytrawl.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.universe.SimOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simvo",
        description = {
            "Runs a simulated VO on loopback: a registry, and services (SIA, SSA, ObsTAP) with known images,"
                    + " spectra and time series, and chosen faults.",
            "Prints the URL of the registry, the file with the truth (all datasets and services), and the"
                    + " URL of the name resolver (SKYTRAWL_SESAME). Ends after --for or on Ctrl-C."
        },
        exitCodeList = {
            ExitStatus.DONE,
            "1:the simulated VO could not be started",
            ExitStatus.USAGE,
            "130:ended by Ctrl-C"
        },
        footer = {
            "  skytrawl simvo --services 300 --faults 0.3 --latency 250ms --for 10m",
            "  skytrawl simvo --list-faults"
        })
public final class SimvoCommand extends Action {
    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "60",
            description = "Number of services, 10 to 2000. Default: ${DEFAULT-VALUE}")
    private int services;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of the random generator. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--faults",
            paramLabel = "PLAN",
            defaultValue = "0",
            description = "Share of faulty services, such as 0.3, or faults with their shares or with the number of a"
                    + " service: hang-before-headers=0.2,cut=0.1,html@12; with /5 at its end only in one of 5 requests."
                    + " Default: none")
    private String faults = "0";

    @Option(
            names = "--list-faults",
            description = "List the faults and exit. Shows for each fault which data still arrive, and a description.")
    private boolean listFaults;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description = "Time from request to answer: 250ms, 1.0s, lognormal:300ms,0.8 (median and sigma). Default:"
                    + " ${DEFAULT-VALUE}")
    private String latency = "0ms";

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "WILD",
            description = "wild: as in the real VO; plain: each service on its own host, no service repeats another;"
                    + " one_host: nearly all services on one host; spectra: as plain, but only SSA services; targets:"
                    + " for target lists, as plain, but a third takes TAP uploads, a third is TAP without uploads, and a"
                    + " third is SIA; harvest: for harvests, as plain, but only ObsTAP services with many rows (--rows)."
                    + " Default: wild")
    private SimOptions.Layout layout = SimOptions.Layout.WILD;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "Number of ObsCore rows of all services together, with --layout harvest. At least 100 for each"
                            + " service, at most 2000000. Default: 20000, or more if there are more than 200 services")
    private @Nullable Integer rows;

    @Option(
            names = "--records",
            paramLabel = "FOLDER",
            description = "Folder with VOResource records (*.xml, bare or in OAI-PMH answers) to add to the registry."
                    + " No service answers at their URLs, and the truth does not include them.")
    private @Nullable Path records;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "File for all datasets and services, as JSON, with the right answer to the question --cone"
                    + " 10.68,41.27,0.2 --time 2009-01-01..2020-12-31. Default: a file in the system's"
                    + " temporary folder")
    private @Nullable Path truth;

    @Option(names = "--for", paramLabel = "TIME", description = "Time until the program ends. Default: until Ctrl-C")
    private @Nullable Duration time;

    @Override
    public Integer call() throws InterruptedException {
        if (listFaults) {
            int width = Fault.all().stream()
                    .mapToInt(it -> it.name().length())
                    .max()
                    .orElseThrow();
            String form = "%-" + width + "s  %-7s  %s%n";
            Fault.all().forEach(it -> out().printf(Locale.ROOT, form, it.name(), it.effect(), it.description()));
            return ExitStatus.OK;
        }
        CountDownLatch end = new CountDownLatch(1);
        if (rows != null && layout != SimOptions.Layout.HARVEST) {
            throw wrong("--rows needs --layout harvest");
        }
        try (SimulatedVo vo = SimulatedVo.start(options(), records)) {
            Path written = truth == null ? Files.createTempFile("skytrawl-simvo-", ".truth.json") : truth;
            vo.writeTruth(written, Question.EXAMPLE);
            out().println("registry " + vo.registryUrl());
            out().println("truth    " + written);
            out().println("sesame   " + vo.sesameUrl());
            if (layout == SimOptions.Layout.HARVEST) {
                out().println("tally    " + vo.tallyUrl());
            }
            out().flush();
            if (time == null) {
                end.await();
            } else {
                var unused = end.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        } catch (IOException e) {
            throw new CommandException(
                    "cannot start the simulated VO, read its records or write its truth: " + Words.cause(e));
        }
        return ExitStatus.OK;
    }

    private SimOptions options() {
        SimOptions options = new SimOptions(services, seed, FaultPlan.parse(faults), Latency.parse(latency), layout);
        return rows == null ? options : options.withRows(rows);
    }
}
