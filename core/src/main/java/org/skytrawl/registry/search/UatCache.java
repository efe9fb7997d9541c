package org.skytrawl.registry.search;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;

/**
 * The Unified Astronomy Thesaurus as the IVOA publishes it, kept on disk and fetched again when that is a month old. Thread-safe,
 * also between programs; blocks.
 */
public final class UatCache {
    /** Where it is (Vocabularies in the VO 2.1 section 3.2 has the media type by which the desise form is asked for). */
    public static final String URL = "http://www.ivoa.net/rdf/uat";

    /** New versions come about once a year. */
    private static final Duration STALE_AFTER = Duration.ofDays(30);

    private static final Duration LONGEST_WITH_OLD = Duration.ofSeconds(10);

    private static final String FILE = "uat.desise.json";

    private final HttpFetcher fetcher;
    private final Path directory;
    private final String url;
    private final boolean mayBePrivate;
    private final Clock clock;

    /**
     * What was read.
     *
     * @param note what was wrong with fetching it or keeping it, for people; null if nothing was
     */
    public record Reading(
            UatVocabulary vocabulary, @Nullable String note) {}

    /**
     * The thesaurus, kept in this folder.
     *
     * @param directory made when it is first fetched
     */
    public UatCache(HttpFetcher fetcher, Path directory) {
        this(fetcher, directory, URL, false, Clock.systemUTC());
    }

    UatCache(HttpFetcher fetcher, Path directory, String url, boolean mayBePrivate, Clock clock) {
        this.fetcher = fetcher;
        this.directory = directory;
        this.url = url;
        this.mayBePrivate = mayBePrivate;
        this.clock = clock;
    }

    /**
     * Reads it from disk, or fetches it; an old one on disk serves if it cannot be fetched.
     *
     * @throws IOException if it cannot be had; the message says why
     * @throws StoppedException if the signal was given
     */
    public Reading read(Deadline deadline, Cancellation cancellation) throws IOException, StoppedException {
        UatVocabulary kept = isFresh() ? kept() : null;
        if (kept != null) {
            return new Reading(kept, null);
        }
        String trouble;
        try {
            byte[] document = fetched(Files.exists(file()) ? share(deadline) : deadline, cancellation);
            UatVocabulary vocabulary = UatVocabulary.read(new ByteArrayInputStream(document));
            return new Reading(vocabulary, keep(document));
        } catch (FetchException e) {
            trouble = String.valueOf(e.getMessage());
        } catch (StoppedException e) {
            if (e.stopCause() != StopCause.TIMEOUT) {
                throw e;
            }
            trouble = String.valueOf(e.getMessage());
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
        }
        UatVocabulary old = kept();
        if (old == null) {
            throw new IOException("the thesaurus cannot be had from " + url + ": " + trouble);
        }
        return new Reading(
                old, "the thesaurus cannot be had anew from " + url + " (" + trouble + "): an older one is used");
    }

    /** With an old one at hand a new one must not eat the time of what it is wanted for. */
    private static Deadline share(Deadline deadline) {
        Duration third = deadline.left().dividedBy(3);
        return Deadline.after(third.compareTo(LONGEST_WITH_OLD) < 0 ? third : LONGEST_WITH_OLD);
    }

    private Path file() {
        return directory.resolve(FILE);
    }

    private boolean isFresh() {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(file()).toInstant(), clock.instant());
            return age.abs().compareTo(STALE_AFTER) <= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The one on disk; null if there is none, or it is damaged, and so fetched again. */
    private @Nullable UatVocabulary kept() {
        try {
            return UatVocabulary.read(file());
        } catch (IOException e) {
            return null;
        }
    }

    private byte[] fetched(Deadline deadline, Cancellation cancellation)
            throws FetchException, StoppedException, IOException {
        FetchRequest request = FetchRequest.get(url)
                .accepting("application/x-desise+json")
                .atMostBytes(UatVocabulary.MAX_BYTES)
                .allowingPrivateAddresses(mayBePrivate);
        FetchContext context = new FetchContext(deadline, cancellation);
        try (FetchAnswer answer = fetcher.fetch(request, context)) {
            if (answer.status() >= 400) {
                throw new IOException("HTTP " + answer.status());
            }
            return answer.body().readAllBytes();
        } catch (IOException e) {
            // the cause of a stop is in the context, not in the exception
            context.check();
            throw e;
        }
    }

    /** Null, or what kept us from it. */
    private @Nullable String keep(byte[] document) {
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, "uat-", ".part");
            try {
                Files.write(part, document);
                move(part);
            } finally {
                Files.deleteIfExists(part);
            }
            return null;
        } catch (IOException e) {
            return "the thesaurus could not be kept on disk: " + e;
        }
    }

    /** Whole or not at all, since others may read it now. */
    private void move(Path part) throws IOException {
        try {
            Files.move(part, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file(), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
