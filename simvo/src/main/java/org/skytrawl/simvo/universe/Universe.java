package org.skytrawl.simvo.universe;

import java.util.List;

/**
 * All datasets, services and records. Immutable.
 *
 * @param datasets each once, by id
 * @param services each once, by number
 * @param resources the records of the registry
 */
public record Universe(List<Dataset> datasets, List<SimService> services, List<Resource> resources) {
    public Universe {
        datasets = List.copyOf(datasets);
        services = List.copyOf(services);
        resources = List.copyOf(resources);
    }
}
