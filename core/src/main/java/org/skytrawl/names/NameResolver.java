package org.skytrawl.names;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.UnknownNameException;
import org.skytrawl.net.BoundedWait;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.registry.access.CacheFolder;

/**
 * Resolves names by Sesame of the CDS. Each endpoint gets a share of the time; answers are stored. Thread-safe; blocks.
 */
public final class NameResolver {
    /** Per endpoint: Sesame answers within seconds, or not at all. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** Positions outside the solar system hardly change; names are added. */
    private static final Duration STALE_AFTER = Duration.ofDays(30);
    /** An answer has some thousand bytes at most. */
    private static final long MAX_BYTES = 1 << 20;

    private static final int LONGEST_NAME = 200;

    private final HttpFetcher fetcher;
    private final Sesame sesame;
    private final NameCache cache;
    private final Clock clock;

    /** @param note a problem with the answer or the cache, for people; null if none */
    public record Resolution(
            ResolvedTarget target, @Nullable String note) {}

    /** @param folder cache, created with the first answer */
    public NameResolver(HttpFetcher fetcher, Sesame sesame, CacheFolder folder) {
        this(fetcher, sesame, folder, Clock.systemUTC());
    }

    NameResolver(HttpFetcher fetcher, Sesame sesame, CacheFolder folder, Clock clock) {
        this.fetcher = fetcher;
        this.sesame = sesame;
        this.cache = new NameCache(folder);
        this.clock = clock;
    }

    /**
     * Resolves a name, from the cache if the answer is younger than a month. If no endpoint can be reached, an older answer
     * counts, with a note.
     *
     * @param name as people write it: M31, NGC 224, SN 1987A
     * @throws IllegalArgumentException if it is blank or longer than 200 characters
     * @throws UnknownNameException if the name is unknown
     * @throws DiscoveryException if no endpoint can be reached
     * @throws StoppedException if cancelled
     */
    public Resolution resolve(String name, Deadline deadline, Cancellation cancellation) throws StoppedException {
        return resolve(name, deadline, cancellation, new ServersInTurn());
    }

    /**
     * The same, watched.
     *
     * @param turn told which endpoint is being queried
     */
    public Resolution resolve(String name, Deadline deadline, Cancellation cancellation, ServersInTurn turn)
            throws StoppedException {
        String wanted = name.strip().replaceAll("\\s+", " ");
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("the name is empty");
        }
        if (wanted.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a name of " + wanted.length() + " characters is none: give at most " + LONGEST_NAME);
        }
        ResolvedTarget kept = cache.read(wanted, sesame.endpoints());
        if (kept != null && !isOld(kept)) {
            return new Resolution(kept, null);
        }
        List<String> failures = new ArrayList<>();
        List<String> endpoints = sesame.endpoints();
        for (int i = 0; i < endpoints.size(); i++) {
            String endpoint = endpoints.get(i);
            turn.begin(endpoint, endpoints.subList(i + 1, endpoints.size()));
            try {
                Deadline own = share(deadline, endpoints.size() - i);
                ResolvedTarget target = ask(endpoint, wanted, own, cancellation, failures);
                return new Resolution(target, cache.keep(target, sesame.endpoints()));
            } catch (FetchException e) {
                failures.add(endpoint + ": " + PlainText.of(String.valueOf(e.getMessage()), 200));
            } catch (StoppedException e) {
                if (e.stopCause() != StopCause.TIMEOUT) {
                    throw e;
                }
                failures.add(endpoint + ": " + e.getMessage());
            } finally {
                turn.end();
            }
        }
        if (kept != null) {
            ResolvedTarget old = new ResolvedTarget(
                    wanted,
                    kept.raDeg(),
                    kept.decDeg(),
                    kept.source(),
                    new ResolvedTarget.Answer(kept.service(), kept.answered(), true, failures));
            return new Resolution(
                    old,
                    "no name resolver can be reached (" + String.join("; ", failures) + "): using the cached position");
        }
        throw new DiscoveryException(
                "no name resolver gave a position for '" + PlainText.of(wanted) + "' (" + String.join("; ", failures)
                        + "); give a position with --cone instead",
                failures,
                null);
    }

    private boolean isOld(ResolvedTarget kept) {
        // a clock that was set back makes answers of the future
        return Duration.between(kept.answered(), clock.instant()).abs().compareTo(STALE_AFTER) > 0;
    }

    /** An equal part of the time left, at most ten seconds. */
    private static Deadline share(Deadline deadline, int left) {
        Duration part = deadline.left().dividedBy(left);
        return Deadline.after(part.compareTo(LONGEST) < 0 ? part : LONGEST);
    }

    private ResolvedTarget ask(
            String endpoint, String name, Deadline deadline, Cancellation cancellation, List<String> failures)
            throws FetchException, StoppedException {
        FetchRequest request = FetchRequest.get(Sesame.url(endpoint, name))
                .atMostBytes(MAX_BYTES)
                .allowingPrivateAddresses(sesame.namedByUser());
        FetchContext context = new FetchContext(deadline, cancellation);
        return switch (BoundedWait.of(context, () -> fetch(request, context))) {
            case Sesame.SesameAnswer.Found it ->
                new ResolvedTarget(
                        name,
                        it.raDeg(),
                        it.decDeg(),
                        it.source(),
                        new ResolvedTarget.Answer(endpoint, clock.instant(), false, failures));
            case Sesame.SesameAnswer.Unknown it ->
                throw new UnknownNameException(
                        "Simbad, NED and VizieR do not know the name '" + PlainText.of(name) + "' (answer of "
                                + endpoint + "); check the spelling, or give a position with --cone",
                        List.of(endpoint + ": does not know the name"));
        };
    }

    private Sesame.SesameAnswer fetch(FetchRequest request, FetchContext context)
            throws FetchException, StoppedException {
        try (FetchAnswer answer = fetcher.fetch(request, context)) {
            if (answer.status() >= 400) {
                throw new FetchException(FailureCode.HTTP_STATUS, "HTTP " + answer.status(), answer.status(), null);
            }
            return Sesame.SesameAnswer.read(answer.body());
        } catch (IOException e) {
            // the context knows the cause of a stop, the exception does not
            context.check();
            throw new FetchException(FailureCode.MALFORMED, String.valueOf(e.getMessage()), null, e);
        }
    }
}
