package org.skytrawl.simvo.universe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
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
    private final List<Dataset> data = new ArrayList<>();
    private final DatasetMaker datasets;
    private final SpectrumMaker spectra;
    private final List<@Nullable Fault> faults;
    private final List<SimService> services = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final IdentityHashMap<SimHost, Integer> silent = new IdentityHashMap<>();
    private int centres;

    Draft(SimOptions options, SimServer server) {
        this.options = options;
        this.server = server;
        this.random = new SplittableRandom(options.seed());
        this.datasets = new DatasetMaker(random, data);
        // numbers of its own, so that spectra do not change the images of a seed
        this.spectra = new SpectrumMaker(new SplittableRandom(options.seed() ^ 0x55A), data);
        this.faults = options.faults().assign(options.services(), options.seed());
    }

    SplittableRandom random() {
        return random;
    }

    List<Dataset> data() {
        return data;
    }

    DatasetMaker datasets() {
        return datasets;
    }

    SpectrumMaker spectra() {
        return spectra;
    }

    int left() {
        return options.services() - services.size();
    }

    Centre centre() {
        return centre(host());
    }

    Centre centre(SimHost host) {
        return new Centre(this, centres++, host, random);
    }

    /** A data centre of spectra, whose dice do not change what others get. */
    Centre spectralCentre() {
        return new Centre(this, centres++, host(), spectra.random());
    }

    SimHost host() {
        try {
            return server.host();
        } catch (IOException e) {
            throw new UncheckedIOException("a host cannot be opened: " + e.getMessage(), e);
        }
    }

    /** @param spelling how an answer has product types */
    SimService service(
            SimProtocol protocol,
            SimHost host,
            Access access,
            List<Dataset> had,
            SplittableRandom dice,
            UnaryOperator<String> spelling) {
        int number = services.size();
        int way = dice.nextInt(4);
        List<SimService.Published> published = had.stream()
                .filter(dataset -> protocol.gives(dataset.productType()))
                .flatMap(dataset -> dataset.publishedFormats().stream()
                        .map(format -> new SimService.Published(
                                dataset,
                                AccessUrls.of(host.baseUrl(), dataset, format, way),
                                format,
                                spelling.apply(dataset.productType()))))
                .toList();
        SimService made = new SimService(
                number,
                protocol,
                placed(host, faults.get(number)),
                access.path(),
                access.table(),
                published,
                faults.get(number),
                options.latency().of(options.seed(), number));
        services.add(made);
        return made;
    }

    /** Gives a service that was made ways of its own, or a table. */
    SimService with(SimService made, ServiceWays ways) {
        return replaced(made.with(ways));
    }

    SimService with(SimService made, HarvestTable table) {
        return replaced(made.with(table));
    }

    private SimService replaced(SimService changed) {
        services.set(changed.number(), changed);
        return changed;
    }

    record Access(String path, @Nullable String table) {}

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
        return new Universe(data, services, resources);
    }
}
