package org.skytrawl.simvo.universe;

import java.util.List;

/** All datasets, services and records. Immutable. */
public record Universe(List<Dataset> datasets, List<SimService> services, List<Resource> resources) {
    public Universe {
        datasets = List.copyOf(datasets);
        services = List.copyOf(services);
        resources = List.copyOf(resources);
    }
}
