package org.skytrawl.registry.search;

import java.util.List;
import org.skytrawl.model.Ivoid;

/**
 * Resources as one registry describes them.
 *
 * @param resources in the order of the request
 * @param unknown the identifiers that the registry does not have, in the order of the request
 * @param notes what is missing or could not be read, for people
 */
public record ResourceReading(List<Resource> resources, List<Ivoid> unknown, List<String> notes) {
    public ResourceReading {
        resources = List.copyOf(resources);
        unknown = List.copyOf(unknown);
        notes = List.copyOf(notes);
    }
}
