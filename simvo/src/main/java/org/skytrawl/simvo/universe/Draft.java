package org.skytrawl.simvo.universe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

final class Draft {
    /** Fewer than the queries that any client sends at once to one host. */
    private static final int MOST_SILENT = 2;

    private final SimOptions options;
    private final SimServer server;
    private final SplittableRandom random;
    private final DatasetMaker datasets;
    private final List<@Nullable Fault> faults;
    private final List<SimService> services = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final IdentityHashMap<SimHost, Integer> silent = new IdentityHashMap<>();
    private int centres;

    Draft(SimOptions options, SimServer server) {
        this.options = options;
        this.server = server;
        this.random = new SplittableRandom(options.seed());
        this.datasets = new DatasetMaker(random);
        this.faults = options.faults().assign(options.services(), options.seed());
    }

    SplittableRandom random() {
        return random;
    }

    DatasetMaker datasets() {
        return datasets;
    }

    int left() {
        return options.services() - services.size();
    }

    Centre centre() {
        return centre(host());
    }

    Centre centre(SimHost host) {
        return new Centre(this, centres++, host);
    }

    SimHost host() {
        try {
            return server.host();
        } catch (IOException e) {
            throw new UncheckedIOException("a host cannot be opened: " + e.getMessage(), e);
        }
    }

    SimService service(SimProtocol protocol, SimHost host, String path, @Nullable String table, List<Dataset> had) {
        int number = services.size();
        int way = random.nextInt(4);
        List<SimService.Published> published = had.stream()
                .filter(dataset -> protocol.gives(dataset.productType()))
                .map(dataset ->
                        new SimService.Published(dataset, DatasetMaker.accessUrl(host.baseUrl(), dataset.id(), way)))
                .toList();
        SimService made = new SimService(
                number,
                protocol,
                placed(host, faults.get(number)),
                path,
                table,
                published,
                faults.get(number),
                options.latency().of(options.seed(), number));
        services.add(made);
        return made;
    }

    /**
     * Clients regard a host as down if all services that they query there at once are silent: then the healthy ones
     * there could not be found.
     */
    private SimHost placed(SimHost home, @Nullable Fault fault) {
        if (fault == null || !fault.isSilence() || options.layout() == SimOptions.Layout.ONE_HOST) {
            return home;
        }
        int others = silent.merge(home, 1, Integer::sum) - 1;
        return others < MOST_SILENT ? home : host();
    }

    void register(Resource resource) {
        resources.add(resource);
    }

    Universe universe() {
        return new Universe(datasets.all(), services, resources);
    }
}
