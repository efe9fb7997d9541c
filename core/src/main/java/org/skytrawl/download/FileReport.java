package org.skytrawl.download;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ShownUrl;

/**
 * What became of one file of one dataset; a line of the manifest.
 *
 * @param publisherDid the dataset's, or null
 * @param accessUrl the dataset's, as its record has it; null if it has none
 * @param url what was fetched: the access URL, or what datalink led to; null if nothing was
 * @param code why it is not there, a {@link FileCode} or {@link org.skytrawl.provenance.FailureCode}; null if it is
 * @param reason the same for people, without control characters; null if it is there
 * @param httpStatus the status that was the trouble, or null
 * @param file its name in the folder, or null
 * @param bytes its size, or null
 * @param sha256 of its content, in hexadecimal digits, or null
 * @param contentType what the server said it is, or null
 * @param notes what is odd about it, though it counts as whole
 * @param started when it was begun
 * @param seconds how long it took, its waiting for a turn left out
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
    /** Keeps its own copy, without user names and passwords in URLs. */
    public FileReport {
        accessUrl = accessUrl == null ? null : ShownUrl.withoutUser(accessUrl);
        url = url == null ? null : ShownUrl.withoutUser(url);
        notes = List.copyOf(notes);
    }

    /** The same for another dataset of the same URL. */
    FileReport of(@Nullable String otherDid, @Nullable String otherAccessUrl) {
        return new FileReport(
                otherDid,
                otherAccessUrl,
                url,
                outcome,
                code,
                reason,
                httpStatus,
                file,
                bytes,
                sha256,
                contentType,
                notes,
                started,
                seconds);
    }

    /** The same with an outcome, under another name. */
    FileReport as(FileOutcome other, String name) {
        return new FileReport(
                publisherDid,
                accessUrl,
                url,
                other,
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
