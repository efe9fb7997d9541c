package org.skytrawl.download;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ShownUrl;

/**
 * Outcome of one file of one dataset: a line of the manifest. URLs have no user names and passwords.
 *
 * @param publisherDid the dataset's, or null
 * @param accessUrl the dataset's, or null
 * @param url the URL fetched: the access URL, or the URL of a datalink row; null if none was
 * @param seconds duration, without the wait for permits
 */
public record FileReport(
        @Nullable String publisherDid,
        @Nullable String accessUrl,
        @Nullable String url,
        Result result,
        Instant started,
        double seconds) {
    public FileReport {
        accessUrl = accessUrl == null ? null : ShownUrl.withoutUser(accessUrl);
        url = url == null ? null : ShownUrl.withoutUser(url);
    }

    /** A file that is there, or is missing. */
    public sealed interface Result {
        FileOutcome outcome();
    }

    /**
     * A complete file in the folder.
     *
     * @param sha256 in hexadecimal digits
     * @param contentType the server's, or null
     * @param notes on differences from the record
     */
    public record Stored(
            FileOutcome outcome,
            String file,
            long bytes,
            String sha256,
            @Nullable String contentType,
            List<String> notes)
            implements Result {
        public Stored {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Why there is no file.
     *
     * @param code a {@link FileCode} or {@link org.skytrawl.provenance.FailureCode}
     * @param reason the same for people, without control characters
     * @param httpStatus the status of a failure, or null
     */
    public record Missing(
            FileOutcome outcome,
            String code,
            String reason,
            @Nullable Integer httpStatus) implements Result {}

    public FileOutcome outcome() {
        return result.outcome();
    }

    /** The file in the folder; null if there is none. */
    public @Nullable Stored stored() {
        return result instanceof Stored stored ? stored : null;
    }

    /** Null if the file is there. */
    public @Nullable Missing missing() {
        return result instanceof Missing missing ? missing : null;
    }

    /** The same for a dataset. */
    FileReport of(FoundDataset dataset) {
        String did = dataset.record().text(ObsCoreColumn.obs_publisher_did);
        return new FileReport(did, dataset.record().text(ObsCoreColumn.access_url), url, result, started, seconds);
    }

    /** The same with another name, if it has this one. */
    FileReport renamed(String from, String to) {
        if (!(result instanceof Stored it && it.file.equals(from))) {
            return this;
        }
        Stored now = new Stored(it.outcome, to, it.bytes, it.sha256, it.contentType, it.notes);
        return new FileReport(publisherDid, accessUrl, url, now, started, seconds);
    }
}
