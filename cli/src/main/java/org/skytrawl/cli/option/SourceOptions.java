package org.skytrawl.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.list.ServiceListException;
import org.skytrawl.registry.list.UnregisteredService;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the services come from. */
public final class SourceOptions extends OptionGroup {
    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--services",
            paramLabel = "FILE",
            description =
                    "File with a list of services to query instead of a selection from a registry: CSV, VOTable or"
                            + " JSON with ivoid, title, standard_id, access_url and, for ObsTAP, table_name.")
    private @Nullable Path serviceList;

    @Option(
            names = "--sia1",
            paramLabel = "URL",
            description = "SIA1 service to query instead of a selection from a registry. May be repeated, and combined"
                    + " with --services.")
    private List<String> sia1 = List.of();

    @Option(names = "--sia2", paramLabel = "URL", description = "SIA2 service to query; otherwise like --sia1.")
    private List<String> sia2 = List.of();

    @Option(
            names = "--obstap",
            paramLabel = "URL[#TABLE]",
            description =
                    "TAP service with an ObsCore table to query; otherwise like --sia1. Default table: ivoa.obscore."
                            + " Percent-encode characters of the table name that are not allowed in a URL.")
    private List<String> obsTap = List.of();

    @Option(names = "--no-elide", description = "Also query services that only repeat the data of others.")
    private boolean noElide;

    private @Nullable ServiceList read;

    public boolean elide() {
        return !noElide;
    }

    @Nullable
    public Path file() {
        return serviceList;
    }

    /** Reads the list, so that its errors are found before anything is written. */
    public void read() {
        List<Service> named = new ArrayList<>();
        add("--sia1", Protocol.SIA1, sia1, named);
        add("--sia2", Protocol.SIA2, sia2, named);
        add("--obstap", Protocol.OBSTAP, obsTap, named);
        if ((serviceList != null || !named.isEmpty()) && registry.given()) {
            throw wrong(
                    "give " + (serviceList != null ? "--services" : "single services") + " or --registry, not both");
        }
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

    private void add(String option, Protocol protocol, List<String> urls, List<Service> services) {
        for (String url : urls) {
            try {
                services.add(UnregisteredService.of(protocol, url));
            } catch (IllegalArgumentException e) {
                throw wrong(option + ": " + e.getMessage());
            }
        }
    }

    /** Sets the services of {@link #read}, or the registries. */
    public void applyTo(Discovery discovery) {
        if (read != null) {
            discovery.services(read);
        } else {
            discovery.registries(registry.urls());
        }
    }
}
