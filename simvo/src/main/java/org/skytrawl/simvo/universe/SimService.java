package org.skytrawl.simvo.universe;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.SimHost;

/** @param published its datasets, in the order of its answers */
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

    /** @param accessUrl one of the spellings of the URL */
    public record Published(Dataset dataset, String accessUrl) {}

    public String baseUrl() {
        boolean refuses = fault != null && fault.isRefusal();
        return (refuses ? host.deadBaseUrl() : host.baseUrl()) + path;
    }
}
