package org.skytrawl.registry.search;

import java.util.List;
import org.skytrawl.model.Ivoid;

/**
 * Resources as one registry tells of them.
 *
 * @param resources those that it knows, in the order in which they were asked for
 * @param unknown those that it does not know, in that order
 * @param notes what it does not tell or what could not be read, for people
 */
public record ResourceReading(List<Resource> resources, List<Ivoid> unknown, List<String> notes) {
    /** Keeps its own copies. */
    public ResourceReading {
        resources = List.copyOf(resources);
        unknown = List.copyOf(unknown);
        notes = List.copyOf(notes);
    }
}
