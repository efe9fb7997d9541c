package org.skytrawl.protocol;

import org.skytrawl.net.HttpFetcher;

/**
 * Shared by all queries of a run. Thread-safe.
 *
 * @param maxBytes limit of decoded bytes for one answer
 * @param privateAddressesAllowed whether services on this machine or in a private network may be queried
 * @param split whether a query that overflows is split
 * @param requestsPerService limit of requests to one service for a target list
 */
public record QueryContext(
        HttpFetcher fetcher,
        long maxBytes,
        boolean privateAddressesAllowed,
        boolean split,
        int requestsPerService,
        AcceptedQueryForms acceptedForms) {
    /** For a query that is not split: for fewer targets instead. */
    QueryContext whole() {
        return new QueryContext(
                fetcher, maxBytes, privateAddressesAllowed, false, requestsPerService, acceptedForms);
    }

    /** For a query for several targets. */
    QueryContext of(TargetWay way) {
        return new QueryContext(
                fetcher, maxBytes, privateAddressesAllowed, false, requestsPerService, acceptedForms.of(way));
    }
}
