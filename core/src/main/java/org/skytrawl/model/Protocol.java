package org.skytrawl.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A protocol by which services are asked for datasets: what is known of it without asking. Its order is by rank, the better
 * one first, which gives more for the same data. Each protocol is one object, which {@link #known} lists.
 */
public abstract class Protocol implements Comparable<Protocol> {
    /** By what protocol is not known: of a dataset that says so little of its origin. Never among the known ones. */
    public static final Protocol UNKNOWN =
            new Protocol("UNKNOWN", Integer.MAX_VALUE, "a service of an unknown protocol", List.of()) {};

    private final String name;
    private final int rank;
    private final String inWords;
    private final List<StandardId> standardIds;

    /**
     * For subclasses, of which each has one object.
     *
     * @param name in logs, results and messages, such as {@code SIA2}; in lower case it is the word of service lists and options
     * @param rank a lower one is preferred where both give the same data
     * @param inWords a service of it, with its article: {@code an SIA2 service}
     * @param standardIds by what a registry knows its capabilities; the first is written to service lists
     */
    protected Protocol(String name, int rank, String inWords, List<StandardId> standardIds) {
        this.name = name;
        this.rank = rank;
        this.inWords = inWords;
        this.standardIds = List.copyOf(standardIds);
    }

    /** The name in logs, results and messages. */
    public final String name() {
        return name;
    }

    /** A service of it, with its article. */
    public final String inWords() {
        return inWords;
    }

    /** By what a registry knows its capabilities. */
    public final List<StandardId> standardIds() {
        return standardIds;
    }

    /** The name for people. */
    public String title() {
        return name();
    }

    /** Names that a service list or a search may call it by, in lower case. */
    public Set<String> words() {
        return Set.of(name().toLowerCase(Locale.ROOT));
    }

    /** The ObsCore product types that it can give; empty for any. */
    public Set<String> productTypes() {
        return Set.of();
    }

    /** The table that each of its services queries, or null if what is queried is the service itself. */
    public @Nullable TableModel table() {
        return null;
    }

    /** Whether a capability with this standard id, in lower case, and an interface of this version speaks it. */
    public final boolean isSpokenBy(String standardId, @Nullable String version) {
        for (StandardId id : standardIds) {
            if (id.includes(standardId, version)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether this protocol gives all that is wanted and that the other could give.
     *
     * @param wanted product types; empty for any
     */
    public final boolean givesAllOf(Protocol other, Set<String> wanted) {
        Set<String> mine = productTypes();
        Set<String> others = other.productTypes();
        if (mine.isEmpty()) {
            return true;
        }
        if (others.isEmpty()) {
            return !wanted.isEmpty() && mine.containsAll(wanted);
        }
        return others.stream()
                .filter(type -> wanted.isEmpty() || wanted.contains(type))
                .allMatch(mine::contains);
    }

    /** All protocols that Skytrawl speaks, the best first. */
    public static List<Protocol> known() {
        return KnownOnce.BEST_FIRST;
    }

    /**
     * The protocol that a capability speaks which is queried itself, and not by a table.
     *
     * @param standardId in lower case
     * @param version of its interface, or null if none is given
     * @return null if it is none of those known
     */
    public static @Nullable Protocol ofCapability(String standardId, @Nullable String version) {
        for (Protocol protocol : known()) {
            if (protocol.table() == null && protocol.isSpokenBy(standardId, version)) {
                return protocol;
            }
        }
        return null;
    }

    /**
     * The protocol of a name, in any case.
     *
     * @throws IllegalArgumentException if there is none, which names it and the known ones
     */
    public static Protocol named(String name) {
        for (Protocol protocol : known()) {
            if (protocol.name().equalsIgnoreCase(name)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("unknown protocol '" + PlainText.of(name, 40) + "': known are "
                + known().stream().map(Protocol::name).collect(Collectors.joining(", ")));
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

    /** Looked up once, when first needed. */
    private static final class KnownOnce {
        static final List<Protocol> BEST_FIRST = ProtocolSource.all();
    }
}
