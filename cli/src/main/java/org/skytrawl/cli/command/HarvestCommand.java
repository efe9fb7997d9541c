package org.skytrawl.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.option.HarvestChoice;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.Harvest.ServiceStatus;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.harvest.take.HarvestListener;
import org.skytrawl.harvest.take.HarvestOptions;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.harvest.take.Window;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "harvest",
        description = {
            "Copies the observation tables (ObsCore) of ObsTAP services, and what SIA2 and SSA services have, into a"
                    + " folder, page by page, one request at a time to each host. May take days: whatever ends it, the"
                    + " same command goes on where it was.",
            "A service that only repeats the data of another is left out. With options for the rows, only ObsTAP"
                    + " services are harvested.",
            "At the end, if each service has been read or given up, all rows become one catalogue (HATS) in DIR/catalogue.",
            "Without options for services, a folder that has a harvest is continued with its own; else a registry is"
                    + " asked.",
            "With --update, services that have been read are compared with what is there, and the parts that have"
                    + " changed are read again."
        },
        subcommands = HarvestStatusCommand.class,
        exitCodeList = {
            "0:finished; some services may have gaps",
            ExitStatus.FAILED,
            ExitStatus.USAGE,
            "3:with --strict: a service has not been read completely",
            "130:interrupted; whole pages are kept"
        },
        footer = {
            "  skytrawl harvest -d obscore",
            "  skytrawl harvest -d m31 --cone 10.68,41.27,2",
            "  skytrawl harvest --update -d obscore --older-than 7d",
            "  skytrawl harvest status -d obscore"
        })
public final class HarvestCommand extends Action {
    @Option(
            names = {"-d", "--dir"},
            paramLabel = "DIR",
            description = "Folder of the harvest; made if it does not exist.")
    private @Nullable Path folder;

    @Mixin
    private final HarvestChoice choice = new HarvestChoice();

    @Option(
            names = "--update",
            description = "Look for what has changed in services that have been read, read it again, and drop what is"
                    + " gone. A service that does not count its rows is read again as a whole.")
    private boolean update;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "With --update: only services that were read or updated longer ago, such as 7d. Default: all")
    private @Nullable Duration olderThan;

    @Option(
            names = "--between",
            paramLabel = "FROM..TO",
            description = "Time of day in which requests begin, in local time: 22:00..06:00. Default: any")
    private @Nullable String between;

    @Option(
            names = "--page-rows",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "Most rows of a page. A service with a lower limit gets smaller pages. Default: ${DEFAULT-VALUE}")
    private int pageRows;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "Time limit for one request. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofMinutes(10);

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "Time limit for this session, such as 8h; the next one goes on. Default: none")
    private @Nullable Duration deadline;

    @Option(names = "--strict", description = "End with status 3 unless all services have been read completely.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors.")
    private boolean quiet;

    @Override
    public Integer call() throws InterruptedException {
        Path dir = folder;
        if (dir == null) {
            throw wrong("give the folder of the harvest: -d DIR");
        }
        if (olderThan != null && !update) {
            throw wrong("--older-than needs --update");
        }
        String window = between;
        Instant now = Instant.now();
        HarvestOptions options = of(
                "",
                () -> new HarvestOptions(
                        pageRows,
                        timeout,
                        deadline,
                        window == null ? Window.ALWAYS : Window.parse(window),
                        Clock.system(ZoneId.systemDefault()),
                        !update ? null : olderThan == null ? now : now.minus(olderThan)));
        // what is wrong with the question is said before anything is written
        var unused = choice.forms();
        try {
            if (update) {
                // there must be one
                HarvestFolder.read(dir).close();
            }
            try (HarvestFolder opened = HarvestFolder.open(dir)) {
                harvest(opened, options);
                if (!Interruption.happened()) {
                    HarvestCatalogue.makeIfNeeded(opened, this::say);
                }
            }
            return summary(dir);
        } catch (HarvestException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private void harvest(HarvestFolder opened, HarvestOptions options) throws InterruptedException {
        HarvestFolder.About before = opened.about();
        if (before != null && choice.isInclusiveAlone()) {
            throw new CommandException("--inclusive changes nothing: " + opened.path() + " has the harvest of "
                    + before.question() + ". Another question needs another folder");
        }
        List<Service> services = List.of();
        boolean mayBePrivate = before != null && before.mayBePrivate();
        if (before == null || choice.chooses()) {
            boolean limited = choice.asks() || (before != null && before.isLimited());
            HarvestChoice.Chosen chosen = choice.choose(quiet, limited);
            services = chosen.services();
            mayBePrivate |= chosen.mayBePrivate();
            say("services    " + byProtocol(services) + " from " + PlainText.of(chosen.from(), 200)
                    + left(chosen, limited));
            if (update) {
                sayUnlisted(opened.services(), chosen);
            }
            if (services.isEmpty() && before == null) {
                throw new CommandException("there is no service to harvest");
            }
        }
        HarvestFolder.About asked = before == null || choice.asks()
                ? new HarvestFolder.About(Instant.now(), choice.inWords(), choice.forms(), mayBePrivate, choice.asked())
                : new HarvestFolder.About(
                        before.created(), before.question(), before.forms(), mayBePrivate, before.asked());
        HarvestFolder.About begun = Harvest.begin(opened, asked, services);
        List<Service> all = opened.services();
        say("harvest     " + begun.question() + " of " + Words.count(all.size(), "service") + " in " + opened.path());
        Report report = new Report(err(), quiet, Harvest.status(opened.path(), false));
        Duration left = options.deadline();
        Duration wait = options.window().untilOpen(ZonedDateTime.now(options.clock()));
        if (left != null && wait.compareTo(left) >= 0) {
            // said even with --quiet: nothing has been done
            err().println("no requests: --between " + options.window() + " begins after the --deadline is over");
            err().flush();
            return;
        }
        try (HttpFetcher fetcher = Network.fetcher()) {
            Harvester harvester = new Harvester(opened, fetcher, options, Harvester.PAUSES);
            Interruption.Registration registration = Interruption.onInterrupt(harvester::cancel);
            try (registration) {
                var unused = harvester.run(begun, all, report);
                report.sayUnchanged();
            }
        }
    }

    private static String byProtocol(List<Service> services) {
        List<String> counts = Protocol.known().stream()
                .map(protocol -> Words.count(
                        services.stream()
                                .filter(service -> service.protocol().equals(protocol))
                                .count(),
                        protocol.title() + " service"))
                .filter(count -> !count.startsWith("0 "))
                .toList();
        return counts.isEmpty() ? "no service" : String.join(", ", counts);
    }

    private static String left(HarvestChoice.Chosen chosen, boolean limited) {
        String why = limited ? " of protocols of which only everything can be harvested" : " of other protocols";
        return chosen.others() == 0 ? "" : "; " + chosen.others() + why + " are left out";
    }

    private void sayUnlisted(List<Service> had, HarvestChoice.Chosen chosen) {
        Set<ServiceKey> listed = chosen.services().stream().map(Service::key).collect(Collectors.toSet());
        had.stream()
                .filter(service -> !listed.contains(service.key()))
                .forEach(service -> say("not listed  " + Words.address(service) + ": "
                        + PlainText.of(chosen.from(), 200) + " does not have it any more; its rows are kept"));
    }

    private void say(String line) {
        if (!quiet) {
            err().println(line);
            err().flush();
        }
    }

    private int summary(Path dir) {
        List<ServiceStatus> all = Harvest.status(dir, false);
        long rows = all.stream().mapToLong(ServiceStatus::rows).sum();
        long complete = all.stream().filter(ServiceStatus::complete).count();
        boolean interrupted = Interruption.happened();
        String next = interrupted ? "skytrawl harvest -d " + dir + " goes on" : "see skytrawl harvest status -d " + dir;
        say(String.format(
                Locale.ROOT,
                "%-11s %,d rows of %s: %s",
                complete == all.size() ? "complete" : interrupted ? "interrupted" : "INCOMPLETE",
                rows,
                Words.count(all.size(), "service"),
                complete == all.size()
                        ? "all have been read completely"
                        : complete + " complete, " + (all.size() - complete) + " not (" + next + ")"));
        return strict && complete < all.size() ? ExitStatus.NOT_COMPLETE : ExitStatus.OK;
    }

    /** Says which services have ended, and from time to time how far it is. Thread-safe. */
    private static final class Report implements HarvestListener {
        private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

        private final PrintWriter err;
        private final boolean quiet;
        private final int services;
        private final Map<ServiceKey, Long> completeBefore = new HashMap<>();
        private final Set<ServiceKey> read = new HashSet<>();
        private int unchanged;
        private long rows;
        private long pages;
        private int ended;
        private long saidNanos = System.nanoTime();

        Report(PrintWriter err, boolean quiet, List<ServiceStatus> before) {
            this.err = err;
            this.quiet = quiet;
            this.services = before.size();
            before.stream()
                    .filter(ServiceStatus::complete)
                    .forEach(one -> completeBefore.put(one.service().key(), one.rows()));
        }

        @Override
        public synchronized void page(Service service, long more) {
            rows += more;
            read.add(service.key());
            pages++;
            if (System.nanoTime() - saidNanos > EVERY_NANOS) {
                saidNanos = System.nanoTime();
                say(String.format(
                        Locale.ROOT,
                        "so far      %,d rows in %s; %d of %s ended",
                        rows,
                        Words.count(pages, "page"),
                        ended,
                        Words.count(services, "service")));
            }
        }

        @Override
        public synchronized void ended(Service service, ServiceState state) {
            ended++;
            Long had = completeBefore.get(service.key());
            if (state.isComplete()
                    && state.gaps().isEmpty()
                    && had != null
                    && had == state.rows()
                    && !read.contains(service.key())) {
                unchanged++;
                return;
            }
            say(String.format(
                    Locale.ROOT,
                    "%-11s %s: %,d rows%s",
                    state.isComplete() ? "complete" : "gaps",
                    Words.address(service),
                    state.rows(),
                    state.gaps().isEmpty()
                            ? ""
                            : "; " + PlainText.of(state.gaps().getFirst().reason(), 200)));
        }

        /** Services of which nothing was read again share a line. */
        synchronized void sayUnchanged() {
            if (unchanged > 0) {
                say("as before   " + Words.count(unchanged, "service") + ", complete");
            }
        }

        private void say(String line) {
            if (!quiet) {
                err.println(line);
                err.flush();
            }
        }
    }
}
