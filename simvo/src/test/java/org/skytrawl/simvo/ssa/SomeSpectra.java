package org.skytrawl.simvo.ssa;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.FileFormat;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.SimService.Published;
import org.skytrawl.simvo.universe.Span;

/** A few spectra by id: 0 and 1 in M 31, 2 without aperture, 3 a light curve, 4 without band and time, 5 in all formats. */
final class SomeSpectra {
    static final Span NIGHT = new Span(55_000.25, 55_000.35);
    static final Span RED = new Span(4e-7, 5e-7);
    private static final Extent ARCMIN = new Extent.FieldOfView(1 / 60.0);

    static final Dataset FIRST = of(0, "spectrum", 10.68, ARCMIN, NIGHT, RED, List.of());
    static final Dataset SECOND = of(1, "slit-spectrum", 10.70, ARCMIN, NIGHT, new Span(1e-6, 2e-6), List.of());
    static final Dataset POINT = of(2, "spectrum", 20, new Extent.CentreOnly(), NIGHT, RED, List.of());
    static final Dataset SERIES = of(3, "light-curve", 30, ARCMIN, new Span(55_000.3, 55_400.3), RED, List.of());
    static final Dataset BARE = of(4, "spectrum", 40, ARCMIN, null, null, List.of());
    static final Dataset FORMATS = of(5, "spectrum", 50, ARCMIN, NIGHT, RED, List.of(FileFormat.values()));

    private SomeSpectra() {}

    private static Dataset of(
            int id, String type, double raDeg, Extent extent, Span mjd, Span band, List<FileFormat> formats) {
        return new Dataset(
                id, type, raDeg, 41.27, extent, mjd, band, "A <star> " + id, "stars", "ivo://t/c?" + id, 70, formats);
    }

    static SimService service(SimHost host, Dataset... datasets) {
        return new SimService(
                0,
                SimProtocol.SSA,
                host,
                "/ssa",
                null,
                Arrays.stream(datasets)
                        .flatMap(dataset -> dataset.publishedFormats().stream()
                                .map(format -> new Published(
                                        dataset,
                                        "http://d.example/get?id=" + dataset.id() + "&fmt=" + format.word(),
                                        format,
                                        dataset.productType())))
                        .toList(),
                null,
                Duration.ZERO);
    }

    static SimService all(SimHost host) {
        return service(host, FIRST, SECOND, POINT, SERIES, BARE, FORMATS);
    }
}
