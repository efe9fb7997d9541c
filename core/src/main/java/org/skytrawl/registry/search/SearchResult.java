package org.skytrawl.registry.search;

import java.util.List;
import org.skytrawl.registry.list.ServicesOf;

/**
 * What a search has found.
 *
 * @param resources in the registry's order
 * @param truncated whether there are more than the limit of the search
 * @param registry the TAP access URL of the registry that answered
 * @param tried what each registry that was passed over said, in order, as {@code URL: reason}
 * @param notes what was done here since the registry cannot, and what it does not tell or could not be read, for people
 */
public record SearchResult(
        List<Resource> resources, boolean truncated, String registry, List<String> tried, List<String> notes) {
    /** Keeps its own copies. */
    public SearchResult {
        resources = List.copyOf(resources);
        tried = List.copyOf(tried);
        notes = List.copyOf(notes);
    }

    /**
     * The question which services these resources have that can be asked for datasets, to be put to the registries. Its
     * answer can be handed to a discovery, or written to a file.
     *
     * @param name what the list is called in messages and the log
     */
    public ServicesOf services(String name) {
        return ServicesOf.resources(
                name, resources.stream().map(Resource::ivoid).toList());
    }
}
