package org.skytrawl.registry.search;

import java.util.List;
import org.skytrawl.model.Ivoid;

/**
 * What a registry has of what is sought.
 *
 * @param ivoids in the registry's order, as many as were wanted at most
 * @param truncated whether there are more
 * @param notes what was done here since the registry cannot, and what could not be read, for people
 */
record FoundIvoids(List<Ivoid> ivoids, boolean truncated, List<String> notes) {
    FoundIvoids {
        ivoids = List.copyOf(ivoids);
        notes = List.copyOf(notes);
    }
}
