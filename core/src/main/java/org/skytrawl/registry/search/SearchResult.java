package org.skytrawl.registry.search;

import java.util.List;
import org.skytrawl.model.Ivoid;

/**
 * The result of a search.
 *
 * @param resources in the order of the registry
 * @param truncated whether there are more than the limit of the search
 * @param registry the TAP access URL of the registry that answered
 * @param tried why each registry before it was passed over, as {@code URL: reason}
 * @param notes which constraints this program evaluated itself, and what is missing or could not be read, for people
 */
public record SearchResult(
        List<Resource> resources, boolean truncated, String registry, List<String> tried, List<String> notes) {
    public SearchResult {
        resources = List.copyOf(resources);
        tried = List.copyOf(tried);
        notes = List.copyOf(notes);
    }

    public List<Ivoid> ivoids() {
        return resources.stream().map(Resource::ivoid).toList();
    }
}
