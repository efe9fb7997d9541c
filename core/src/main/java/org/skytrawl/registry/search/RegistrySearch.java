package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.MirrorStatus;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.registry.access.RegistryMirrors;
import org.skytrawl.registry.access.RegistryReply;

/**
 * A search of the registry for resources that meet all constraints.
 *
 * <pre>{@code
 * try (Skytrawl skytrawl = Skytrawl.open()) {
 *     SearchResult found = skytrawl.registry()
 *             .search(RegistrySearch.of(Words.of("quasar"), ServiceType.of("tap"))
 *                     .and(SpatialCoverage.of(new Cone(187.3, 2.05, 0.1))));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe; several threads may run it at once.
 *
 * @param constraints at least one
 * @param limit the most resources to return, 1 to 1,000,000
 */
public record RegistrySearch(List<SearchConstraint> constraints, int limit) {
    public static final int DEFAULT_LIMIT = 1_000;

    private static final int MOST = 1_000_000;

    /** @throws IllegalArgumentException if there is no constraint, or the limit is out of range */
    public RegistrySearch {
        constraints = List.copyOf(constraints);
        if (constraints.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one constraint is needed: the registry has tens of thousands of resources");
        }
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be 1 to " + MOST + ", not " + limit);
        }
    }

    public static RegistrySearch of(SearchConstraint... constraints) {
        return new RegistrySearch(List.of(constraints), DEFAULT_LIMIT);
    }

    public RegistrySearch and(SearchConstraint constraint) {
        List<SearchConstraint> all = new ArrayList<>(constraints);
        all.add(constraint);
        return new RegistrySearch(all, limit);
    }

    public RegistrySearch withLimit(int mostResources) {
        return new RegistrySearch(constraints, mostResources);
    }

    /**
     * Queries one registry after the other until one answers. A registry that lacks something is passed over. Blocks, so call
     * it on a virtual thread.
     *
     * @param deadline for all registries together
     * @param cancellation may be given from any thread; the search then ends within milliseconds
     * @throws DiscoveryException if none answers; the message has the reason of each
     */
    public SearchResult run(RegistryMirrors mirrors, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        RegistryReply<Answer> reply;
        try {
            reply = mirrors.ask(this::answer, deadline, cancellation);
        } catch (DiscoveryException e) {
            List<String> able = able(mirrors, false);
            throw able.isEmpty()
                    ? e
                    : new DiscoveryException(
                            e.getMessage() + "; according to its last known features, " + String.join(" or ", able)
                                    + " can answer",
                            e.asked(),
                            e);
        }
        List<String> notes = new ArrayList<>(reply.answer().notes());
        if (reply.answer().lookedAtHere()) {
            able(mirrors, true)
                    .forEach(url ->
                            notes.add(url + " can evaluate all constraints, according to its last known features"));
        }
        notes.addAll(mirrors.problems());
        return new SearchResult(
                reply.answer().resources(), reply.answer().truncated(), reply.url(), reply.tried(), notes);
    }

    /**
     * Registries that can answer according to their last known features.
     *
     * @param alone only those that can evaluate all constraints
     */
    private List<String> able(RegistryMirrors mirrors, boolean alone) {
        List<String> able = new ArrayList<>();
        for (MirrorStatus mirror : mirrors.status()) {
            RegistryFeatures features = mirror.features();
            if (features != null) {
                try {
                    RegistryCondition condition = SearchRun.condition(constraints, features);
                    if (!alone || condition.checks().isEmpty()) {
                        able.add(mirror.url());
                    }
                } catch (RegistryFailure e) {
                    // this registry cannot answer
                }
            }
        }
        return able;
    }

    private record Answer(List<Resource> resources, boolean truncated, boolean lookedAtHere, List<String> notes) {}

    private Answer answer(RegistryAccess registry) throws RegistryFailure, StoppedException {
        RegistryCondition condition = SearchRun.condition(constraints, registry.features());
        boolean lookedAtHere = !condition.checks().isEmpty();
        SearchRun.FoundIvoids found = new SearchRun(registry, condition, limit).find();
        List<String> notes = new ArrayList<>(found.notes());
        if (found.ivoids().isEmpty()) {
            notes.addAll(registry.notes());
            return new Answer(List.of(), found.truncated(), lookedAtHere, notes);
        }
        ResourceReading reading = ResourceReader.read(registry, found.ivoids());
        notes.addAll(reading.notes());
        if (!reading.unknown().isEmpty()) {
            notes.add("resources that it lists but does not describe ("
                    + reading.unknown().size() + "): " + reading.unknown().getFirst()
                    + (reading.unknown().size() > 1 ? ", ..." : ""));
        }
        return new Answer(reading.resources(), found.truncated(), lookedAtHere, notes);
    }
}
