package org.skytrawl.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.cli.print.AskedQuestion;
import org.skytrawl.cli.print.DatasetTable;
import org.skytrawl.cli.print.Progress;
import org.skytrawl.cli.print.SummaryPrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.print.Written;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.model.Times;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.truth.TruthAnswer;
import org.skytrawl.simvo.universe.SimOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Starts a simulated VO on loopback in which three of ten services are faulty, searches it for"
                    + " images, then for spectra near M31 from 2009 to 2020, and compares both results with the"
                    + " truth.",
            "Needs no network."
        },
        exitCodeList = {
            "0:both results were right",
            "1:a result was wrong, or the demo could not be started",
            ExitStatus.USAGE,
            "130:interrupted; the result was not compared with the truth"
        },
        footer = {"  skytrawl demo --seed 11"})
public final class DemoCommand extends Action {
    private static final int SERVICES = 120;
    /** Two queries of one service must end well before the timeout. */
    private static final String LATENCY = "lognormal:250ms,0.5";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Cone PLACE = new Cone(10.68, 41.27, 0.2);
    private static final Interval TIME = Times.parseInterval("2009-01-01..2020-12-31");

    /** @param shown how many datasets are shown */
    private record Part(String command, String productType, int shown) {
        Question question() {
            return new Question(PLACE, null, TIME, Set.of(productType));
        }

        TruthAnswer truth(SimulatedVo vo) {
            return vo.truth(org.skytrawl.simvo.truth.Question.EXAMPLE.of(productType));
        }
    }

    private static final List<Part> PARTS = List.of(new Part("images", "image", 6), new Part("spectra", "spectrum", 4));

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Seed of the simulated VO; another seed makes another VO. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        SimOptions options =
                SimOptions.of(SERVICES, seed).withFaults(FaultPlan.parse("0.3")).withLatency(Latency.parse(LATENCY));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            err().printf(
                            Locale.ROOT,
                            "simulated   VO of %d hosts with %d datasets; three of ten services are faulty%n",
                            vo.hosts().size(),
                            vo.universe().datasets().size());
            return ask(vo);
        } catch (IOException e) {
            throw new CommandException("the simulated VO cannot be started: " + Words.cause(e));
        }
    }

    /** Both questions, with one snapshot of the registry. */
    private int ask(SimulatedVo vo) throws InterruptedException {
        Path cache;
        try {
            cache = Files.createTempDirectory("skytrawl-demo");
        } catch (IOException e) {
            throw new CommandException("no temporary folder: " + Words.cause(e));
        }
        int status = ExitStatus.OK;
        try {
            for (Part part : PARTS) {
                DiscoveryResult found = ask(part, vo, cache);
                show(part, found, out());
                SummaryPrinter.on(err()).print(found, Written.all(found), null);
                if (Objects.requireNonNull(found.log().summary()).cancelled()) {
                    err().println("not judged  the demo was interrupted: its result is not compared with the truth");
                    return ExitStatus.INTERRUPTED;
                }
                status = Math.max(status, judged(found, vo, part.truth(vo)));
            }
        } finally {
            delete(cache);
        }
        return status;
    }

    private int judged(DiscoveryResult found, SimulatedVo vo, TruthAnswer truth) {
        List<@Nullable String> urls = found.datasets().stream()
                .map(dataset -> dataset.record().text(ObsCoreColumn.access_url))
                .toList();
        TruthCheck check = TruthCheck.of(urls, vo, truth);
        Colours colours = Colours.ofStderr();
        err().println("verdict     "
                + (check.isRight() ? colours.good(check.verdict()) : colours.bad(check.verdict())));
        return check.isRight() ? ExitStatus.OK : ExitStatus.NOTHING_DONE;
    }

    /** The question as {@code skytrawl images} asks it, but with a shorter timeout and a cache folder of its own. */
    private DiscoveryResult ask(Part part, SimulatedVo vo, Path cache) throws InterruptedException {
        Progress progress = new Progress(err(), false, true);
        progress.asking(AskedQuestion.of(part.question(), List.of()));
        Discovery discovery = Discovery.of(part.question())
                .options(DiscoveryOptions.DEFAULTS.withServiceTimeout(TIMEOUT))
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(cache)
                .listener(progress);
        DiscoveryRun run = discovery.start();
        Interruption.Registration registration = Interruption.onInterrupt(run::cancel);
        try (registration;
                progress) {
            progress.watch(run, discovery);
            return run.await();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new CommandException("cannot clear " + folder + ": " + Words.cause(e));
        }
    }

    private static void show(Part part, DiscoveryResult found, PrintWriter out) {
        ResultExtract nearest = ResultExtract.of(found.datasets(), found.log()).first(part.shown());
        new DatasetTable(nearest, part.question())
                .lines(
                        TerminalSize.columnsOfStdout(),
                        Colours.ofStdout(),
                        "'" + part.command() + "' shows 40, and saves all with -o found.vot",
                        false)
                .forEach(out::println);
        out.flush();
    }
}
