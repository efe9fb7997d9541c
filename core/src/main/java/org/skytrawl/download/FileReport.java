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
 * @param code why it is missing, a {@link FileCode} or {@link org.skytrawl.provenance.FailureCode}; null if it is there
 * @param reason the same for people, without control characters; null if it is there
 * @param httpStatus the status of a failure, or null
 * @param file its name in the folder, or null
 * @param bytes its size, or null
 * @param sha256 in hexadecimal digits, or null
 * @param contentType the server's, or null
 * @param notes on differences from the record, in a file that counts as complete
 * @param seconds duration, without the wait for permits
 */
public record FileReport(
        @Nullable String publisherDid,
        @Nullable String accessUrl,
        @Nullable String url,
        FileOutcome outcome,
        @Nullable String code,
        @Nullable String reason,
        @Nullable Integer httpStatus,
        @Nullable String file,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String contentType,
        List<String> notes,
        Instant started,
        double seconds) {
    public FileReport {
        accessUrl = accessUrl == null ? null : ShownUrl.withoutUser(accessUrl);
        url = url == null ? null : ShownUrl.withoutUser(url);
        notes = List.copyOf(notes);
    }

    /** A file that is missing, of no dataset yet. */
    static FileReport failed(
            @Nullable String url,
            FileOutcome outcome,
            String code,
            String reason,
            @Nullable Integer httpStatus,
            Instant started,
            double seconds) {
        List<String> notes = List.of();
        return new FileReport(
                null, null, url, outcome, code, reason, httpStatus, null, null, null, null, notes, started, seconds);
    }

    /** The same for a dataset. */
    FileReport of(FoundDataset dataset) {
        String did = dataset.record().text(ObsCoreColumn.obs_publisher_did);
        return copy(did, dataset.record().text(ObsCoreColumn.access_url), file);
    }

    FileReport renamed(String name) {
        return copy(publisherDid, accessUrl, name);
    }

    private FileReport copy(@Nullable String did, @Nullable String access, @Nullable String name) {
        return new FileReport(
                did,
                access,
                url,
                outcome,
                code,
                reason,
                httpStatus,
                name,
                bytes,
                sha256,
                contentType,
                notes,
                started,
                seconds);
    }
}
