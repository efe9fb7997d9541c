package org.skytrawl.provenance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.TargetSet;

/**
 * Measurements of the queries to one service.
 *
 * @param cost of all queries at all of its URLs
 */
public record QueryFacts(Sent sent, Urls urls, Cost cost, Rows rows, Oddities oddities) {
    /**
     * What was sent.
     *
     * @param query the query, of several the first: the whole URL, for ObsTAP the ADQL
     * @param form the query form that worked, or null if there is only one
     * @param targets null without a target list
     * @param harvested the times of the rows, if the answer was read from a harvest and nothing was sent; else null
     */
    public record Sent(
            String query, @Nullable String form, @Nullable Targets targets, HarvestRead.@Nullable Pages harvested) {
        /** To the service itself. */
        public Sent(String query, @Nullable String form, @Nullable Targets targets) {
            this(query, form, targets, null);
        }

        /** Without a target list. */
        public Sent(String query, @Nullable String form) {
            this(query, form, null);
        }
    }

    /**
     * The targets of a list that a service was asked for.
     *
     * @param asked number of targets to ask it for: those in its coverage
     * @param left those that it has not answered completely
     */
    public record Targets(int asked, TargetSet left) {
        public int answered() {
            // a log may have more as left than are
            return Math.max(0, asked - left.size());
        }
    }

    /**
     * The URLs of a service that were used.
     *
     * @param mirrorUrl the mirror URL that query, form and counts refer to; null for the access URL
     * @param passedOver its other URLs that were tried, each with the result
     * @param privateAddress whether the server was on this machine or in a private network when it was queried
     */
    public record Urls(@Nullable String mirrorUrl, List<String> passedOver, boolean privateAddress) {
        /** Only the access URL was tried. */
        public static final Urls ACCESS_URL = new Urls(null, List.of(), false);

        public Urls {
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * The cost of the queries.
     *
     * @param attempts number of requests
     * @param bytes decoded bytes read
     * @param seconds time from the first attempt to the last row
     */
    public record Cost(int attempts, long bytes, double seconds) {
        public Cost and(Cost other) {
            return new Cost(attempts + other.attempts, bytes + other.bytes, seconds + other.seconds);
        }
    }

    /**
     * Numbers of rows by result.
     *
     * @param records records kept
     * @param filtered records dropped because they do not match
     * @param unknown records dropped because metadata is missing
     * @param repeated rows dropped because an earlier row of the service was equal in all columns
     */
    public record Rows(long records, long filtered, long unknown, long repeated) {
        public static final Rows NONE = new Rows(0, 0, 0, 0);

        public Rows and(Rows other) {
            return new Rows(
                    records + other.records,
                    filtered + other.filtered,
                    unknown + other.unknown,
                    repeated + other.repeated);
        }

        public Rows withRecords(long kept) {
            return new Rows(kept, filtered, unknown, repeated);
        }
    }

    /**
     * Defects of the rows.
     *
     * @param badCells unreadable cells, which count as null
     * @param badRows unreadable rows, which were dropped
     * @param oddUrls records kept whose access URL is not http, https or ftp; such URLs are never followed
     * @param extraColumns columns that are not in ObsCore and were dropped
     */
    public record Oddities(long badCells, long badRows, long oddUrls, int extraColumns) {
        public static final Oddities NONE = new Oddities(0, 0, 0, 0);

        /** The sums; of extra columns the larger number. */
        public Oddities and(Oddities other) {
            return new Oddities(
                    badCells + other.badCells,
                    badRows + other.badRows,
                    oddUrls + other.oddUrls,
                    Math.max(extraColumns, other.extraColumns));
        }
    }

    /** A service that gave no rows at its access URL. */
    public static QueryFacts of(String query, @Nullable String form, Cost cost) {
        return new QueryFacts(new Sent(query, form), Urls.ACCESS_URL, cost, Rows.NONE, Oddities.NONE);
    }

    public QueryFacts with(Rows given) {
        return new QueryFacts(sent, urls, cost, given, oddities);
    }

    public QueryFacts with(Oddities seen) {
        return new QueryFacts(sent, urls, cost, rows, seen);
    }

    /** The same with the URLs that were tried, and the cost of the others added. */
    public QueryFacts with(Urls tried, Cost others) {
        return new QueryFacts(sent, tried, cost.and(others), rows, oddities);
    }

    /** The same of a server on this machine or in a private network. */
    public QueryFacts atPrivateAddress() {
        return new QueryFacts(sent, new Urls(urls.mirrorUrl, urls.passedOver, true), cost, rows, oddities);
    }

    /** The same for a target list. */
    public QueryFacts with(Targets given) {
        return new QueryFacts(new Sent(sent.query, sent.form, given, sent.harvested), urls, cost, rows, oddities);
    }

    public String query() {
        return sent.query;
    }

    public @Nullable String form() {
        return sent.form;
    }

    /** Null without a target list. */
    public @Nullable Targets targets() {
        return sent.targets;
    }

    /** The times of the rows, if the answer was read from a harvest; null if the service was asked. */
    public HarvestRead.@Nullable Pages harvested() {
        return sent.harvested;
    }

    public @Nullable String mirrorUrl() {
        return urls.mirrorUrl;
    }

    public List<String> passedOver() {
        return urls.passedOver;
    }

    public boolean privateAddress() {
        return urls.privateAddress;
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
