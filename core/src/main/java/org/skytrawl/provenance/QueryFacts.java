package org.skytrawl.provenance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured while one service was asked.
 *
 * @param query what it was asked: the whole URL, for ObsTAP the ADQL
 * @param form which form of the query answered, or null if there is only one
 * @param urls at which of its URLs
 * @param cost what asking it took, at all of its URLs
 * @param rows what became of the rows that it gave
 * @param oddities what was wrong with them
 */
public record QueryFacts(String query, @Nullable String form, Urls urls, Cost cost, Rows rows, Oddities oddities) {
    /**
     * At which of its URLs a service answered.
     *
     * @param mirrorUrl the mirror URL that query, form and counts are of; null if they are of the access URL
     * @param passedOver its other URLs that were tried, each with what became of it
     */
    public record Urls(@Nullable String mirrorUrl, List<String> passedOver) {
        /** The access URL, and no other was tried. */
        public static final Urls ACCESS_URL = new Urls(null, List.of());

        public Urls {
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * What asking took.
     *
     * @param attempts how often it was asked
     * @param bytes decoded bytes read
     * @param seconds time from its first attempt to its last row
     */
    public record Cost(int attempts, long bytes, double seconds) {
        /** With what was asked elsewhere. */
        public Cost and(Cost other) {
            return new Cost(attempts + other.attempts, bytes + other.bytes, seconds + other.seconds);
        }
    }

    /**
     * What became of the rows.
     *
     * @param records records kept
     * @param filtered records dropped because they are known not to match
     * @param unknown records dropped because they lack the metadata to tell
     * @param repeated rows dropped because they are the same, in every column, as one that it had given before
     */
    public record Rows(long records, long filtered, long unknown, long repeated) {
        public static final Rows NONE = new Rows(0, 0, 0, 0);

        /** The same with so many records kept in the end. */
        public Rows withRecords(long kept) {
            return new Rows(kept, filtered, unknown, repeated);
        }
    }

    /**
     * What was wrong with the rows.
     *
     * @param badCells cells that could not be read, and count as null
     * @param badRows rows that could not be read, and were dropped
     * @param oddUrls records kept whose access URL is none of http, https and ftp; it is kept as data and never followed
     * @param extraColumns columns of the answer that are not ObsCore's and were left out
     */
    public record Oddities(long badCells, long badRows, long oddUrls, int extraColumns) {
        public static final Oddities NONE = new Oddities(0, 0, 0, 0);
    }

    /** Of a service that gave nothing at its access URL. */
    public static QueryFacts of(String query, @Nullable String form, Cost cost) {
        return new QueryFacts(query, form, Urls.ACCESS_URL, cost, Rows.NONE, Oddities.NONE);
    }

    public QueryFacts with(Rows given) {
        return new QueryFacts(query, form, urls, cost, given, oddities);
    }

    public QueryFacts with(Oddities seen) {
        return new QueryFacts(query, form, urls, cost, rows, seen);
    }

    /** The same at one of several URLs, with what the others have cost. */
    public QueryFacts with(Urls tried, Cost others) {
        return new QueryFacts(query, form, tried, cost.and(others), rows, oddities);
    }

    public @Nullable String mirrorUrl() {
        return urls.mirrorUrl;
    }

    public List<String> passedOver() {
        return urls.passedOver;
    }

    public int attempts() {
        return cost.attempts;
    }

    public long bytes() {
        return cost.bytes;
    }

    public double seconds() {
        return cost.seconds;
    }

    public long records() {
        return rows.records;
    }

    public long filtered() {
        return rows.filtered;
    }

    public long unknown() {
        return rows.unknown;
    }

    public long repeated() {
        return rows.repeated;
    }

    public long badCells() {
        return oddities.badCells;
    }

    public long badRows() {
        return oddities.badRows;
    }

    public long oddUrls() {
        return oddities.oddUrls;
    }

    public int extraColumns() {
        return oddities.extraColumns;
    }
}
