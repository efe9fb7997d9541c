package org.skytrawl.selection;

import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;

/** Why one service's data are to be had from another. */
enum ElisionRule {
    /** Both have the same canonical access URL, protocol and table. */
    SAME_URL,
    /** Both belong to the same resource, and the other speaks the better protocol. */
    SAME_RESOURCE,
    /** The registry says that the one is served by a resource of the other. */
    SERVED_BY;

    /** The rule for people, {@code other} being the service that has the same data. */
    String reason(Service other) {
        return switch (this) {
            case SAME_URL -> "same access URL as " + other.ivoid();
            case SAME_RESOURCE -> "same resource by " + name(other.protocol());
            case SERVED_BY ->
                other.protocol() == Protocol.OBSTAP
                        ? "served by " + other.ivoid() + ", whose table " + other.tableName() + " its record lists"
                        : "served by " + other.ivoid();
        };
    }

    private static String name(Protocol protocol) {
        return protocol == Protocol.OBSTAP ? "ObsTAP" : protocol.name();
    }
}
