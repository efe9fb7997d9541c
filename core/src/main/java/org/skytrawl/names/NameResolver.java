package org.skytrawl.names;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.net.BoundedWait;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;

/**
 * Asks what place on the sky a name means: the resolver Sesame of the CDS, which asks Simbad, NED and VizieR. One endpoint after
 * the other, each with its share of the time; answers are kept on disk for a month. Thread-safe; blocks.
 */
public final class NameResolver {
    /** For one endpoint. Sesame answers within seconds, or not at all. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Places of objects outside the solar system hardly change; names are added. */
    private static final Duration STALE_AFTER = Duration.ofDays(30);

    /** An answer has some hundred bytes, with a galaxy's hundred aliases some thousand. */
    private static final long MOST_BYTES = 1 << 20;

    private static final int LONGEST_NAME = 200;

    private final HttpFetcher fetcher;
    private final Sesame sesame;
    private final NameCache cache;
    private final Clock clock;

    /**
     * What a name means.
     *
     * @param target the place, and whose word it is
     * @param note what was wrong with having it or keeping it, for people; null if nothing was
     */
    public record Resolution(
            ResolvedTarget target, @Nullable String note) {}

    /**
     * A resolver that asks these.
     *
     * @param directory where answers are kept; made when the first one is
     */
    public NameResolver(HttpFetcher fetcher, Sesame sesame, Path directory) {
        this(fetcher, sesame, directory, Clock.systemUTC());
    }

    NameResolver(HttpFetcher fetcher, Sesame sesame, Path directory, Clock clock) {
        this.fetcher = fetcher;
        this.sesame = sesame;
        this.cache = new NameCache(directory);
        this.clock = clock;
    }

    /**
     * Resolves a name: from disk if it was asked for within a month, else by asking; an older answer serves if nobody can be
     * asked, and the note says so.
     *
     * @param name as people write it: M31, NGC 224, SN 1987A
     * @throws IllegalArgumentException if it is blank or longer than 200 characters
     * @throws DiscoveryException if nobody knows the name, or nobody could be asked; the message says who was, and what to do
     * @throws StoppedException if the signal was given
     */
    public Resolution resolve(String name, Deadline deadline, Cancellation cancellation) throws StoppedException {
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
        List<String> passedOver = new ArrayList<>();
        int left = sesame.endpoints().size();
        for (String endpoint : sesame.endpoints()) {
            try {
                ResolvedTarget target = ask(endpoint, wanted, share(deadline, left--), cancellation, passedOver);
                return new Resolution(target, cache.keep(target, sesame.endpoints()));
            } catch (FetchException e) {
                passedOver.add(endpoint + ": " + PlainText.of(String.valueOf(e.getMessage()), 200));
            } catch (StoppedException e) {
                if (e.stopCause() != StopCause.TIMEOUT) {
                    throw e;
                }
                passedOver.add(endpoint + ": " + e.getMessage());
            }
        }
        if (kept != null) {
            ResolvedTarget old = new ResolvedTarget(
                    wanted,
                    kept.raDeg(),
                    kept.decDeg(),
                    kept.source(),
                    new ResolvedTarget.Answer(kept.service(), kept.answered(), true, passedOver));
            return new Resolution(
                    old,
                    "no name resolver can be reached (" + String.join("; ", passedOver)
                            + "): the place is that of an earlier answer");
        }
        throw new DiscoveryException("no name resolver could tell where '" + PlainText.of(wanted) + "' is ("
                + String.join("; ", passedOver) + "); --cone with a position needs none");
    }

    private boolean isOld(ResolvedTarget kept) {
        // a clock that was set back makes answers of the future, which are as old
        return Duration.between(kept.answered(), clock.instant()).abs().compareTo(STALE_AFTER) > 0;
    }

    /** An equal part of what is left, at most ten seconds. */
    private static Deadline share(Deadline deadline, int left) {
        Duration part = deadline.left().dividedBy(left);
        return Deadline.after(part.compareTo(LONGEST) < 0 ? part : LONGEST);
    }

    private ResolvedTarget ask(
            String endpoint, String name, Deadline deadline, Cancellation cancellation, List<String> passedOver)
            throws FetchException, StoppedException {
        FetchRequest request = FetchRequest.get(Sesame.url(endpoint, name))
                .atMostBytes(MOST_BYTES)
                .allowingPrivateAddresses(sesame.namedByUser());
        FetchContext context = new FetchContext(deadline, cancellation);
        SesameAnswer said = BoundedWait.of(context, () -> said(request, context));
        return switch (said) {
            case SesameAnswer.Found it ->
                new ResolvedTarget(
                        name,
                        it.raDeg(),
                        it.decDeg(),
                        it.source(),
                        new ResolvedTarget.Answer(endpoint, clock.instant(), false, passedOver));
            case SesameAnswer.Unknown it ->
                throw new DiscoveryException("the name '" + PlainText.of(name)
                        + "' is known to none of Simbad, NED and VizieR, says " + endpoint
                        + "; look at its spelling, or give a position with --cone");
        };
    }

    private SesameAnswer said(FetchRequest request, FetchContext context) throws FetchException, StoppedException {
        try (FetchAnswer answer = fetcher.fetch(request, context)) {
            if (answer.status() >= 400) {
                throw new FetchException(FailureCode.HTTP_STATUS, "HTTP " + answer.status(), answer.status(), null);
            }
            return SesameAnswer.read(answer.body());
        } catch (IOException e) {
            // the cause of a stop is in the context, not in the exception
            context.check();
            throw new FetchException(FailureCode.MALFORMED, String.valueOf(e.getMessage()), null, e);
        }
    }
}
