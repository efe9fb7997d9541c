package org.skytrawl.simvo.sia;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;

/** A few datasets, by id: 0 and 1 near M 31, 2 over RA 0, 3 at the pole, 4 a cube without band, 5 without time, 6 a centre. */
final class SomeImages {
    static final Dataset SQUARE = of(0, "image", 10.68, 41.27, new Extent.Rectangle(0.2, 0.1), true, true);
    static final Dataset DISC = of(1, "image", 10.9, 41.27, new Extent.Circle(0.05), true, true);
    static final Dataset OVER_ZERO = of(2, "image", 0.01, 20, new Extent.Rectangle(0.4, 0.4), true, true);
    static final Dataset AT_POLE = of(3, "image", 200, 89.9, new Extent.Circle(0.3), true, true);
    static final Dataset CUBE = of(4, "cube", 100, -30, new Extent.FieldOfView(0.2), true, false);
    static final Dataset TIMELESS = of(5, "image", 100, -30.05, new Extent.Circle(0.1), false, true);
    static final Dataset CENTRE = of(6, "image", 100, -30.02, new Extent.CentreOnly(), true, true);

    private SomeImages() {}

    private static Dataset of(
            int id, String type, double raDeg, double decDeg, Extent extent, boolean hasTime, boolean hasBand) {
        return new Dataset(
                id,
                type,
                raDeg,
                decDeg,
                extent,
                hasTime ? new Span(55_000.25, 55_000.35) : null,
                hasBand ? new Span(4e-7, 5e-7) : null,
                "A <title> & more " + id,
                id < 4 ? "first" : "second",
                id == 0 ? "ivo://t/c?0" : null,
                100);
    }

    static List<Dataset> all() {
        return List.of(SQUARE, DISC, OVER_ZERO, AT_POLE, CUBE, TIMELESS, CENTRE);
    }

    static SimService service(SimProtocol protocol, SimHost host, Dataset... datasets) {
        return new SimService(
                0,
                protocol,
                host,
                "/sia",
                null,
                Arrays.stream(datasets)
                        .map(dataset ->
                                new SimService.Published(dataset, "http://d.example/get?a=1&id=" + dataset.id()))
                        .toList(),
                null,
                Duration.ZERO);
    }
}
