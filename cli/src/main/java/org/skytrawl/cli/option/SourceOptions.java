package org.skytrawl.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.harvest.answer.HarvestAnswers;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.TableModel;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.list.ServiceListException;
import org.skytrawl.registry.list.UnregisteredService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

public final class SourceOptions extends OptionGroup {
    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--services",
            paramLabel = "FILE",
            description = "File with a list of services to query instead of a selection from a registry: CSV, VOTable"
                    + " or JSON with ivoid, title, standard_id, access_url and, for ObsTAP, table_name.")
    private @Nullable Path serviceList;

    @Mixin
    private final ByUrl byUrl = new ByUrl();

    @Option(
            names = "--harvest",
            paramLabel = "DIR",
            description =
                    "Read the answers from the catalogue of a harvest (skytrawl harvest) instead of asking services.")
    private @Nullable Path harvest;

    @Option(
            names = "--fresh",
            description = "With --harvest: also ask services that the harvest does not have, from a registry or from"
                    + " --services.")
    private boolean fresh;

    @Option(names = "--no-elide", description = "Also query services that only repeat the data of others.")
    private boolean noElide;

    @Option(
            names = "--theory",
            description = "Also query services that declare to have only theoretical or artificial data.")
    private boolean theory;

    private @Nullable ServiceList read;

    private @Nullable HarvestAnswers answers;

    public boolean elide() {
        return !noElide;
    }

    public boolean theory() {
        return theory;
    }

    public @Nullable Path file() {
        return serviceList;
    }

    /** Reads the list, so that its errors are found before anything is written. */
    public void read() {
        var unused = registry.urls();
        List<Service> named = new ArrayList<>();
        byUrl.options.forEach((protocol, option) -> add(option, protocol, named));
        if ((serviceList != null || !named.isEmpty()) && registry.given()) {
            throw wrong(
                    "give " + (serviceList != null ? "--services" : "single services") + " or --registry, not both");
        }
        checkHarvest(!named.isEmpty());
        if (serviceList != null) {
            try {
                read = ServiceList.read(serviceList);
            } catch (ServiceListException e) {
                throw wrong("--services: " + e.getMessage());
            }
        }
        if (!named.isEmpty()) {
            ServiceList byUrl = ServiceList.of("the command line", named);
            read = read == null ? byUrl : read.and(byUrl);
        }
    }

    private void checkHarvest(boolean named) {
        Path folder = harvest;
        if (folder == null) {
            if (fresh) {
                throw wrong("--fresh is for --harvest: without it all services are asked");
            }
            return;
        }
        if (!fresh && (serviceList != null || named || registry.given())) {
            throw wrong("--harvest asks no service: add --fresh to also ask those of "
                    + (registry.given() ? "--registry" : serviceList != null ? "--services" : "single services"));
        }
        try {
            answers = HarvestAnswers.open(folder);
        } catch (HarvestException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** The harvest from which the answer of a service is read; null if the service is asked. */
    public @Nullable Path harvestOf(Service service) {
        HarvestAnswers opened = answers;
        return opened != null && opened.has(service) ? harvest : null;
    }

    private void add(OptionSpec option, Protocol protocol, List<Service> services) {
        List<String> urls = option.getValue();
        urls.forEach(url -> services.add(
                Objects.requireNonNull(read(option.longestName(), url, it -> UnregisteredService.of(protocol, it)))));
    }

    public void applyTo(Discovery discovery) {
        if (answers != null) {
            discovery.stored(answers, fresh);
        }
        if (read != null) {
            discovery.services(read);
        } else {
            discovery.registries(registry.urls());
        }
    }

    /** An option for each protocol, for services of which only the URL is known. */
    @Command
    static final class ByUrl {
        private final Map<Protocol, OptionSpec> options = new LinkedHashMap<>();

        @Spec(Spec.Target.MIXEE)
        void addTo(CommandSpec command) {
            for (Protocol protocol : Protocol.known().reversed()) {
                TableModel model = protocol.table();
                String what = protocol.inWords();
                String service = what.substring(what.indexOf(' ') + 1);
                String help = service + " to query instead of a selection from a registry. May be repeated, and"
                        + " combined with --services.";
                if (model != null) {
                    help += " Default table: " + model.tableName()
                            + ". Percent-encode characters of the table name that are not allowed in a URL.";
                }
                OptionSpec option = OptionSpec.builder("--" + protocol.name().toLowerCase(Locale.ROOT))
                        .paramLabel(model == null ? "URL" : "URL[#TABLE]")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .initialValue(List.of())
                        .description(help)
                        .build();
                options.put(protocol, option);
                command.addOption(option);
            }
        }
    }
}
