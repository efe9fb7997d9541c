package org.skytrawl.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.cli.option.CoverageOptions;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.option.RegistrySearchOptions;
import org.skytrawl.cli.option.ServiceListOption;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.cli.terminal.AlignedTable.Column;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.output.ResourceJsonLines;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.query.SearchRun;
import org.skytrawl.registry.query.ServicesOf;
import org.skytrawl.registry.query.UatCache;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.SearchResult;
import org.skytrawl.registry.search.StandardName;
import org.skytrawl.registry.search.UatVocabulary;
import org.skytrawl.run.Registries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "search",
        description = {
            "Lists the resources of the registry that meet all given constraints. Sends requests only to the"
                    + " registry.",
            "Prints one line per resource to stdout, tab-separated: ivoid, services, title. A terminal shows a"
                    + " table with a header, cut to its width."
        },
        exitCodeList = {
            ExitStatus.DONE,
            "1:no registry could be used, or the output could not be written",
            ExitStatus.USAGE,
            ExitStatus.STOPPED
        },
        footer = {
            "  skytrawl registry search quasar spectra",
            "  skytrawl registry search --service-type sia2 --cone 10.68,41.27,1 -o mine.csv",
            "  skytrawl registry search --service-type ssa --footprint my-image.fits",
            "  skytrawl registry search --author '%%Hubble%%' --waveband uv --limit 20 --json"
        })
final class RegistrySearchCommand extends Action {
    private static final List<Column> COLUMNS =
            List.of(Column.text("ivoid", 0, 36), Column.text("services", 2, 8), Column.text("title", 1, 16));

    @Mixin
    private final RegistrySearchOptions options = new RegistrySearchOptions();

    @Mixin
    private final CoverageOptions coverage = new CoverageOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Maximum number of resources to show. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--json", description = "Print JSON Lines with the complete registry record of each resource.")
    private boolean json;

    @Mixin
    private final ServiceListOption list = new ServiceListOption();

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

    @Override
    public Integer call() throws IOException {
        List<SearchConstraint> constraints = new ArrayList<>();
        options.addTo(constraints);
        coverage.addTo(constraints);
        list.check(null);
        Deadline end = Deadline.after(deadline);
        SearchResult found;
        // the thesaurus and the registry have one cache folder
        Set<String> notes = new LinkedHashSet<>();
        ServiceList services = null;
        try (Registries registries = registry.open()) {
            WaitingLine waiting = WaitingLine.on(err(), quiet, WaitingLine.FOR_REGISTRY, registries::awaited);
            try (waiting) {
                if (options.needsThesaurus()) {
                    constraints.add(options.concept(thesaurus(registries, end, notes)));
                }
                found = SearchRun.search(
                        of("", () -> new RegistrySearch(constraints, limit)),
                        registries.mirrors(),
                        end,
                        new Cancellation());
                if (list.isGiven()) {
                    services = registries
                            .mirrors()
                            .ask(new ServicesOf("the search", found.ivoids()), end, new Cancellation())
                            .answer();
                }
            }
        } catch (StoppedException e) {
            throw new CommandException("stopped during the registry query");
        }
        print(found.resources());
        if (!quiet) {
            notes.addAll(found.notes());
            summarize(found, List.copyOf(notes));
        }
        if (services != null) {
            // only those that can be queried: a list has no column for the reason against the others
            list.write(
                    services.candidates().stream()
                            .filter(candidate -> candidate.preset() == null)
                            .map(Candidate::service)
                            .toList(),
                    quiet);
            notes(quiet ? List.of() : services.notes());
        }
        return ExitStatus.OK;
    }

    private UatVocabulary thesaurus(Registries registries, Deadline end, Set<String> notes) throws StoppedException {
        Path file = options.thesaurusFile();
        if (file != null) {
            try {
                return UatVocabulary.read(file);
            } catch (IOException e) {
                throw wrong("--uat-file: " + file + ": " + Words.cause(e));
            }
        }
        UatCache cache = new UatCache(registries.fetcher(), CacheFolder.ofUser());
        try {
            UatCache.Reading reading = cache.read(end, new Cancellation());
            if (reading.note() != null) {
                notes.add(reading.note());
            }
            return reading.vocabulary();
        } catch (IOException e) {
            throw new CommandException(e.getMessage() + "; --uat-file reads it from a file");
        }
    }

    private void print(List<Resource> resources) throws IOException {
        if (json) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            ResourceJsonLines.write(
                    resources.stream()
                            .map(resource -> new ResourceJsonLines.Described(resource, null))
                            .toList(),
                    lines);
            out().print(lines.toString(StandardCharsets.UTF_8));
        } else {
            AlignedTable.list(
                    out(),
                    COLUMNS,
                    resources.stream()
                            .map(resource -> List.of(
                                    PlainText.of(resource.ivoid().value()),
                                    PlainText.of(services(resource)),
                                    PlainText.of(resource.title())))
                            .toList());
        }
        out().flush();
    }

    /** The standards of its services, except VOSI, which all services have. */
    private static String services(Resource resource) {
        return resource.capabilities().stream()
                .filter(it -> it.standardId() != null && !it.standardId().startsWith("ivo://ivoa.net/std/vosi"))
                .map(capability -> StandardName.of(
                        Objects.requireNonNull(capability.standardId()),
                        capability.interfaces().isEmpty()
                                ? null
                                : capability.interfaces().getFirst().version()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void summarize(SearchResult found, List<String> notes) {
        registry(found.tried(), found.registry(), notes);
        if (found.resources().isEmpty()) {
            err().println("no matching resource");
        } else {
            err().println(Words.count(found.resources().size(), "resource")
                    + (found.truncated() ? "; truncated at --limit " + limit + ": there are more" : ""));
        }
        err().flush();
    }
}
