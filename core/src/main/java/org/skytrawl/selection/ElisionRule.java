package org.skytrawl.selection;

import org.skytrawl.model.Service;

/** Why another service has the same data. */
enum ElisionRule {
    /** Both have the same canonical access URL, protocol and table. */
    SAME_URL,
    /** Both belong to the same resource, and the other protocol is better and gives all that is wanted. */
    SAME_RESOURCE,
    /** The registry says that a resource of the other serves this one. */
    SERVED_BY;

    /** @param other the service that has the same data */
    String reason(Service other) {
        return switch (this) {
            case SAME_URL -> "same access URL as " + other.ivoid();
            case SAME_RESOURCE -> "same resource by " + other.protocol().title();
            case SERVED_BY ->
                other.tableName() != null
                        ? "served by " + other.ivoid() + ", whose table " + other.tableName() + " its record lists"
                        : "served by " + other.ivoid();
        };
    }
}
