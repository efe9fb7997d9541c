package org.skytrawl.simvo.universe;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;

record Centre(Draft draft, int number, SimHost host, SplittableRandom random) {
    String ivoid(String name) {
        return "ivo://sim.skytrawl/c" + number + "/" + name;
    }

    List<Dataset> collection(boolean sia1, boolean hasDid) {
        DatasetMaker.Place place = DatasetMaker.Place.of(random);
        return draft.datasets().collection(new DatasetMaker.Style(place, sia1, hasDid), 8 + random.nextInt(17));
    }

    /** Images of a centre of spectra. */
    List<Dataset> images() {
        return new DatasetMaker(random, draft.data())
                .collection(new DatasetMaker.Style(DatasetMaker.Place.of(random), false, true), 8 + random.nextInt(8));
    }

    SimService service(SimProtocol protocol, String path, List<Dataset> datasets) {
        return service(protocol, path, null, datasets);
    }

    SimService service(SimProtocol protocol, String path, @Nullable String table, List<Dataset> datasets) {
        return service(protocol, path, table, datasets, type -> type);
    }

    SimService service(
            SimProtocol protocol,
            String path,
            @Nullable String table,
            List<Dataset> datasets,
            UnaryOperator<String> spelling) {
        return draft.service(protocol, host, new Draft.Access(path, table), datasets, random, spelling);
    }

    void register(String name, Coverage coverage, Capability... capabilities) {
        register(name, "vs:catalogservice", coverage, List.of(), List.of(), capabilities);
    }

    void register(
            String name,
            String type,
            Coverage coverage,
            List<String> servedBy,
            List<String> tables,
            Capability... capabilities) {
        draft.register(resource(name, type, coverage, servedBy, tables, capabilities));
    }

    Resource resource(
            String name,
            String type,
            Coverage coverage,
            List<String> servedBy,
            List<String> tables,
            Capability... capabilities) {
        boolean images = Arrays.stream(capabilities)
                .map(capability -> capability.kind().protocol())
                .allMatch(protocol -> protocol == null || protocol.gives("image"));
        return new Resource(
                ivoid(name),
                type,
                "Centre " + number + ": " + name + (images ? " <images> & more" : " <spectra> & more"),
                coverage,
                servedBy,
                tables,
                List.of(capabilities));
    }

    static Capability as(Kind kind, SimService service) {
        return as(kind, service, "");
    }

    static Capability as(Kind kind, SimService service, String suffix) {
        return new Capability(kind, service.baseUrl() + suffix, service.number());
    }

    /** The same URL with https, where nothing answers: a twin in name only. */
    static Capability asSecure(Kind kind, SimService service, String suffix) {
        return new Capability(kind, service.baseUrl().replace("http://", "https://") + suffix, service.number());
    }

    /** The coverage that a resource declares: all of it, a part of it (every third resource), or none (every fifth). */
    Coverage declared(List<Dataset> datasets) {
        Coverage full = Coverage.full(datasets);
        int dice = random.nextInt(100);
        if (dice < 60) {
            return full;
        }
        return switch (dice % 4) {
            case 0 -> new Coverage(full.moc(), null, full.mjd());
            case 1 -> new Coverage(full.moc(), full.wavelengthM(), null);
            default -> Coverage.NONE;
        };
    }
}
