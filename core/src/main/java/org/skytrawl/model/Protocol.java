package org.skytrawl.model;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A protocol for querying services: what is known without a query. Each protocol is one object, listed by {@link
 * #known}. Ordered by rank; a better protocol gives more metadata for the same data.
 */
public abstract class Protocol implements Comparable<Protocol> {
    /** The protocol of a dataset whose origin does not say it. Not among the known ones. */
    public static final Protocol UNKNOWN =
            new Protocol("UNKNOWN", Integer.MAX_VALUE, "a service of an unknown protocol", List.of()) {};

    private final String name;
    private final int rank;
    private final String inWords;
    private final List<StandardId> standardIds;

    /**
     * For subclasses, which have one object each.
     *
     * @param name in logs, results and messages, such as {@code SIA2}; in lower case also in service lists and options
     * @param rank the lower one is preferred where two protocols give the same data
     * @param inWords a service of the protocol, with article: {@code an SIA2 service}
     * @param standardIds identifiers of its capabilities in the registry; the first is written to service lists
     */
    protected Protocol(String name, int rank, String inWords, List<StandardId> standardIds) {
        this.name = name;
        this.rank = rank;
        this.inWords = inWords;
        this.standardIds = List.copyOf(standardIds);
    }

    public final String name() {
        return name;
    }

    /** A service of the protocol, with article. */
    public final String inWords() {
        return inWords;
    }

    public final List<StandardId> standardIds() {
        return standardIds;
    }

    /** The name for people. */
    public String title() {
        return name();
    }

    /** Names accepted in service lists and searches, in lower case. */
    public Set<String> words() {
        return Set.of(name().toLowerCase(Locale.ROOT));
    }

    /** The product types that it can give, with their narrower terms; empty for any. */
    public Set<String> productTypes() {
        return Set.of();
    }

    /** The table that its services query, or null if the service itself is queried. */
    public @Nullable TableModel table() {
        return null;
    }

    /**
     * Whether a capability is of this protocol.
     *
     * @param standardId in lower case
     * @param version of its interface, or null if none is given
     */
    public final boolean isSpokenBy(String standardId, @Nullable String version) {
        return standardIds.stream().anyMatch(id -> id.includes(standardId, version));
    }

    /**
     * Whether it can give any of the wanted product types.
     *
     * @param wanted product types; empty for any
     */
    public final boolean givesAnyOf(Set<String> wanted) {
        return wanted.isEmpty()
                || productTypes().isEmpty()
                || !Collections.disjoint(ProductTypes.withNarrower(productTypes()), ProductTypes.withNarrower(wanted));
    }

    /**
     * Whether this protocol gives all wanted product types that the other could give.
     *
     * @param wanted product types; empty for any
     */
    public final boolean givesAllOf(Protocol other, Set<String> wanted) {
        if (productTypes().isEmpty() || equals(other)) {
            return true;
        }
        Set<String> types = ProductTypes.withNarrower(productTypes());
        Set<String> otherTypes = ProductTypes.withNarrower(other.productTypes());
        Set<String> wantedTypes = ProductTypes.withNarrower(wanted);
        if (otherTypes.isEmpty()) {
            return !wanted.isEmpty() && types.containsAll(wantedTypes);
        }
        return otherTypes.stream()
                .filter(type -> wanted.isEmpty() || wantedTypes.contains(type))
                .allMatch(types::contains);
    }

    /** All supported protocols, the best first. */
    public static List<Protocol> known() {
        return KnownOnce.BEST_FIRST;
    }

    /**
     * The protocol of a capability, if that protocol queries services rather than tables; else null.
     *
     * @param standardId in lower case
     * @param version of its interface, or null if none is given
     */
    public static @Nullable Protocol ofCapability(String standardId, @Nullable String version) {
        return known().stream()
                .filter(protocol -> protocol.table() == null && protocol.isSpokenBy(standardId, version))
                .findFirst()
                .orElse(null);
    }

    /**
     * The protocol of a name, in any case.
     *
     * @throws IllegalArgumentException if there is none; it names the known ones
     */
    public static Protocol named(String name) {
        return known().stream()
                .filter(protocol -> protocol.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown protocol '" + PlainText.of(name, 40)
                        + "': known are " + known().stream().map(Protocol::name).collect(Collectors.joining(", "))));
    }

    @Override
    public final int compareTo(Protocol other) {
        int order = Integer.compare(rank, other.rank);
        return order != 0 || this == other ? order : name.compareTo(other.name);
    }

    @Override
    public final String toString() {
        return name;
    }

    /** Loaded lazily, once. */
    private static final class KnownOnce {
        static final List<Protocol> BEST_FIRST = ProtocolSource.all();
    }
}
