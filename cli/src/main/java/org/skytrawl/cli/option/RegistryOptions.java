package org.skytrawl.cli.option;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.registry.access.RegistryConfig;
import org.skytrawl.run.Registries;
import picocli.CommandLine.Option;

public final class RegistryOptions extends OptionGroup {
    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "RegTAP service to select services from. Repeat the option for mirrors, which are tried in"
                    + " order. Default: $IVOA_REGISTRY; without it, the file ~/.config/skytrawl/registries (one URL per line);"
                    + " without that, the known public registries.")
    private @Nullable List<String> registries;

    public boolean given() {
        return registries != null;
    }

    /** Empty for the default. */
    public List<String> urls() {
        List<String> given = registries;
        if (given == null) {
            return List.of();
        }
        try {
            var unused = RegistryConfig.ofUser(given);
        } catch (DiscoveryException e) {
            throw wrong("--registry: " + e.getMessage());
        }
        return given;
    }

    public Registries open() {
        return Registries.open(urls(), null);
    }
}
