package org.skytrawl.provenance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured while one service was asked.
 *
 * @param query what it was asked: the whole URL, for ObsTAP the ADQL
 * @param form which form of the query answered, or null if there is only one
 * @param attempts how often it was asked
 * @param records records kept
 * @param filtered records dropped because they are known not to match
 * @param unknown records dropped because they lack the metadata to tell
 * @param badCells cells that could not be read, and count as null
 * @param badRows rows that could not be read, and were dropped
 * @param oddUrls records kept whose access URL is none of http, https and ftp; it is kept as data and never followed
 * @param extraColumns columns of the answer that are not ObsCore's and were left out
 * @param bytes decoded bytes read
 * @param seconds time from its first attempt to its last row
 * @param mirrorUrl the mirror URL that all but attempts, bytes and seconds, which count for all URLs, are of; null if they
 *     are of the access URL
 * @param passedOver its other URLs that were tried, each with what became of it
 * @param repeated rows dropped because they are the same, in every column, as one that it had given before
 */
public record QueryFacts(
        String query,
        @Nullable String form,
        int attempts,
        long records,
        long filtered,
        long unknown,
        long badCells,
        long badRows,
        long oddUrls,
        int extraColumns,
        long bytes,
        double seconds,
        @Nullable String mirrorUrl,
        List<String> passedOver,
        long repeated) {
    /** Keeps its own copy. */
    public QueryFacts {
        passedOver = List.copyOf(passedOver);
    }

    /** Of a service that was asked at its access URL only. */
    public QueryFacts(
            String query,
            @Nullable String form,
            int attempts,
            long records,
            long filtered,
            long unknown,
            long badCells,
            long badRows,
            long oddUrls,
            int extraColumns,
            long bytes,
            double seconds) {
        this(
                query,
                form,
                attempts,
                records,
                filtered,
                unknown,
                badCells,
                badRows,
                oddUrls,
                extraColumns,
                bytes,
                seconds,
                null,
                List.of(),
                0);
    }

    /** The same with so many rows that repeated others. */
    public QueryFacts withRepeated(long rows) {
        return new QueryFacts(
                query,
                form,
                attempts,
                records,
                filtered,
                unknown,
                badCells,
                badRows,
                oddUrls,
                extraColumns,
                bytes,
                seconds,
                mirrorUrl,
                passedOver,
                rows);
    }

    /** The same with so many records kept in the end. */
    public QueryFacts withRecords(long kept) {
        return new QueryFacts(
                query,
                form,
                attempts,
                kept,
                filtered,
                unknown,
                badCells,
                badRows,
                oddUrls,
                extraColumns,
                bytes,
                seconds,
                mirrorUrl,
                passedOver,
                repeated);
    }

    /** The same at a mirror URL, or the access URL (null), with what its other URLs have cost. */
    public QueryFacts amongUrls(
            @Nullable String url, int otherAttempts, long otherBytes, double otherSeconds, List<String> others) {
        return new QueryFacts(
                query,
                form,
                attempts + otherAttempts,
                records,
                filtered,
                unknown,
                badCells,
                badRows,
                oddUrls,
                extraColumns,
                bytes + otherBytes,
                seconds + otherSeconds,
                url,
                others,
                repeated);
    }
}
