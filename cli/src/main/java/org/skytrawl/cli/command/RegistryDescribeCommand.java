package org.skytrawl.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.print.ResourcePrinter;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.LabelledText;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Ivoid;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.output.ResourceJsonLines;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryReply;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.query.NearbyResources;
import org.skytrawl.registry.query.ResourceReader;
import org.skytrawl.registry.query.ServicesOf;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.ResourceTable;
import org.skytrawl.run.Registries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description = "Shows the registry record of one resource: content, curation, coverage, capabilities with their"
                + " URLs, and the services that Skytrawl can query. Sends requests only to the registry.",
        exitCodeList = {
            ExitStatus.DONE,
            "1:no registry could be used, or none knows the resource",
            ExitStatus.USAGE,
            ExitStatus.STOPPED
        },
        footer = {"  skytrawl registry describe ivo://org.gavo.dc/tap"})
final class RegistryDescribeCommand extends Action {
    @Parameters(paramLabel = "IVOID", description = "Identifier of the resource, such as ivo://org.gavo.dc/tap")
    private String ivoidText = "";

    @Option(
            names = "--tables",
            description = "Also show the tables with their columns. The TAP service of a data centre has thousands.")
    private boolean withTables;

    @Option(names = "--json", description = "Print one line of JSON. Members have the names of the RegTAP columns.")
    private boolean json;

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Time limit for the registries. Default: ${DEFAULT-VALUE}")
    private Duration deadline = Duration.ofSeconds(60);

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors to stderr.")
    private boolean quiet;

    /** What is being queried, for the line that says so. */
    private volatile @Nullable Registries queried;

    /** The answer of one registry; for an unknown resource, similar identifiers. */
    private record Description(
            @Nullable Resource resource,
            ServiceList services,
            @Nullable List<ResourceTable> tables,
            List<String> notes,
            List<Ivoid> nearby) {}

    @Override
    public Integer call() throws IOException {
        Ivoid ivoid = ivoid();
        WaitingLine waiting = WaitingLine.on(err(), quiet, WaitingLine.FOR_REGISTRY, () -> {
            Registries now = queried;
            return now == null ? null : now.awaited();
        });
        RegistryReply<Description> told;
        try (waiting) {
            told = ask(ivoid);
        }
        Description said = told.answer();
        Resource resource = Objects.requireNonNull(said.resource());
        if (!quiet) {
            registry(told.tried(), told.url(), said.notes());
        }
        if (json) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            ResourceJsonLines.write(List.of(new ResourceJsonLines.Described(resource, said.tables())), line);
            out().print(line.toString(StandardCharsets.UTF_8));
        } else {
            new ResourcePrinter(new LabelledText(out()))
                    .print(resource, said.services().candidates(), said.tables());
        }
        out().flush();
        return ExitStatus.OK;
    }

    private Ivoid ivoid() {
        String text = ivoidText.strip();
        if (!text.regionMatches(true, 0, "ivo://", 0, 6) || text.length() == 6) {
            throw wrong("'" + text + "' is not the identifier of a resource: it must begin with ivo://");
        }
        return new Ivoid(text);
    }

    /** Tries the registries until one knows the resource; others may be out of date. */
    private RegistryReply<Description> ask(Ivoid ivoid) {
        Deadline end = Deadline.after(deadline);
        List<String> tried = new ArrayList<>();
        List<Ivoid> nearby = List.of();
        List<String> left;
        try (Registries all = registry.open()) {
            left = new ArrayList<>(all.list().urls());
        }
        while (!left.isEmpty()) {
            RegistryReply<Description> told;
            try (Registries registries = Registries.open(left, null)) {
                queried = registries;
                told = registries.mirrors().ask(access -> description(access, ivoid), end, new Cancellation());
            } catch (StoppedException e) {
                throw new CommandException("stopped during the registry query");
            } catch (DiscoveryException e) {
                if (tried.isEmpty()) {
                    throw new CommandException(String.valueOf(e.getMessage()));
                }
                tried.add(String.valueOf(e.getMessage()));
                break;
            }
            tried.addAll(told.tried());
            if (told.answer().resource() != null) {
                return new RegistryReply<>(told.answer(), told.url(), tried);
            }
            tried.add(told.url() + ": it does not know " + ivoid);
            nearby = nearby.isEmpty() ? told.answer().nearby() : nearby;
            List<String> failed = told.tried();
            left.removeIf(url -> url.equals(told.url()) || failed.stream().anyMatch(one -> one.startsWith(url + ": ")));
        }
        throw new CommandException(
                "no registry knows " + ivoid + " (" + String.join("; ", tried) + ")" + similar(nearby));
    }

    private Description description(RegistryAccess access, Ivoid ivoid) throws RegistryFailure, StoppedException {
        ResourceReader.Reading reading = ResourceReader.read(access, List.of(ivoid));
        if (reading.resources().isEmpty()) {
            return new Description(
                    null,
                    new ServiceList(access.url(), List.of(), List.of()),
                    null,
                    List.of(),
                    new NearbyResources(ivoid).ask(access));
        }
        ServiceList services = new ServicesOf(access.url(), List.of(ivoid)).ask(access);
        List<ResourceTable> tables = withTables ? ResourceReader.tables(access, ivoid) : null;
        return new Description(reading.resources().getFirst(), services, tables, reading.notes(), List.of());
    }
}
