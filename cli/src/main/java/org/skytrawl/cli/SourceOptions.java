package org.skytrawl.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.registry.ServiceList;
import org.skytrawl.registry.ServiceListException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the services come from. */
final class SourceOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--services",
            paramLabel = "FILE",
            description = "A service list (CSV, VOTable or JSON with ivoid, title, standard_id, access_url and for"
                    + " ObsTAP table_name) to ask instead of a registry's choice.")
    private @Nullable Path serviceList;

    @Option(names = "--no-elide", description = "Also ask services that only repeat what others give.")
    private boolean noElide;

    private @Nullable ServiceList read;

    boolean elide() {
        return !noElide;
    }

    /** The file of the service list, or null. */
    @Nullable
    Path file() {
        return serviceList;
    }

    /** Reads what is to be read, so that what is wrong with it is known before anything is written. */
    void read() {
        if (serviceList != null && registry.given()) {
            throw new ParameterException(spec.commandLine(), "give --services or --registry, not both");
        }
        if (serviceList != null) {
            try {
                read = ServiceList.read(serviceList);
            } catch (ServiceListException e) {
                throw new ParameterException(spec.commandLine(), "--services: " + e.getMessage());
            }
        }
    }

    /** Hands on what {@link #read} has read. */
    void applyTo(Discovery discovery) {
        if (read != null) {
            discovery.services(read);
        } else {
            discovery.registries(registry.urls());
        }
    }
}
