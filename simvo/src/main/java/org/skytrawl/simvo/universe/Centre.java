package org.skytrawl.simvo.universe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.universe.Resource.Capability;
import org.skytrawl.simvo.universe.Resource.Kind;

/** One data centre while it is made: its host, and the names it gives. */
final class Centre {
    private static final String AUTHORITY = "ivo://sim.skytrawl/";

    private final Draft draft;
    private final int number;
    private final SimHost host;

    Centre(Draft draft, int number, SimHost host) {
        this.draft = draft;
        this.number = number;
        this.host = host;
    }

    String ivoid(String name) {
        return AUTHORITY + "c" + number + "/" + name;
    }

    /** A new collection. */
    List<Dataset> collection(boolean sia1, boolean hasDid) {
        DatasetMaker.Place place = DatasetMaker.Place.of(draft.random());
        return draft.datasets()
                .collection(
                        new DatasetMaker.Style(place, sia1, hasDid),
                        8 + draft.random().nextInt(17));
    }

    /** A new service of these datasets; SIA gives of them what is an image or a cube. */
    SimService service(SimProtocol protocol, String path, @Nullable String table, List<Dataset> datasets) {
        return draft.service(protocol, host, path, table, datasets);
    }

    void register(
            String name,
            String type,
            Coverage coverage,
            List<String> servedBy,
            List<String> tables,
            Capability... capabilities) {
        draft.register(new Resource(
                ivoid(name),
                type,
                "Centre " + number + ": " + name + " <images> & more",
                coverage,
                servedBy,
                tables,
                List.of(capabilities)));
    }

    /** Registers a service at its own URL. */
    static Capability as(Kind kind, SimService service) {
        return as(kind, service, "");
    }

    /** Registers a service at its own URL with something behind it. */
    static Capability as(Kind kind, SimService service, String suffix) {
        return new Capability(kind, service.baseUrl() + suffix, service.number());
    }

    /** The same URL with https, where nobody answers: a twin in name only. */
    static Capability asSecure(Kind kind, SimService service, String suffix) {
        return new Capability(kind, service.baseUrl().replace("http://", "https://") + suffix, service.number());
    }

    /** What a third of all resources declare in part, and a fifth not at all. */
    Coverage declared(List<Dataset> datasets) {
        Coverage full = CoverageMaker.full(datasets);
        int dice = draft.random().nextInt(100);
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
