package org.skytrawl.registry.access;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;

/** Queries registries until one answers, those that failed in the last ten minutes at the end. Thread-safe; blocks. */
public final class RegistryMirrors {
    private static final int MOST_CHECKS = 16;
    private final RegistryAccess.Reach reach;
    private final List<String> urls;
    private final MirrorMemory memory;
    private final Clock clock;
    private volatile boolean unreachable;
    private final Set<String> problems = new ConcurrentSkipListSet<>();

    /** @param folder stores the state of the registries */
    public RegistryMirrors(HttpFetcher fetcher, List<String> urls, CacheFolder folder, long maxBytesPerAnswer) {
        this(
                new RegistryAccess.Reach(fetcher, maxBytesPerAnswer, RegistryAccess.Reach.MAX_REC),
                urls,
                folder,
                Clock.systemUTC());
    }

    public RegistryMirrors(RegistryAccess.Reach reach, List<String> urls, CacheFolder folder, Clock clock) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("at least one registry is needed, but there are none");
        }
        this.reach = reach;
        this.urls = new RegistryList(urls, "").urls();
        this.memory = new MirrorMemory(folder);
        this.clock = clock;
    }

    public List<String> urls() {
        return urls;
    }

    public List<MirrorStatus> status() {
        Instant now = clock.instant();
        return known().stream()
                .sorted(Comparator.comparing(mirror -> mirror.comesLater(now)))
                .toList();
    }

    private List<MirrorStatus> known() {
        MirrorMemory.Known known = memory.read();
        note(known.problem());
        return urls.stream().map(url -> known.of(url).at(url)).toList();
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void note(@Nullable String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    /** @throws DiscoveryException if none answers; the message has the reason of each */
    public <T> RegistryReply<T> ask(RegistryQuestion<T> question, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        List<String> tried = new ArrayList<>();
        RegistryReply<T> reply = ask(question, deadline, cancellation, tried);
        if (reply == null) {
            throw nobody(tried, unreachable, "");
        }
        return reply;
    }

    /** Whether no connection to any registry came about when they were last queried. */
    public boolean areUnreachable() {
        return unreachable;
    }

    /** Null if none answers; {@code tried} collects the reasons. */
    public <T> @Nullable RegistryReply<T> ask(
            RegistryQuestion<T> question, Deadline deadline, Cancellation cancellation, List<String> tried)
            throws StoppedException {
        List<MirrorStatus> order = status();
        boolean none = true;
        for (int i = 0; i < order.size(); i++) {
            MirrorStatus mirror = order.get(i);
            if (deadline.isOver()) {
                tried.add(mirror.url() + ": not queried, no time was left");
                none &= i > 0;
                continue;
            }
            // a slow registry must leave time for those after it
            Deadline own = deadline.isNever()
                    ? deadline
                    : Deadline.after(deadline.left().dividedBy(order.size() - i));
            reach.turn().begin(mirror.url(), later(order, i));
            try {
                return new RegistryReply<>(one(mirror, question, own, cancellation), mirror.url(), tried);
            } catch (RegistryFailure e) {
                none &= e.isUnreachable();
                tried.add(mirror.url() + ": " + e.reason());
            } finally {
                reach.turn().end();
            }
        }
        unreachable = none;
        return null;
    }

    private static List<String> later(List<MirrorStatus> order, int than) {
        return order.subList(than + 1, order.size()).stream()
                .map(MirrorStatus::url)
                .toList();
    }

    private <T> T one(MirrorStatus mirror, RegistryQuestion<T> question, Deadline own, Cancellation cancellation)
            throws RegistryFailure, StoppedException {
        String url = mirror.url();
        long begun = System.nanoTime();
        try {
            RegistryAccess access = RegistryAccess.to(url, reach, own, cancellation, can -> learnt(url, can));
            access.knowing(mirror.freshFeatures(clock.instant()));
            T answer = question.ask(access);
            double seconds = (System.nanoTime() - begun) / 1e9;
            note(memory.change(url, known -> known.withAnswer(clock.instant(), seconds)));
            return answer;
        } catch (RegistryFailure e) {
            if (!e.isLack()) {
                failed(url, e.reason());
            }
            throw e;
        } catch (StoppedException e) {
            if (e.stopCause() != StopCause.TIMEOUT) {
                throw e;
            }
            failed(url, String.valueOf(e.getMessage()));
            throw new RegistryFailure(String.valueOf(e.getMessage()));
        }
    }

    private void failed(String url, String reason) {
        note(memory.change(url, known -> known.withFailure(clock.instant(), reason)));
    }

    private void learnt(String url, RegistryFeatures can) {
        note(memory.change(url, known -> known.withFeatures(clock.instant(), can)));
    }

    /** Queries the features of all registries in parallel, and stores them. */
    public List<MirrorStatus> check(Deadline deadline, Cancellation cancellation) throws StoppedException {
        List<Callable<MirrorStatus>> checks = new ArrayList<>();
        known().forEach(mirror -> checks.add(() -> {
            check(mirror, deadline, cancellation);
            return mirror;
        }));
        try {
            InParallel.run(MOST_CHECKS, checks, () -> {});
        } catch (RegistryFailure e) {
            throw new AssertionError("failures are remembered", e);
        }
        return known();
    }

    private void check(MirrorStatus mirror, Deadline deadline, Cancellation cancellation) throws StoppedException {
        try {
            one(MirrorStatus.unknown(mirror.url()), RegistryMirrors::checked, deadline, cancellation);
        } catch (RegistryFailure e) {
            // other failures are stored already; a service that lacks something is not a registry
            if (e.isLack()) {
                failed(mirror.url(), e.reason());
            }
        }
    }

    private static RegistryFeatures checked(RegistryAccess access) throws RegistryFailure, StoppedException {
        access.tables().checkComplete();
        return access.features();
    }

    /**
     * The error that none of some registries can be used.
     *
     * @param unreachable whether the network may be the cause
     * @param otherwise another remedy, to be added to the message
     */
    public static DiscoveryException nobody(List<String> tried, boolean unreachable, String otherwise) {
        return new DiscoveryException(
                "no registry can be used (" + String.join("; ", tried)
                        + "): " + (unreachable ? "is this machine online? If it is, " : "")
                        + "name another with --registry or IVOA_REGISTRY" + otherwise,
                tried,
                null);
    }
}
