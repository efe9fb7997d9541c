package org.skytrawl.protocol;

import org.skytrawl.net.HttpFetcher;

/**
 * With what services are asked; the same for all services of a run. Thread-safe.
 *
 * @param fetcher how to reach them
 * @param maxBytes the most decoded bytes accepted of one answer
 * @param privateAddressesAllowed whether a service on this machine or in a private network may be asked
 * @param split whether a query that overflows is split
 * @param dialects what has been learned of services so far
 */
public record QueryContext(
        HttpFetcher fetcher,
        long maxBytes,
        boolean privateAddressesAllowed,
        boolean split,
        AcceptedQueryForms dialects) {}
