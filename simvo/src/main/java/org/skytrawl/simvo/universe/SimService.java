package org.skytrawl.simvo.universe;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.SimHost;

/**
 * @param published the files of its datasets, in the order of its answers
 * @param harvest its table in the layout {@code HARVEST}, where it publishes no datasets besides; null in others
 */
public record SimService(
        int number,
        SimProtocol protocol,
        SimHost host,
        String path,
        @Nullable String tableName,
        List<Published> published,
        @Nullable Fault fault,
        Duration latency,
        ServiceWays ways,
        @Nullable HarvestTable harvest) {
    public SimService {
        published = List.copyOf(published);
    }

    /** With the usual ways. */
    public SimService(
            int number,
            SimProtocol protocol,
            SimHost host,
            String path,
            @Nullable String tableName,
            List<Published> published,
            @Nullable Fault fault,
            Duration latency) {
        this(number, protocol, host, path, tableName, published, fault, latency, ServiceWays.USUAL, null);
    }

    public SimService with(ServiceWays others) {
        return new SimService(number, protocol, host, path, tableName, published, fault, latency, others, harvest);
    }

    SimService with(HarvestTable table) {
        return new SimService(number, protocol, host, path, tableName, published, fault, latency, ways, table);
    }

    /**
     * One file of a dataset: one row of an answer.
     *
     * @param accessUrl one of the spellings of the URL
     * @param productType as this service writes it
     */
    public record Published(Dataset dataset, String accessUrl, FileFormat format, String productType) {
        /** The only file of a dataset. */
        public Published(Dataset dataset, String accessUrl) {
            this(dataset, accessUrl, dataset.publishedFormats().getFirst(), dataset.productType());
        }
    }

    public String baseUrl() {
        boolean refuses = fault != null && fault.isRefusal();
        return (refuses ? host.deadBaseUrl() : host.baseUrl()) + path;
    }
}
