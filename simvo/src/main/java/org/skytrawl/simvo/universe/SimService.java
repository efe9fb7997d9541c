package org.skytrawl.simvo.universe;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.SimHost;

/**
 * A service that can be queried.
 *
 * @param number its place among all services, from 0
 * @param host where it is
 * @param path where on the host; of ObsTAP that of the TAP service
 * @param tableName of ObsTAP the table queried, else null
 * @param published what it has, in the order in which it gives it
 * @param fault what it does wrong, or null
 * @param latency from request to answer
 */
public record SimService(
        int number,
        SimProtocol protocol,
        SimHost host,
        String path,
        @Nullable String tableName,
        List<Published> published,
        @Nullable Fault fault,
        Duration latency) {
    public SimService {
        published = List.copyOf(published);
    }

    /**
     * A dataset as this service gives it.
     *
     * @param accessUrl one of the ways to write it
     */
    public record Published(Dataset dataset, String accessUrl) {}

    /** The access URL without a query string. */
    public String baseUrl() {
        boolean refuses = fault != null && fault.isRefusal();
        return (refuses ? host.deadBaseUrl() : host.baseUrl()) + path;
    }
}
