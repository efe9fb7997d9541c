package org.skytrawl.simvo.universe;

import java.util.List;

/**
 * All there is. Immutable.
 *
 * @param datasets each once, by id
 * @param services each once, by number
 * @param resources what the registry knows
 */
public record Universe(List<Dataset> datasets, List<SimService> services, List<Resource> resources) {
    public Universe {
        datasets = List.copyOf(datasets);
        services = List.copyOf(services);
        resources = List.copyOf(resources);
    }
}
