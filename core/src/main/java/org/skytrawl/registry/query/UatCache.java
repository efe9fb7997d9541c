package org.skytrawl.registry.query;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.search.UatVocabulary;

/**
 * The Unified Astronomy Thesaurus of the IVOA, stored on disk and fetched again after a month. Thread-safe, also between
 * programs; blocks.
 */
public final class UatCache {
    /** Its desise form has a media type of its own (Vocabularies in the VO 2.1 section 3.2). */
    public static final String URL = "http://www.ivoa.net/rdf/uat";

    /** New versions come about once a year. */
    private static final Duration STALE_AFTER = Duration.ofDays(30);

    private static final Duration LONGEST_WITH_OLD = Duration.ofSeconds(10);
    private static final String FILE = "uat.desise.json";
    private final HttpFetcher fetcher;
    private final CacheFolder folder;
    private final String url;
    private final boolean mayBePrivate;
    private final Clock clock;

    /** @param note why it could not be fetched or stored, for people; null if all went well */
    public record Reading(
            UatVocabulary vocabulary, @Nullable String note) {}

    public UatCache(HttpFetcher fetcher, CacheFolder folder) {
        this(fetcher, folder, URL, false, Clock.systemUTC());
    }

    UatCache(HttpFetcher fetcher, CacheFolder folder, String url, boolean mayBePrivate, Clock clock) {
        this.fetcher = fetcher;
        this.folder = folder;
        this.url = url;
        this.mayBePrivate = mayBePrivate;
        this.clock = clock;
    }

    /**
     * Reads it from disk, or fetches it. If the fetch fails, an old version on disk is used.
     *
     * @throws IOException if there is neither; the message has the reason
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
        } catch (StoppedException e) {
            if (e.stopCause() != StopCause.TIMEOUT) {
                throw e;
            }
            trouble = String.valueOf(e.getMessage());
        } catch (FetchException | IOException e) {
            trouble = String.valueOf(e.getMessage());
        }
        UatVocabulary old = kept();
        if (old == null) {
            throw new IOException("the thesaurus cannot be fetched from " + url + ": " + trouble);
        }
        return new Reading(
                old, "the thesaurus cannot be fetched from " + url + " (" + trouble + "): an older one is used");
    }

    /** The fetch must leave time for the caller, who can use the old version. */
    private static Deadline share(Deadline deadline) {
        Duration third = deadline.left().dividedBy(3);
        return Deadline.after(third.compareTo(LONGEST_WITH_OLD) < 0 ? third : LONGEST_WITH_OLD);
    }

    private Path file() {
        return folder.directory().resolve(FILE);
    }

    private boolean isFresh() {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(file()).toInstant(), clock.instant());
            return age.abs().compareTo(STALE_AFTER) <= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Null if there is none, or it is damaged. */
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
            // the context has the cause of a stop, the exception does not
            context.check();
            throw e;
        }
    }

    /** Null, or why it could not be stored. */
    private @Nullable String keep(byte[] document) {
        try {
            AtomicFile.writeCache(file(), out -> out.write(document));
            return null;
        } catch (IOException e) {
            return folder.unwritable(e);
        }
    }
}
