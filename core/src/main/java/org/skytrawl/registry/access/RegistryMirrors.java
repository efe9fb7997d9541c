package org.skytrawl.registry.access;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;

/**
 * Registries, each of which can answer: one after the other is asked until one has answered. One that failed in the last ten
 * minutes comes after those that did not. Thread-safe; blocks, so call it on virtual threads.
 */
public final class RegistryMirrors {
    private static final int MOST_CHECKS = 16;

    private final RegistryAccess.Reach reach;
    private final List<String> urls;
    private final MirrorMemory memory;
    private final Clock clock;
    private final Set<String> problems = new ConcurrentSkipListSet<>();

    /**
     * These registries.
     *
     * @param fetcher how to reach them
     * @param urls their TAP access URLs in the order they are tried, at least one
     * @param folder where is kept what is known of them
     * @param maxBytesPerAnswer the most decoded bytes read of one answer
     */
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

    /** Their URLs, in the order in which they stand in the list. */
    public List<String> urls() {
        return urls;
    }

    /** What is known of each, in the order in which they would be asked now. */
    public List<MirrorStatus> status() {
        List<MirrorStatus> listed = known();
        return Stream.concat(
                        listed.stream().filter(mirror -> !mirror.comesLater(clock.instant())),
                        listed.stream().filter(mirror -> mirror.comesLater(clock.instant())))
                .toList();
    }

    private List<MirrorStatus> known() {
        MirrorMemory.Known known = memory.read();
        note(known.problem());
        return urls.stream().map(url -> known.of(url).at(url)).toList();
    }

    /** What kept it from reading or keeping what is known of registries, a line for each kind. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void note(@Nullable String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    /**
     * Asks one registry after the other until one answers; each has an equal share of the time that is left.
     *
     * @throws DiscoveryException if none answers; the message says what each said
     * @throws StoppedException if the signal was given
     */
    public <T> RegistryReply<T> ask(RegistryQuestion<T> question, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        List<String> tried = new ArrayList<>();
        RegistryReply<T> told = ask(question, deadline, cancellation, tried);
        if (told == null) {
            throw nobody(tried, "");
        }
        return told;
    }

    /**
     * The same, null if none answers.
     *
     * @param tried gets what each said that was passed over
     */
    public <T> @Nullable RegistryReply<T> ask(
            RegistryQuestion<T> question, Deadline deadline, Cancellation cancellation, List<String> tried)
            throws StoppedException {
        List<MirrorStatus> order = status();
        for (int i = 0; i < order.size(); i++) {
            MirrorStatus mirror = order.get(i);
            if (deadline.isOver()) {
                tried.add(mirror.url() + ": not asked, no time was left");
                continue;
            }
            // a registry that drips must not eat the time of those after it
            Deadline own = deadline.isNever()
                    ? deadline
                    : Deadline.after(deadline.left().dividedBy(order.size() - i));
            try {
                return new RegistryReply<>(one(mirror, question, own, cancellation), mirror.url(), tried);
            } catch (RegistryFailure e) {
                tried.add(mirror.url() + ": " + e.reason());
            }
        }
        return null;
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

    /**
     * Asks all of them at once what they can do, and remembers it.
     *
     * @return what is known of each then, in the order of the list
     * @throws StoppedException if the signal was given
     */
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
            // remembered, to be read from there; also one that only lacks something is no registry
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
     * The error for a run without a registry.
     *
     * @param otherwise what else can be done
     */
    public static DiscoveryException nobody(List<String> tried, String otherwise) {
        return new DiscoveryException(
                "no registry can be used (" + String.join("; ", tried)
                        + "): name another with --registry or IVOA_REGISTRY" + otherwise,
                tried,
                null);
    }
}
